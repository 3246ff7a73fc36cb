"""Answers that carry a file: always to be saved, never shown or run inside the program."""

from typing import Literal

from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header

from chibo.documents.models import StoredFile
from chibo.documents.rules import ALLOWED, tidy_name
from chibo.documents.selectors.papers import open_file
from chibo.ui.files import FileInPieces


def file_response(file: StoredFile) -> FileResponse:
    """Return the answer that hands out a stored file. The caller has decided that this user may have it."""
    return _guarded(FileInPieces(open_file(file), as_attachment=True, filename=file.name, content_type=file.type))


def bytes_response(content: bytes, name: str, kind: Literal["docx", "pdf", "xlsx"]) -> HttpResponse:
    """Return the answer that hands out something just printed; `name` without its ending."""
    answer = HttpResponse(content, content_type=ALLOWED[kind].mime)
    answer["Content-Disposition"] = content_disposition_header(True, tidy_name(name, ALLOWED[kind]))
    return _guarded(answer)


def _guarded[Answer: HttpResponse | FileResponse](answer: Answer) -> Answer:
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Cache-Control"] = "private, no-store"
    return answer
