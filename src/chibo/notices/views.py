"""The page of notices."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chibo.notices import selectors, services
from chibo.ui.guard import actor_of, signed_in
from chibo.ui.pages import page
from chibo.ui.paging import page_of

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
