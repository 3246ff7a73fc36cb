"""Which files are taken, judged by their bytes; what they are called; what can be read of their first page."""

import html
import re
import zipfile
from dataclasses import dataclass
from typing import IO

from chibo.kernel.errors import Refusal
from chibo.kernel.text import tidy


@dataclass(frozen=True, slots=True)
class FileType:
    """A type of file that is taken. `text_part` is the piece of a packed file that holds its text."""

    extension: str
    mime: str
    text_part: str = ""
    paragraph: str = ""


_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
_TYPES = (
    FileType("pdf", "application/pdf"),
    FileType("docx", f"{_OFFICE}.wordprocessingml.document", "word/document.xml", "w:p"),
    FileType("xlsx", f"{_OFFICE}.spreadsheetml.sheet", "xl/sharedStrings.xml", "si"),
    FileType("pptx", f"{_OFFICE}.presentationml.presentation", "ppt/slides/slide1.xml", "a:p"),
    FileType("odt", f"{_OPEN}.text", "content.xml", "text:p"),
    FileType("ods", f"{_OPEN}.spreadsheet", "content.xml", "text:p"),
    FileType("doc", "application/msword"),
    FileType("xls", "application/vnd.ms-excel"),
    FileType("csv", "text/csv"),
    FileType("txt", "text/plain"),
    FileType("png", "image/png"),
    FileType("jpg", "image/jpeg"),
)
ALLOWED = {kind.extension: kind for kind in _TYPES}
_MARKS = ((b"%PDF-", "pdf"), (b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"))
_PACKED, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PARTS = (("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"), ("ppt/presentation.xml", "pptx"))
_PAGE_LETTERS, _PART_BYTES, _TEXT_BYTES = 4000, 1_000_000, 64_000
_NAME_LETTERS = 150
_MOST_BYTES_UNPACKED, _MOST_PIECES = 400_000_000, 5000
_MOST_TIMES_PACKED, _BYTES_OF_NO_HARM = 200, 20_000_000
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u200b-\u200f\u202a-\u202e\u2066-\u2069]')


def check_type(content: IO[bytes], name: str) -> FileType:
    """Return the type of the file by its bytes; the name only tells CSV from plain text.

    Refuses everything that is not in the list, and office files with macros.
    """
    kind = _type(content, name)
    content.seek(0)
    if kind is None:
        raise Refusal("documents.type_not_taken", name=tidy_name(name), taken=", ".join(ALLOWED))
    return ALLOWED[kind]


def check_unpacks(content: IO[bytes]) -> None:
    """Refuse a packed file that would fill a memory once unpacked; what its table of contents says is enough.

    No piece is read past what that table says of it. Files of other types pass.
    """
    try:
        with zipfile.ZipFile(content) as archive:
            pieces = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return
    finally:
        content.seek(0)
    packed, whole = sum(piece.compress_size for piece in pieces), sum(piece.file_size for piece in pieces)
    swells = whole > _BYTES_OF_NO_HARM and whole > _MOST_TIMES_PACKED * packed
    if swells or whole > _MOST_BYTES_UNPACKED or len(pieces) > _MOST_PIECES:
        raise Refusal("documents.unpacks_too_large")


def tidy_name(name: str, kind: FileType | None = None) -> str:
    """Return a name that every system can store, ending as its bytes want it.

    >>> tidy_name("..\\\\ke  hoach/thang:2.exe", ALLOWED["pdf"])
    'ke hoach thang 2.exe.pdf'
    """
    plain = tidy(_NOT_IN_NAMES.sub(" ", name)).strip(". ") or "van-ban"
    stem, dot, ending = plain.rpartition(".")
    if kind is None:
        return plain[:_NAME_LETTERS]
    same = {ending.lower()} & ({"jpg", "jpeg"} if kind.extension == "jpg" else {kind.extension})
    stem = stem if dot and same and stem else plain
    return f"{stem[:_NAME_LETTERS].rstrip('. ')}.{kind.extension}"


def first_text(content: IO[bytes], kind: FileType) -> str:
    """Return the beginning of what the file says, paragraph by paragraph; empty where it cannot be read.

    PDF, pictures and the old binary formats cannot be read here.
    """
    text = ""
    if kind.extension in {"txt", "csv"}:
        text = content.read(_TEXT_BYTES).decode("utf-8", "replace")
    elif kind.text_part:
        text = _packed_text(content, kind)
    content.seek(0)
    return text[:_PAGE_LETTERS]


def _type(content: IO[bytes], name: str) -> str | None:
    start = content.read(_TEXT_BYTES)
    for mark, kind in _MARKS:
        if start.startswith(mark):
            return kind
    if start.startswith(_PACKED):
        return _packed(content)
    if start.startswith(_COMPOUND):
        return _compound(content)
    if _is_text(start):
        return "csv" if name.lower().endswith(".csv") else "txt" if name.lower().endswith(".txt") else None
    return None


def _packed(content: IO[bytes]) -> str | None:
    try:
        with zipfile.ZipFile(content) as archive:
            names = set(archive.namelist())
            if any(part.lower().endswith("vbaproject.bin") for part in names):
                raise Refusal("documents.macros")
            for part, kind in _PARTS:
                if part in names:
                    return kind
            if "mimetype" in names:
                mime = archive.open("mimetype").read(100).decode("ascii", "replace")
                return next((kind.extension for kind in _TYPES if kind.mime == mime.strip()), None)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return None
    return None


def _compound(content: IO[bytes]) -> str | None:
    """Tell Word from Excel in Microsoft's old format by the names of its streams."""
    content.seek(0)
    whole = content.read()
    if "_VBA_PROJECT".encode("utf-16-le") in whole:
        raise Refusal("documents.macros")
    if "WordDocument".encode("utf-16-le") in whole:
        return "doc"
    if any(stream.encode("utf-16-le") in whole for stream in ("Workbook", "Book")):
        return "xls"
    return None


def _is_text(start: bytes) -> bool:
    return not any(byte < 32 and byte not in (9, 10, 13) for byte in start)


def _packed_text(content: IO[bytes], kind: FileType) -> str:
    try:
        with zipfile.ZipFile(content) as archive, archive.open(kind.text_part) as part:
            markup = part.read(_PART_BYTES).decode("utf-8", "replace")
    except (KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return ""
    lines = markup.replace(f"</{kind.paragraph}>", "\n")
    return html.unescape(re.sub(r"<[^>]*>", "", lines))
