"""The component sheet, and the two choices of the frame: light or dark, and at which unit one works."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from chibo.ui import here, kit_sample
from chibo.ui.guard import public
from chibo.ui.pages import page

THEMES = ("light", "dark", "auto")
YEAR = 365 * 24 * 3600


@public("The component sheet shows invented data only.")
@require_GET
def kit(request: HttpRequest) -> HttpResponse:
    """Show every component in its states."""
    return page(request, "ui/kit.html", kit_sample.context(), part="rows")


@public("Light or dark is kept in the browser and says nothing about anybody.")
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the chosen theme in a cookie and go back."""
    answer = HttpResponseRedirect(_next(request))
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        answer.set_cookie("theme", chosen, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure())
    return answer


@public("Changes only the session; nobody without a mandate at the unit can choose it.")
@require_POST
def unit(request: HttpRequest) -> HttpResponse:
    """Work at another unit from now on, and start there at the first page."""
    here.choose(request, request.POST.get("unit", ""))
    return redirect("/")


def _next(request: HttpRequest) -> str:
    asked = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if safe and asked.startswith("/") else "/"
