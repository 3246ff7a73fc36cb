"""The page of notices, and how one wants to be told."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chibo.kernel.errors import Refusal
from chibo.notices import selectors, services
from chibo.notices.forms import WishForm, said
from chibo.ui.forms import refuse
from chibo.ui.guard import actor_of, signed_in
from chibo.ui.pages import REFUSED, page
from chibo.ui.paging import page_of
from chibo.ui.say import say

OWN = "Everybody's own notices."


@signed_in(OWN)
@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """Show what one was told, newest first."""
    actor = actor_of(request)
    rows = page_of(selectors.notices_of(actor), request.GET, by="-created_at")
    context = {
        "page": rows,
        "notices": [selectors.told(row) for row in rows.rows],
        "new_count": selectors.new_count(actor),
    }
    return page(request, "notices/list.html", context, part="rows")


@signed_in(OWN)
@require_POST
def open_one(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Note that the notice was read and go to the page it is about."""
    notice = services.mark_read(actor=actor_of(request), notice_id=notice_id)
    return redirect(notice.link or "notices:list")


@signed_in(OWN)
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Note that all were read."""
    services.mark_all_read(actor=actor_of(request))
    messages.success(request, _("Đã đánh dấu tất cả là đã đọc."))
    return redirect("notices:list")


@signed_in(OWN)
def wishes(request: HttpRequest) -> HttpResponse:
    """Show and keep how one wants to be told. Five queries."""
    actor = actor_of(request)
    wish, usual, channels = selectors.own_wish(actor), services.usual_hours(), selectors.open_channels()
    initial = said(wish, selectors.hours_for(wish, usual), channels)
    form = WishForm(request.POST or None, channels=channels, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.choose(actor=actor, **form.chosen(usual))
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Đã lưu cách nhận thông báo."))
            return redirect("notices:wishes")
    context = {
        "form": form,
        "devices": selectors.devices_of(actor),
        "push_key": services.public_key() if settings.SENDS_PUSH else "",
    }
    return page(request, "notices/wishes.html", context, status=REFUSED if form.is_bound else 200)


@signed_in(OWN)
@require_POST
def add_device(request: HttpRequest) -> HttpResponse:
    """Send notices to this browser too; its script asks, and goes on to the page of wishes."""
    try:
        services.add_device(
            actor=actor_of(request),
            endpoint=request.POST.get("endpoint", ""),
            key=request.POST.get("key", ""),
            auth=request.POST.get("auth", ""),
            user_agent=request.headers.get("User-Agent", ""),
        )
    except Refusal as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(request, _("Đã bật thông báo trên thiết bị này."))
    return redirect("notices:wishes")


@signed_in(OWN)
@require_POST
def drop_device(request: HttpRequest, device_id: int) -> HttpResponse:
    """Send nothing to that device any more."""
    services.drop_device(actor=actor_of(request), device_id=device_id)
    messages.success(request, _("Đã tắt thông báo trên thiết bị đó."))
    return redirect("notices:wishes")
