"""Bytes of a .csv into text, and text typed in the old TCVN3 fonts into Unicode."""

import re

from chibo.kernel.errors import Refusal

_TONES_1258 = re.compile("[aeiouyăâêôơưAEIOUYĂÂÊÔƠƯ][\u0300\u0301\u0303\u0309\u0323]|[đĐơƠưƯ]")


def decode(content: bytes) -> str:
    """Return the text of a file: UTF-8 or UTF-16 where it is one, else the Vietnamese or the western Windows table.

    Refuses bytes that are none of them.
    """
    utf16 = utf16_of(content[:4096])
    if utf16:
        return _try(content, utf16)
    for encoding in ("utf-8-sig", "cp1258", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "cp1258" or _TONES_1258.search(text):
            return text
    raise Refusal("exchange.file_encoding")


def utf16_of(head: bytes) -> str:
    """Return which UTF-16 the bytes are, empty for none: by their mark, or by zeros in every other place."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    first, second = head[::2].count(0), head[1::2].count(0)
    if max(first, second) < len(head) // 4 or min(first, second) > len(head) // 50:
        return ""
    return "utf-16-be" if first > second else "utf-16-le"


def _try(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise Refusal("exchange.file_encoding") from None


# Lower-case letters of TCVN 5712:1993 (VN3) as western fonts show them; capitals exist only for the seven letters
# without tone, the .VnTimeH fonts draw capitals from the same codes.
_TCVN3 = dict(
    zip(
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô­õøö÷ùúýûüþ¡¢§£¤¥¦",
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
        strict=True,
    )
)
_TCVN3_TABLE = str.maketrans(_TCVN3)
_SIGNS = "¸¶·¹¨»¾¼½©®ªÆ«¬\u00ad÷þ¡¢§£¤¥¦µ×Þßïëäåæçîûüöøñ"
_ONLY_TCVN3 = re.compile(f"[a-zA-Z][{_SIGNS}]|[{_SIGNS}][a-zA-Z]|[a-z][À-ÖØ-Þ]")
_UNICODE_VIETNAMESE = re.compile("[ăđĩũơưĂĐĨŨƠƯạ-ỹẠ-Ỹ]")


def from_tcvn3(text: str) -> str:
    """Return text typed in a TCVN3 font ("NguyÔn ThÞ H­¬ng") in Unicode; all other text unchanged.

    Recognised by signs that no Vietnamese text in Unicode holds, and by capitals after small letters ("TuÊn").
    """
    if text.isascii() or _UNICODE_VIETNAMESE.search(text):
        return text
    return text.translate(_TCVN3_TABLE) if _ONLY_TCVN3.search(text) else text
