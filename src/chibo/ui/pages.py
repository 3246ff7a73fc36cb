"""The answer to a request: the whole page, or the named part that htmx asked for."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise

REFUSED = 422


def saved(request: HttpRequest, sentence: str | Promise, *, draft: str = "") -> None:
    """Say on the next page that it is done. `draft` names the thing whose words the browser may now forget."""
    messages.success(request, str(sentence), extra_tags=draft)


def page(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, part: str = "", status: int = 200
) -> HttpResponse:
    """Render the template; for htmx only its `{% partialdef part %}`, where `part` is named."""
    swaps = part and getattr(request, "htmx", False) and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    answer = render(request, f"{template}#{part}" if swaps else template, dict(context), status=status)
    if part:
        patch_vary_headers(answer, ["HX-Request"])
    return answer
