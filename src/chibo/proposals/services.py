"""Sending, taking in charge, answering, following up: one function for each act."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse

from chibo.access import Actor, Place, Role, require
from chibo.audit.rows import locked, save
from chibo.audit.services import command, record
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.kernel.ids import id_of_draft, uuid7
from chibo.kernel.months import Month
from chibo.kernel.text import tidy, tidy_lines
from chibo.members import selectors as members
from chibo.notices import services as notices
from chibo.organisations import selectors as organisations
from chibo.organisations.selectors import place_of
from chibo.proposals import phrases
from chibo.proposals.figures import Asked, Charge
from chibo.proposals.models import Book, Event, Proposal
from chibo.proposals.rules import after, answer_due, check_asked, check_day, level_of
from chibo.proposals.selectors import ANSWER, SEND, bodies_for, is_waiting, months_of, place
from chibo.proposals.states import WAITING, Happened, Move, State
from chibo.regulations.figures import Petitions
from chibo.regulations.rules import ResolvedRule
from chibo.regulations.selectors import calendar_from, rule_for

if TYPE_CHECKING:
    from chibo.organisations.models import Unit

TOPIC = "proposals"
LEADERS = (Role.SECRETARY, Role.DEPUTY, Role.OFFICE)


@command("proposals.proposal.send")
def send(*, actor: Actor, unit_id: UUID, asked: Asked, draft_key: str = "") -> Proposal:
    """Put a question, proposal or request to one's own cell's committee or to the level above; it gets its number.

    The day for the answer follows from the rule `petitions` in force there. Who leads the body is told. The same words
    sent again with the same `draft_key`, after a dropped network, are what was sent before. Refuses a body that is
    neither, and what says nothing. About twenty queries.
    """
    today, person_id = clock.today(), actor.person_id or UUID(int=0)
    require(actor, SEND, Place(person_id=person_id))
    bodies = bodies_for(person_id, today)
    if not bodies:
        raise Refusal("proposals.no_cell")
    unit = next((body for body in bodies if body.pk == unit_id), None)
    if unit is None:
        raise Refusal("proposals.not_own_body")
    check_asked(asked)
    rule, book = _rule(unit, today), _held_book(unit, today.year)
    pk = id_of_draft(actor.user_id, draft_key, unit.pk, asked)
    known = Proposal.objects.filter(pk=pk).first() if pk else None
    if known is not None:
        record(actor, known, place(known), details={"sent_again": True})
        return known
    proposal = Proposal.objects.create(
        pk=pk or uuid7(),
        unit=unit,
        from_unit=bodies[0],
        person_id=person_id,
        year=today.year,
        number=_next_number(book),
        kind=asked.kind,
        subject=tidy(asked.subject)[:200],
        text=tidy_lines(asked.text),
        meeting_label=asked.meeting_label,
        meeting_url=asked.meeting_url,
        sent_at=clock.now(),
        due_on=_due(unit, rule, today),
        rule=rule.snapshot(),
    )
    record(
        actor,
        proposal,
        place(proposal),
        details={"kind": asked.kind, "number": proposal.number},
        touches=_stale(proposal),
    )
    _tell_body(proposal, "proposals.notice.sent", name=actor.name)
    return proposal


@command("proposals.proposal.answer")
def take(*, actor: Actor, proposal_id: UUID, version: int, charge: Charge) -> Proposal:
    """Name who sees to the answer, and until when. Sender and whoever is in charge are told.

    Refuses somebody who holds no post in that body, a day that is past, and a later day than now without a reason.
    """
    proposal = _to_answer(actor, proposal_id, version)
    proposal.state = after(State(proposal.state), Move.TAKE)
    committee = {comrade.person_id: comrade for comrade in members.committee_of(proposal.unit_id, clock.today())}
    comrade = committee.get(charge.person_id)
    if comrade is None:
        raise Refusal("proposals.not_of_body")
    day, reason = charge.due_on or proposal.due_on, tidy(charge.reason)[:300]
    if day != proposal.due_on:
        check_day(day, proposal.due_on, reason=reason, today=clock.today())
    before = (proposal.charged_id, proposal.due_on)
    proposal.charged_id, proposal.due_on = comrade.person_id, day
    save(proposal, "state", "charged", "due_on")
    kind = Happened.PUT_OFF if day > before[1] else Happened.TAKEN
    _note(proposal, actor, kind, "; ".join(filter(None, (comrade.full_name, reason))), due_on=day)
    changed = {"charged": (before[0], proposal.charged_id), "due_on": (before[1], day)}
    record(actor, proposal, place(proposal), changed=changed, touches=_stale(proposal, before[1]))
    _tell_sender(proposal, "proposals.notice.taken", name=comrade.full_name)
    if comrade.user_id is not None and comrade.user_id != actor.user_id:
        _tell(proposal, [comrade.user_id], "proposals.notice.charged", name=comrade.full_name)
    return proposal


@command("proposals.agenda.put")
def put_on_agenda(*, actor: Actor, unit: Unit, proposal_ids: Collection[UUID], label: str, url: str) -> list[Proposal]:
    """Note that these stand on the agenda of a meeting of this body, by the meeting's title and address.

    Called by the room that put them there. Those that wait for no answer, and those noted on the same agenda before,
    are passed over. Two queries and two each.
    """
    require(actor, "proposals.agenda.put", place_of(unit))
    rows = Proposal.objects.select_for_update().filter(unit=unit, pk__in=proposal_ids, state__in=WAITING)
    put = [row for row in rows if row.meeting_url != url]
    for row in put:
        row.meeting_label, row.meeting_url = label[:200], url
        save(row, "meeting_label", "meeting_url")
        _note(row, actor, Happened.ON_AGENDA, label)
    record(actor, unit, place_of(unit), details={"on_agenda": [row.pk for row in put]})
    return put


@command("proposals.proposal.answer")
def answer(*, actor: Actor, proposal_id: UUID, version: int, text: str) -> Proposal:
    """Answer; the sender is told. The first answer's day stands for being in time. Refuses an empty answer."""
    proposal = _to_answer(actor, proposal_id, version)
    proposal.state = after(State(proposal.state), Move.ANSWER)
    if not tidy(text):
        raise Refusal("proposals.no_answer")
    proposal.answered_on = proposal.answered_on or clock.today()
    save(proposal, "state", "answered_on")
    _note(proposal, actor, Happened.ANSWERED, text)
    late = {"late": proposal.answered_on > proposal.due_on}
    record(actor, proposal, place(proposal), details=late, touches=_stale(proposal))
    _tell_sender(proposal, "proposals.notice.answered")
    return proposal


@command("proposals.proposal.answer")
def follow_up(*, actor: Actor, proposal_id: UUID, text: str) -> Event:
    """Note what was done after the answer; the sender is told. Refuses before there is an answer."""
    proposal = _to_answer(actor, proposal_id, None)
    if proposal.answered_on is None:
        raise Refusal("proposals.cannot_follow")
    if not tidy(text):
        raise Refusal("proposals.no_follow")
    event = _note(proposal, actor, Happened.FOLLOWED, text)
    record(actor, proposal, place(proposal))
    _tell_sender(proposal, "proposals.notice.followed")
    return event


@command("proposals.proposal.send")
def accept(*, actor: Actor, proposal_id: UUID, version: int) -> Proposal:
    """Say as the sender that the answer is enough."""
    proposal = _own(actor, proposal_id, version)
    _move(actor, proposal, Move.ACCEPT, Happened.ACCEPTED)
    return proposal


@command("proposals.proposal.send")
def reopen(*, actor: Actor, proposal_id: UUID, version: int, text: str) -> Proposal:
    """Say as the sender what the answer leaves open; the term begins anew. Refuses without words."""
    proposal = _own(actor, proposal_id, version)
    if not tidy(text):
        raise Refusal("proposals.no_reason")
    today = clock.today()
    proposal.due_on = _due(proposal.unit, _rule(proposal.unit, today), today)
    _move(actor, proposal, Move.REOPEN, Happened.REOPENED, text)
    _tell_body(proposal, "proposals.notice.reopened", name=actor.name)
    return proposal


@command("proposals.proposal.send")
def withdraw(*, actor: Actor, proposal_id: UUID, version: int) -> Proposal:
    """Take back what was not answered yet; its number stays."""
    proposal = _own(actor, proposal_id, version)
    _move(actor, proposal, Move.WITHDRAW, Happened.WITHDRAWN)
    return proposal


def _move(actor: Actor, proposal: Proposal, move: Move, kind: Happened, text: str = "") -> None:
    before = proposal.state
    proposal.state = after(State(before), move)
    save(proposal, "state", "due_on")
    _note(proposal, actor, kind, text, due_on=proposal.due_on if is_waiting(proposal) else None)
    record(actor, proposal, place(proposal), changed={"state": (before, proposal.state)}, touches=_stale(proposal))


def _stale(proposal: Proposal, was_due_on: date | None = None) -> Iterable[tuple[UUID, Month, str]]:
    """Return the months whose figures change; `was_due_on` is the day before an act that moved it."""
    months = {*months_of(proposal), *([Month.of(was_due_on)] if was_due_on else [])}
    return [(proposal.unit_id, month, TOPIC) for month in sorted(months)]


def _to_answer(actor: Actor, proposal_id: UUID, version: int | None) -> Proposal:
    proposal = locked(Proposal, proposal_id, version)
    require(actor, ANSWER, place(proposal))
    return proposal


def _own(actor: Actor, proposal_id: UUID, version: int) -> Proposal:
    proposal = locked(Proposal, proposal_id, version)
    require(actor, SEND, place(proposal))
    return proposal


def _rule(unit: Unit, today: date) -> ResolvedRule[Petitions]:
    return rule_for("petitions", today, organisations.ancestor_ids(unit.pk))


def _due(unit: Unit, rule: ResolvedRule[Petitions], today: date) -> date:
    return answer_due(today, rule.value.within(level_of(unit.kind)), calendar_from(today))


def _held_book(unit: Unit, year: int) -> Book:
    """Return the body's book, held: two who send at once stand in a row."""
    opened, _ = Book.objects.get_or_create(unit=unit, year=year)
    return locked(Book, opened.pk)


def _next_number(book: Book) -> int:
    book.last += 1
    save(book, "last")
    return book.last


def _note(proposal: Proposal, actor: Actor, kind: Happened, text: str = "", due_on: date | None = None) -> Event:
    return Event.objects.create(
        proposal=proposal,
        kind=kind,
        text=tidy_lines(text),
        due_on=due_on,
        happened_at=clock.now(),
        name=actor.name[:200],
    )


def _tell_body(proposal: Proposal, code: str, name: str = "") -> None:
    _tell(proposal, organisations.user_ids_with(proposal.unit_id, LEADERS, clock.today()), code, name)


def _tell_sender(proposal: Proposal, code: str, name: str = "") -> None:
    user_id = proposal.person.user_id
    _tell(proposal, [user_id] if user_id else [], code, name)


def _tell(proposal: Proposal, user_ids: list[int], code: str, name: str = "") -> None:
    facts = {
        "kind": str(phrases.KINDS[proposal.kind]).lower(),
        "number": str(proposal),
        "subject": proposal.subject,
        "unit": proposal.unit.name,
        "name": name,
        "day": proposal.due_on,
    }
    notices.tell(
        user_ids,
        phrases.NOTICES[code],
        kind=code,
        link=reverse("proposals:detail", args=[proposal.pk]),
        due_on=proposal.due_on if is_waiting(proposal) else None,
        facts=facts,
    )
