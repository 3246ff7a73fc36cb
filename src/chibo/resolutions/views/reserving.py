"""The form of a reserved opinion."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from chibo.access import require
from chibo.organisations.selectors import place_of
from chibo.resolutions import selectors, services
from chibo.resolutions.forms import ReserveForm
from chibo.resolutions.phrases import KINDS
from chibo.ui.forms import carried_out
from chibo.ui.guard import actor_of, needs
from chibo.ui.pages import REFUSED, page, saved


@needs("resolutions.opinion.reserve")
def reserve(request: HttpRequest, resolution_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    found = selectors.resolution_for(actor, resolution_id)
    require(actor, "resolutions.opinion.reserve", place_of(found.unit, person_id=actor.person_id))
    form = ReserveForm(request.POST or None)

    def act() -> object:
        asked = form.cleaned_data
        return services.reserve_opinion(
            actor=actor, resolution_id=found.pk, text=asked["text"], report_above=asked["report_above"]
        )

    if request.method == "POST" and form.is_valid() and carried_out(form, act):
        saved(request, _("Đã lưu ý kiến bảo lưu."), draft=f"resolutions.reserved.{found.pk}")
        return redirect("resolutions:detail", found.pk)
    context = {"resolution": found, "kind": KINDS[found.kind], "form": form}
    return page(request, "resolutions/reserve.html", context, status=REFUSED if form.is_bound else 200)
