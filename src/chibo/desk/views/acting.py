"""What is done from the desk itself: a month starts, a committee's resolution goes down."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from chibo.desk import services
from chibo.desk.views.months import month_asked
from chibo.kernel import clock
from chibo.kernel.errors import Missing, Refusal
from chibo.kernel.months import Month
from chibo.organisations import selectors as organisations
from chibo.ui.guard import actor_of, needs
from chibo.ui.here import unit_here
from chibo.ui.say import say


@needs("desk.month.prepare")
@require_POST
def start_month(request: HttpRequest) -> HttpResponse:
    unit_id = unit_here(request)
    if unit_id is None:
        raise Missing("unit")
    month = month_asked(request.POST) or Month.of(clock.today())
    try:
        done = services.prepare_month(actor=actor_of(request), unit=organisations.unit(unit_id), month=month)
    except Refusal as refusal:
        messages.error(request, say(refusal))
        return redirect("desk:desk")
    messages.success(request, _drafted(done.brought))
    return redirect(f"{reverse('desk:desk')}?thang={month}")


@needs("desk.resolution.send")
@require_POST
def send_resolution(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    try:
        directive = services.send_resolution_below(
            actor=actor_of(request), meeting_id=meeting_id, number=request.POST.get("number", "")
        )
    except Refusal as refusal:
        messages.error(request, say(refusal))
        return redirect("desk:desk")
    messages.success(request, _("Đã ban hành nghị quyết tháng đến các chi bộ."))
    return redirect("directives:detail", directive.pk)


def _drafted(brought: int) -> str:
    if not brought:
        return _("Đã lập chương trình. Không có định hướng, nhiệm vụ hay việc đến kỳ nào mới để đưa vào.")
    sentence = ngettext(
        "Đã lập chương trình, đưa vào %(count)s nội dung mới.",
        "Đã lập chương trình, đưa vào %(count)s nội dung mới.",
        brought,
    )
    return sentence % {"count": brought}
