"""Papers under the law on state secrets never enter a program on the internet (law 117/2025/QH15)."""

import re
import unicodedata

from chibo.kernel.errors import Refusal

_ALONE = re.compile(r"\W*(?:độ\s+mật\s*:?)?\W*(TUYỆT\s+MẬT|TỐI\s+MẬT|MẬT)\W*", re.IGNORECASE)
_IN_NAME = re.compile(r"(?<!\w)(\w+)?[\W_]*(?<!\w)MẬT(?!\w)")
_HIGHER_IN_NAME = (
    ("TUYỆT MẬT", re.compile(r"(?<!\w)((?i:tuyệt[\W_]+mật)|TUYET[\W_]+MAT)(?!\w)")),
    ("TỐI MẬT", re.compile(r"(?<!\w)((?i:tối[\W_]+mật)|TOI[\W_]+MAT)(?!\w)")),
)
"""Without marks only in capitals: "toi mat the" is mostly "tôi mất thẻ"."""
_OTHER_WORDS = {"BẢO", "BÍ", "CẨN", "CƠ"}
"""Words that make another one with MẬT: bảo mật, bí mật, cẩn mật, cơ mật."""


def check_not_secret(name: str, text: str, *, ticked: bool, closed: bool) -> None:
    """Refuse a paper that is marked MẬT, TỐI MẬT or TUYỆT MẬT, unless the installation is a closed one.

    `text` is what could be read of its first page, `ticked` what the user said of it.
    """
    if closed:
        return
    mark = secret_mark(name, text)
    if ticked or mark:
        raise Refusal("documents.state_secret", mark=mark or "MẬT")


def secret_mark(name: str, text: str) -> str:
    """Return the mark found in a file's name, or standing alone on a line of its first page; empty if none.

    >>> secret_mark("Báo cáo (TỐI MẬT).docx", ""), secret_mark("Tập huấn bảo mật.docx", "Bí mật nhà nước là gì")
    ('TỐI MẬT', '')
    """
    for line in unicodedata.normalize("NFC", text).splitlines():
        found = _ALONE.fullmatch(line.strip())
        if found and (found[1].isupper() or " " in found[1]):
            return " ".join(found[1].upper().split())
    return _mark_in_name(unicodedata.normalize("NFC", name).replace("_", " "))


def _mark_in_name(name: str) -> str:
    for mark, pattern in _HIGHER_IN_NAME:
        if pattern.search(name):
            return mark
    found = [match for match in _IN_NAME.finditer(name) if (match[1] or "") not in _OTHER_WORDS]
    return "MẬT" if found else ""
