"""The page on which anyone who has sealed minutes can check that they are the sealed ones; nobody signs in for it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from chibo.accounts.services import count_attempt
from chibo.kernel.errors import Refusal
from chibo.meetings import selectors
from chibo.meetings.forms import CheckForm
from chibo.meetings.rules import typed_code
from chibo.ui.forms import refuse
from chibo.ui.guard import public
from chibo.ui.pages import REFUSED, page

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


@public("Whoever has the file knows what is in it; the answer says when and by whom it was sealed, and no more.")
@never_cache
def check(request: HttpRequest) -> HttpResponse:
    """Compare a file, or the code on a paper, with what was sealed. Nothing of it is kept; too many asks are held."""
    form = CheckForm(request.POST, request.FILES) if request.method == "POST" else CheckForm()
    context: dict[str, object] = {"form": form}
    if form.is_bound and form.is_valid():
        try:
            count_attempt(request, "check_minutes", "")
            context |= _answer(form.cleaned_data["file"], form.cleaned_data["code"])
        except Refusal as refusal:
            refuse(form, refusal)
    return page(request, "meetings/check.html", context, status=REFUSED if form.errors else 200)


def _answer(file: UploadedFile[bytes] | None, code: str) -> dict[str, object]:
    """Return what the page says: the paper that was found or None, and the file's own hash."""
    if file is not None:
        sha256 = _sha256(file)
        return {"asked": True, "found": selectors.paper_with(sha256), "sha256": sha256}
    if not typed_code(code):
        raise Refusal("meetings.check_nothing_given")
    return {"asked": True, "found": selectors.paper_with_code(typed_code(code)), "by_code": True}


def _sha256(file: UploadedFile[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()
