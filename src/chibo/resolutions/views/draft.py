"""The draft: begun by itself, edited with its quality aids, voted in one act or counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.access import may, require
from chibo.kernel import clock
from chibo.kernel.errors import Missing, Refusal
from chibo.kernel.months import Month
from chibo.meetings import selectors as meetings
from chibo.meetings.states import State as MeetingState
from chibo.members import selectors as members
from chibo.members.phrases import STATUSES
from chibo.resolutions import selectors, services
from chibo.resolutions.forms import CountForm, DraftForm, MeasureForm, fault_forms
from chibo.resolutions.models import Resolution
from chibo.resolutions.phrases import KINDS
from chibo.resolutions.rules import remarks
from chibo.resolutions.states import State
from chibo.tasks.phrases import STATES as TASK_STATES
from chibo.ui.forms import carried_out
from chibo.ui.guard import actor_of, needs
from chibo.ui.pages import REFUSED, page, saved
from chibo.ui.say import say


@needs("resolutions.draft.read")
def item_door(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """What the clerk's room shows of this room in an agenda item: draft, vote, or the way to begin."""
    actor = actor_of(request)
    meeting, item = meetings.item_for(actor, item_id)
    context = {
        "meeting": meeting,
        "item": item,
        "resolution": selectors.of_item(item_id),
        "may_draft": selectors.to_draft_in(meeting, item)
        and may(actor, "resolutions.resolution.draft", meetings.place_in(actor, meeting)),
    }
    return page(request, "resolutions/item.html", context, part="door")


@require_POST
@needs("resolutions.resolution.draft")
def begin(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Write the draft by itself and open it; where there is one, open that."""
    actor = actor_of(request)
    meeting = meetings.meeting_for(actor, meeting_id)
    require(actor, "resolutions.resolution.draft", meetings.place_in(actor, meeting))
    found = selectors.of_item(meetings.item_in(meeting, item_id).pk)
    if found is None:
        try:
            found = services.draft_resolution(actor=actor, meeting_id=meeting_id, item_id=item_id)
        except Refusal as refusal:
            messages.error(request, say(refusal))
            return redirect("meetings:detail", meeting_id)
    return redirect("resolutions:edit", found.pk)


@needs("resolutions.resolution.draft")
def edit(request: HttpRequest, resolution_id: UUID) -> HttpResponse:
    """Show the draft, or keep it; with the button of the measure hand out one more task."""
    found = _draft(request, resolution_id)
    if request.method != "POST":
        return _page(request, found)
    forms = _Forms(request, found)
    if not (forms.are_valid() and forms.keep()):
        return _page(request, found, forms=forms)
    if request.POST.get("act") == "measure" and not forms.give():
        return _page(request, selectors.resolution_for(actor_of(request), found.pk), forms=forms)
    saved(request, _("Đã lưu dự thảo."), draft=f"resolutions.draft.{found.pk}")
    return redirect("resolutions:edit", found.pk)


@require_POST
@needs("resolutions.resolution.adopt")
def adopt(request: HttpRequest, resolution_id: UUID) -> HttpResponse:
    """Keep what stands in the form, then: all agree, number, paper, minutes. One act."""
    found = _draft(request, resolution_id)
    forms = _Forms(request, found)
    if not (forms.are_valid() and forms.keep()):
        return _page(request, found, forms=forms)
    kept = selectors.resolution_for(actor_of(request), resolution_id)
    if not carried_out(forms.draft, lambda: _adopt(request, kept)):
        return _page(request, kept, forms=forms)
    return _voted(request, resolution_id)


@needs("resolutions.resolution.adopt")
def count(request: HttpRequest, resolution_id: UUID) -> HttpResponse:
    """Enter a vote in which not everybody agreed."""
    found = _draft(request, resolution_id)
    form = CountForm(request.POST or None, initial={"version": found.version})

    def act() -> object:
        version = form.cleaned_data["version"]
        return services.adopt_resolution(
            actor=actor_of(request), resolution_id=found.pk, version=version, tally=form.tally()
        )

    if request.method == "POST" and form.is_valid() and carried_out(form, act):
        return _voted(request, resolution_id)
    context = {"resolution": found, "kind": KINDS[found.kind], "form": form}
    return page(request, "resolutions/count.html", context, status=REFUSED if form.is_bound else 200)


class _Forms:
    """The draft's form with its shortcomings and the row for one more task, as they were posted."""

    def __init__(self, request: HttpRequest, found: Resolution) -> None:
        self.request, self.found = request, found
        self.draft = DraftForm(request.POST)
        self.faults = fault_forms(request.POST, [])
        self.measure = MeasureForm(request.POST, prefix="m", people=_people(found))

    def are_valid(self) -> bool:
        valid = [form.is_valid() for form in (self.draft, self.measure, *self.faults)]  # each, for its errors
        return all(valid)

    def keep(self) -> bool:
        """Write the draft; a refusal stands on its form."""
        faults = [fault for form in self.faults if (fault := form.fault())]
        return carried_out(
            self.draft,
            lambda: services.edit_draft(
                actor=actor_of(self.request),
                resolution_id=self.found.pk,
                version=self.draft.cleaned_data["version"],
                text=self.draft.text(),
                faults=faults,
            ),
            lambda: _present(self.request, self.found.pk),
        )

    def give(self) -> bool:
        """Hand out the task of the last row; a refusal stands on its form, and the draft is kept already."""
        asked = self.measure.cleaned_data
        return carried_out(
            self.measure,
            lambda: services.add_measure(
                actor=actor_of(self.request),
                resolution_id=self.found.pk,
                title=asked["title"],
                due_on=asked["due_on"],
                person_id=asked["person"],
            ),
        )


def _page(request: HttpRequest, found: Resolution, *, forms: _Forms | None = None) -> HttpResponse:
    actor, faults, charges = actor_of(request), selectors.faults_of(found), selectors.charges_of(found)
    text = selectors.text_of(found)
    values = {name: getattr(found, name) for name in ("kind", "subject", "assessment", "direction", "arrangement")}
    measure = {"due_on": _usual_due(found)}
    context = {
        "resolution": found,
        "kind": KINDS[found.kind],
        "form": forms.draft if forms else DraftForm(initial={**values, "version": found.version}),
        "fault_forms": forms.faults if forms else fault_forms(None, faults),
        "measure_form": forms.measure if forms else MeasureForm(prefix="m", people=_people(found), initial=measure),
        "charges": [(charge, TASK_STATES[charge.state]) for charge in charges],
        "earlier": [(charge, TASK_STATES[charge.state]) for charge in selectors.earlier_charges(found.meeting)],
        "mentions": selectors.mentions(found.meeting),
        "remarks": [say(remark.code, **remark.facts) for remark in remarks(text, faults, charges)],
        "may_adopt": found.meeting.state == MeetingState.OPEN
        and may(actor, "resolutions.resolution.adopt", selectors.place_in(actor, found)),
    }
    return page(request, "resolutions/draft.html", context, part="work", status=REFUSED if forms else 200)


def _adopt(request: HttpRequest, kept: Resolution) -> object:
    return services.adopt_resolution(actor=actor_of(request), resolution_id=kept.pk, version=kept.version)


def _voted(request: HttpRequest, resolution_id: UUID) -> HttpResponse:
    """Say what came out, and go back to where the clerk is writing."""
    found = selectors.resolution_for(actor_of(request), resolution_id)
    draft = f"resolutions.draft.{found.pk}"
    if found.state == State.ADOPTED:
        saved(request, _("Đã thông qua và ban hành số %(number)s.") % {"number": found.number_text}, draft=draft)
        return redirect("meetings:room", found.meeting_id)
    saved(request, _("Không đủ số phiếu tán thành. Kết quả biểu quyết đã lưu."), draft=draft)
    return redirect("resolutions:detail", found.pk)


def _draft(request: HttpRequest, resolution_id: UUID) -> Resolution:
    """Return a draft to whoever may write it. Missing once it was voted, Denied for those who only read it."""
    actor = actor_of(request)
    found = selectors.resolution_for(actor, resolution_id)
    require(actor, "resolutions.resolution.draft", selectors.place_in(actor, found))
    if found.state != State.DRAFT:
        raise Missing("draft")
    return found


def _present(request: HttpRequest, resolution_id: UUID) -> Mapping[str, Any]:
    now = selectors.resolution_for(actor_of(request), resolution_id)
    return {name: getattr(now, name) for name in ("subject", "assessment", "direction", "arrangement")}


def _people(found: Resolution) -> list[tuple[UUID, str, str]]:
    roster = members.roster(found.unit_id, found.meeting.held_on or clock.today())
    return [(comrade.person_id, comrade.full_name, str(STATUSES[comrade.status])) for comrade in roster]


def _usual_due(found: Resolution) -> Any:
    return max(Month.of(found.month_on).last_on, clock.today())
