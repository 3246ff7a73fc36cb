"""One's own calendar: the page that gives its private address, and the file that a calendar program fetches."""

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from chibo.desk import papers, selectors, services
from chibo.ui.guard import actor_of, public, signed_in
from chibo.ui.pages import page

OWN = "Everybody's own calendar."
PER_HOUR = 120
"""How often one address may be asked for in an hour; programs ask every quarter of an hour at the most."""


@signed_in(OWN)
@require_GET
def calendar(request: HttpRequest) -> HttpResponse:
    """Say whether there is an address, and since when."""
    return page(request, "desk/calendar.html", {"address": selectors.address_of(actor_of(request))})


@signed_in(OWN)
@require_POST
@never_cache
def renew(request: HttpRequest) -> HttpResponse:
    """Make the address and show it. Not a redirect: it is shown once and kept nowhere."""
    secret = services.renew_calendar(actor=actor_of(request))
    link = request.build_absolute_uri(reverse("desk:calendar_file", args=[secret]))
    context = {"address": selectors.address_of(actor_of(request)), "link": link}
    return _silent(page(request, "desk/calendar.html", context))


@signed_in(OWN)
@require_POST
def drop(request: HttpRequest) -> HttpResponse:
    """Take the address back."""
    services.drop_calendar(actor=actor_of(request))
    return redirect("desk:calendar")


@public("A calendar program has no session: whoever has the secret of the address is its owner.")
@require_safe
def calendar_file(request: HttpRequest, secret: str) -> HttpResponse:
    """Give the calendar behind the address. Five queries; the file is written only where something has changed."""
    address = selectors.address_behind(secret)
    if address is None:
        return _silent(HttpResponse(status=404))
    if _asks_too_often(address.secret_hash):
        return _silent(HttpResponse(status=429, headers={"Retry-After": "3600"}))
    dated = selectors.dated_for(address)
    mark = f'"{dated.mark[:32]}-{address.user.language}"'
    unchanged = get_conditional_response(request, etag=mark)
    if unchanged is not None:
        return _silent(unchanged)
    with translation.override(address.user.language):
        content = papers.calendar_file(dated)
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8", headers={"ETag": mark})
    return _silent(answer)


def _asks_too_often(key: str) -> bool:
    """Count in the memory of this process: a row for each question would cost more than the answer."""
    counted, name = caches["local"], f"calendar:{key}"
    return not counted.add(name, 1, 3600) and int(counted.incr(name)) > PER_HOUR


def _silent(answer: HttpResponse) -> HttpResponse:
    """Let no program in between keep the answer or hand the address on."""
    answer["Cache-Control"] = "private, no-cache"
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex"
    return answer
