"""What is done from the board and the report: reminded, closed, opened again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from chibo.kernel.errors import Missing, Refusal
from chibo.reports import services
from chibo.reports.forms import ReopenForm
from chibo.reports.views.places import ground_of, month_of
from chibo.ui.guard import actor_of, needs
from chibo.ui.pages import saved
from chibo.ui.say import say


@needs("reports.cell.remind")
@require_POST
def remind(request: HttpRequest) -> HttpResponse:
    """Tell the secretaries of the cells named in the form."""
    month = month_of(request.POST.get("thang", ""))
    try:
        told = services.remind(actor=actor_of(request), unit_ids=_ids(request.POST.getlist("chi-bo")), month=month)
    except Refusal as refusal:
        messages.error(request, say(refusal))
    else:
        words = ngettext("Đã nhắc bí thư của %(count)s chi bộ.", "Đã nhắc bí thư của %(count)s chi bộ.", told)
        saved(request, words % {"count": told})
    return redirect(f"{reverse('reports:board')}?nam={month.year}&thang={month}")


@needs("reports.month.close")
@require_POST
def close(request: HttpRequest, month: str) -> HttpResponse:
    """Close the month for the cells under the unit at which the user works."""
    ground, wanted = ground_of(request, "reports.report.read"), month_of(month)
    if ground.unit is None:
        raise Missing("unit")
    try:
        closed = services.close_month(actor=actor_of(request), unit_id=ground.unit.pk, month=wanted)
    except Refusal as refusal:
        messages.error(request, say(refusal))
    else:
        words = ngettext(
            "Đã kết thúc tháng của %(count)s chi bộ.", "Đã kết thúc tháng của %(count)s chi bộ.", len(closed)
        )
        saved(request, words % {"count": len(closed)})
    return redirect("reports:month", month)


@needs("reports.month.close")
@require_POST
def reopen(request: HttpRequest, cell_month_id: UUID) -> HttpResponse:
    """Open a cell's month again, with the reason."""
    form = ReopenForm(request.POST)
    back = request.POST.get("thang", "")
    if form.is_valid():
        try:
            services.reopen_month(actor=actor_of(request), cell_month_id=cell_month_id, **form.cleaned_data)
        except Refusal as refusal:
            messages.error(request, say(refusal))
        else:
            saved(request, _("Đã mở lại tháng của chi bộ. Số liệu đã kết thúc vẫn được giữ."))
    else:
        messages.error(request, _("Chưa ghi lý do mở lại tháng. Ghi lý do để chi bộ biết vì sao."))
    return redirect("reports:month", str(month_of(back)))


def _ids(texts: list[str]) -> list[UUID]:
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError as error:
            raise Missing("unit") from error
    return found
