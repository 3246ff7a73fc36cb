"""A secret vote on phones whose key three tellers keep: their codes, the opening and closing of the box, its count."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from chibo.access import Actor, Denied, may
from chibo.ballots import selectors as ballots
from chibo.ballots.phrases import BOX_STATES
from chibo.ballots.rules.splitting import ENOUGH, PARTS, shown_code
from chibo.ballots.selectors import Keeper
from chibo.ballots.states import BoxState
from chibo.kernel.errors import Missing, Refusal
from chibo.meetings import selectors, services
from chibo.meetings.forms.counting import CodeForm, StopForm
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.selectors.counting import CountSeen, count_in
from chibo.meetings.selectors.reach import place_in
from chibo.meetings.services.keyed import give_code, open_keyed, take_code
from chibo.meetings.states import State
from chibo.meetings.views import counting_shown, shown
from chibo.meetings.views.counting_shown import Teller
from chibo.ui.asked import version_in
from chibo.ui.forms import carried_out
from chibo.ui.guard import actor_of, needs
from chibo.ui.pages import REFUSED, page, saved
from chibo.ui.say import say

PAGE = "meetings/keyed.html"
type Act = Callable[[Actor, AgendaItem], object]


@dataclass(frozen=True, slots=True)
class Line:
    """A teller with the state of the code."""

    teller: Teller
    keeper: Keeper


@require_POST
@needs("meetings.count.enter")
def take(request: HttpRequest, meeting_id: UUID, count_id: UUID) -> HttpResponse:
    """Show this teller a new code, this once: no other answer holds it."""
    actor, item, seen = _of_teller(request, meeting_id, count_id)
    try:
        code = take_code(actor=actor, item_id=item.pk, box_id=count_id)
    except Refusal as refusal:
        return box_page(request, item, seen, status=REFUSED, refused=say(refusal))
    return box_page(request, item, seen, code=shown_code(code))


@sensitive_post_parameters("code")
@require_POST
@needs("meetings.count.enter")
def give(request: HttpRequest, meeting_id: UUID, count_id: UUID) -> HttpResponse:
    """Take the code that this teller typed; the second one of the team counts the box."""
    actor, item, seen = _of_teller(request, meeting_id, count_id)
    form = CodeForm(request.POST)

    def act() -> None:
        box = give_code(actor=actor, item_id=item.pk, box_id=count_id, typed=form.cleaned_data["code"])
        if box.state == BoxState.COUNTED:
            saved(request, _("Đã mở hòm và kiểm phiếu. Khóa và các mã đã hủy."))
        elif box.state == BoxState.VOID:
            messages.warning(request, _("Khóa của hòm phiếu đã hỏng nên không kiểm phiếu được. Bỏ phiếu lại."))
        else:
            saved(request, _("Mã đúng. Chờ mã của một đồng chí nữa trong tổ kiểm phiếu."))

    if not (form.is_valid() and carried_out(form, act)):
        return box_page(request, item, seen, status=REFUSED, code_form=CodeForm(), code_errors=form)
    return redirect("meetings:counting", meeting_id, count_id)


@require_POST
@needs("ballots.box.run")
def open_(request: HttpRequest, meeting_id: UUID, count_id: UUID) -> HttpResponse:
    """Open the prepared box."""

    def act(actor: Actor, item: AgendaItem) -> object:
        return open_keyed(actor=actor, item_id=item.pk, box_id=count_id, version=version_in(request.POST))

    return _run(request, meeting_id, count_id, act)


@require_POST
@needs("ballots.box.run")
def close(request: HttpRequest, meeting_id: UUID, count_id: UUID) -> HttpResponse:
    """Shut the box, which then waits for two codes."""

    def act(actor: Actor, item: AgendaItem) -> object:
        version = version_in(request.POST)
        return services.close_secret(actor=actor, item_id=item.pk, box_id=count_id, version=version)

    return _run(request, meeting_id, count_id, act)


@require_POST
@needs("ballots.box.run")
def void(request: HttpRequest, meeting_id: UUID, count_id: UUID) -> HttpResponse:
    """Stop the vote without a result; all that was cast is destroyed unopened."""
    item, seen = _held(request, meeting_id, count_id)
    form = StopForm(request.POST)

    def act() -> object:
        asked = form.cleaned_data
        sent = {"item_id": item.pk, "box_id": count_id, "version": asked["version"], "reason": asked["reason"]}
        return services.void_secret(actor=actor_of(request), **sent)

    if not (form.is_valid() and carried_out(form, act)):
        return box_page(request, item, seen, status=REFUSED, stop_form=form)
    messages.success(request, _("Đã dừng, không lấy kết quả lần bỏ phiếu này."))
    return redirect("meetings:counting", meeting_id, count_id)


def box_page(
    request: HttpRequest, item: AgendaItem, seen: CountSeen, *, status: int = 200, **more: Any
) -> HttpResponse:
    """Show the box as it is now: its tellers and their codes, what the actor can do, its result. About nine queries."""
    actor, meeting = actor_of(request), item.meeting
    context = counting_shown.count_context(actor, meeting, seen) | {"item": item}
    lines = _lines(seen, context["team"])
    own = next((line.keeper for line in lines if line.keeper.person_id == actor.person_id), None)
    may_run = meeting.state == State.OPEN and may(actor, "ballots.box.run", place_in(actor, meeting))
    given = sum(line.keeper.has_given for line in lines)
    context |= {
        "box": seen.count,
        "word": BOX_STATES[BoxState(seen.count.state)],
        "lines": lines,
        "own": own,
        "taken": sum(line.keeper.has_taken for line in lines),
        "parts": PARTS,
        "to_give": ENOUGH - given,
        "awaited": [line.teller.name for line in lines if not (line.keeper.has_given or line.keeper.is_barred)],
        "cast": ballots.turnout(seen.count.pk) if seen.count.state == BoxState.OPEN else None,
        "may_run_box": may_run,
        "permission_rule": counting_shown.permission_rule(seen.count),
        "code_form": CodeForm(),
        "stop_form": StopForm(initial={"version": seen.count.version}) if may_run and seen.is_open else None,
    }
    return page(request, PAGE, context | more, status=status)


def _lines(seen: CountSeen, team: list[Teller]) -> list[Line]:
    """Return the team with the state of their codes; none once there is nothing left to keep."""
    keepers = ballots.keepers_of(seen.count.pk) if seen.is_open else ()
    return [Line(teller, keeper) for teller, keeper in zip(team, keepers, strict=bool(keepers))]


def _run(request: HttpRequest, meeting_id: UUID, count_id: UUID, act: Act) -> HttpResponse:
    item, seen = _held(request, meeting_id, count_id)
    try:
        act(actor_of(request), item)
    except Refusal as refusal:
        return box_page(request, item, seen, status=REFUSED, refused=say(refusal))
    return redirect("meetings:counting", meeting_id, count_id)


def _held(request: HttpRequest, meeting_id: UUID, count_id: UUID) -> tuple[AgendaItem, CountSeen]:
    """Return the box of an open meeting to whoever runs boxes there. Raises Missing for a vote on paper."""
    meeting = shown.to_act_on(request, meeting_id, "ballots.box.run")
    return _box_in(meeting, count_id)


def _of_teller(request: HttpRequest, meeting_id: UUID, count_id: UUID) -> tuple[Actor, AgendaItem, CountSeen]:
    """Return the box to one of its tellers. Denied to all others who may read of the meeting."""
    actor = actor_of(request)
    item, seen = _box_in(selectors.meeting_for(actor, meeting_id), count_id)
    if str(actor.person_id) not in seen.count.tellers:
        raise Denied("meetings.count.enter")
    return actor, item, seen


def _box_in(meeting: Meeting, count_id: UUID) -> tuple[AgendaItem, CountSeen]:
    item, seen = count_in(meeting, count_id)
    if not seen.on_phones or meeting.state != State.OPEN:
        raise Missing("box")
    return item, seen
