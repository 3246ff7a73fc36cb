"""One's own questions, those put to one's body, one of them with its history, and the counts of a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from chibo.access import may, scope
from chibo.audit.selectors import looks_at
from chibo.audit.services import look
from chibo.kernel import clock
from chibo.members import selectors as members
from chibo.proposals import phrases, rules, selectors
from chibo.proposals.forms import AnswerForm, ChargeForm, FollowForm, ReopenForm
from chibo.proposals.models import Event, Proposal
from chibo.proposals.states import Happened, State
from chibo.ui import write
from chibo.ui.asked import number_in
from chibo.ui.guard import actor_of, needs
from chibo.ui.here import unit_here
from chibo.ui.pages import REFUSED, page
from chibo.ui.paging import page_of
from chibo.ui.shapes import Fact, Tab

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import Promise

    from chibo.ui.forms import Form

OWN, WAITING, DONE = "toi-gui", "cho", "xong"
HAPPENED_SIGNS = {Happened.ANSWERED: "ok", Happened.ACCEPTED: "ok", Happened.PUT_OFF: "late", Happened.REOPENED: "now"}


@dataclass(frozen=True, slots=True)
class Line:
    """One in a list."""

    proposal: Proposal
    kind: str | Promise
    sign: str
    word: str | Promise


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the history."""

    event: Event
    word: str | Promise
    sign: str


@needs("proposals.proposal.read")
def proposal_list(request: HttpRequest) -> HttpResponse:
    actor, unit_id = actor_of(request), unit_here(request)
    is_body = unit_id is not None and unit_id in scope(actor, selectors.READ).unit_ids
    shown = request.GET.get("xem") or (WAITING if is_body else OWN)
    if is_body and unit_id is not None and shown != OWN:
        rows, by = (
            selectors.put_to(actor, unit_id, waiting=shown == WAITING),
            "due_on" if shown == WAITING else "-sent_at",
        )
        look(actor, "proposals.list", unit_id=unit_id, details={"shown": shown})
    else:
        shown, rows, by = OWN, selectors.own(actor), "-sent_at"
    found, today = page_of(rows, request.GET, by=by), clock.today()
    tabs = [
        Tab(_("Chờ trả lời"), f"?xem={WAITING}", shown == WAITING),
        Tab(_("Đã trả lời"), f"?xem={DONE}", shown == DONE),
        Tab(_("Tôi gửi"), f"?xem={OWN}", shown == OWN),
    ]
    context = {
        "lines": [_line(row, today) for row in found.rows],
        "page": found,
        "shown": shown,
        "tabs": tabs if is_body else [],
        "may_send": bool(scope(actor, selectors.SEND).own_person_id),
        "may_count": not scope(actor, selectors.COUNT).is_empty,
    }
    return page(request, "proposals/list.html", context, part="rows")


@needs("proposals.proposal.read")
def detail(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    return detail_page(request, selectors.proposal_for(actor_of(request), proposal_id))


def detail_page(request: HttpRequest, proposal: Proposal, **typed: Form) -> HttpResponse:
    """Answer with one and what may be done to it; `typed` are refused forms to show again.

    Whoever is not its sender leaves a look, which the sender sees.
    """
    actor, place, today = actor_of(request), selectors.place(proposal), clock.today()
    is_own = proposal.person_id == actor.person_id
    if not is_own and not typed:
        look(actor, "proposals.proposal", person_id=proposal.person_id, object_id=proposal.pk, unit_id=proposal.unit_id)
    context = {
        "proposal": proposal,
        "line": _line(proposal, today),
        "facts": _facts(proposal),
        "events": [_step(row) for row in selectors.events_of(proposal)],
        "looks": looks_at(proposal.person_id).filter(object_id=str(proposal.pk)) if is_own else [],
        "is_own": is_own,
        **_forms(proposal, is_own=is_own, may_answer=may(actor, selectors.ANSWER, place)),
    }
    return page(request, "proposals/detail.html", context | typed, status=REFUSED if typed else 200)


@needs("proposals.count.read")
def counts(request: HttpRequest) -> HttpResponse:
    """What each body received in a year, and how much of it was late; names nobody."""
    actor = actor_of(request)
    years = selectors.years_with(actor) or [clock.today().year]
    asked = number_in(request.GET.get("nam", ""))
    year = asked if asked in years else years[0]
    tabs = [Tab(str(one), f"?nam={one}", one == year) for one in years]
    context = {"rows": selectors.counts_of(actor, year), "year": str(year), "tabs": tabs}
    return page(request, "proposals/counts.html", context)


def people_of(proposal: Proposal) -> list[tuple[UUID, str, str]]:
    """Return who may be put in charge: whoever holds a post at the body."""
    committee = members.committee_of(proposal.unit_id, clock.today())
    return [(comrade.person_id, comrade.full_name, "") for comrade in committee]


def _forms(proposal: Proposal, *, is_own: bool, may_answer: bool) -> dict[str, object]:
    """Return the forms of what may be done now; absent ones may not."""
    version, waits = {"version": proposal.version}, selectors.is_waiting(proposal)
    found: dict[str, object] = {"may_withdraw": is_own and waits}
    if may_answer and waits:
        initial = version | {"person": proposal.charged_id, "due_on": proposal.due_on}
        found["charge_form"] = ChargeForm(people=people_of(proposal), initial=initial)
        found["answer_form"] = AnswerForm(initial=version, prefix="answer")
    if may_answer and proposal.answered_on and proposal.state != State.WITHDRAWN:
        found["follow_form"] = FollowForm(prefix="follow")
    if is_own and proposal.state == State.ANSWERED:
        found["reopen_form"] = ReopenForm(initial=version, prefix="reopen")
    return found


def _line(proposal: Proposal, today: date) -> Line:
    state = State(proposal.state)
    sign, word = phrases.STATE_SIGNS[state], phrases.STATES[state]
    if selectors.is_waiting(proposal) and rules.is_late(state, proposal.due_on, None, today):
        sign, word = "late", phrases.LATE
    return Line(proposal, phrases.KINDS[proposal.kind], sign, word)


def _facts(proposal: Proposal) -> list[Fact]:
    facts = [
        Fact(_("Số"), str(proposal)),
        Fact(_("Gửi đến"), proposal.unit.name),
        Fact(_("Người gửi"), proposal.person.full_name, proposal.from_unit.name),
        Fact(_("Gửi lúc"), write.moment(proposal.sent_at)),
        Fact(_("Trả lời chậm nhất"), write.day(proposal.due_on)),
        Fact(_("Người giải quyết"), proposal.charged.full_name if proposal.charged else _("Chưa phân công")),
    ]
    if proposal.answered_on:
        facts.append(Fact(_("Ngày trả lời"), write.day(proposal.answered_on)))
    return facts


def _step(row: Event) -> Step:
    return Step(row, phrases.HAPPENED[row.kind], HAPPENED_SIGNS.get(Happened(row.kind), "info"))
