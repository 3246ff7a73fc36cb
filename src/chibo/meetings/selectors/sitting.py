"""What stands in an open or closed meeting: items with speeches and votes, the roll, the sums.

For those whom the views have let inside (`inside_for`); the sums belong to the public face.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from chibo.ballots import selectors as ballots
from chibo.ballots.rules import Summoned
from chibo.kernel import clock
from chibo.kernel.months import Month
from chibo.meetings.models import AgendaItem, Attendance, Guest, Meeting, MentionRow, PresenceSpan, Speech
from chibo.meetings.rules import Called, RollHead, head_of, is_there
from chibo.meetings.selectors.ruling import ATTENDANCE, rules_of
from chibo.meetings.selectors.tallies import counted_words
from chibo.meetings.states import Presence
from chibo.members.rules import vote_status
from chibo.members.states import StandingKind, Status
from chibo.tasks import selectors as tasks
from chibo.ui import write


@dataclass(frozen=True, slots=True)
class ItemSeen:
    """An item with all that was written in it."""

    item: AgendaItem
    speeches: Sequence[Speech] = ()
    votes: Sequence[Any] = ()
    """`ballots.OpenVote`, oldest first."""
    tasks: Sequence[Any] = ()
    """`tasks.Task` handed out here, and those that wait in the clerk's box."""
    secret: Sequence[ballots.Counted] = ()
    """Secret boxes that were counted, oldest first."""
    running: ballots.Running | None = None
    """What is being voted on in it, whatever the way."""

    @property
    def state(self) -> str:
        """`wait`, `now` or `ok`, as the agenda shows it."""
        if self.item.ended_at is not None:
            return "ok"
        return "now" if self.item.started_at is not None else "wait"

    @property
    def open_vote(self) -> Any | None:
        return next((vote for vote in self.votes if vote.state == "open"), None)


@dataclass(frozen=True, slots=True)
class Roll:
    """The roll call with its sums; `rows` is empty before it was taken."""

    rows: Sequence[Attendance]
    head: RollHead
    there: frozenset[UUID] = field(default_factory=frozenset)
    """Persons who are there now."""

    @property
    def is_taken(self) -> bool:
        return bool(self.rows)

    def absent(self, presence: Presence) -> list[Attendance]:
        """Return those with that state, for the names in the minutes."""
        return [row for row in self.rows if row.presence == presence]


def items_of(meeting: Meeting) -> list[ItemSeen]:
    """Return the agenda with speeches, votes and tasks. At most ten queries for any number of items."""
    items = list(AgendaItem.objects.filter(meeting=meeting).select_related("presenter").order_by("position", "id"))
    ids = [item.pk for item in items]
    speeches: dict[UUID, list[Speech]] = {}
    for speech in Speech.objects.filter(item__in=ids, is_removed=False).order_by("spoken_at", "id"):
        speeches.setdefault(speech.item_id, []).append(speech)
    votes = ballots.votes_of(ids)
    handed_out: dict[UUID | None, list[Any]] = {}
    for task in tasks.tasks_of(ids):
        handed_out.setdefault(task.origin_id, []).append(task)
    boxes, running = ballots.counted_in(ids), ballots.running_in(ids)
    return [
        ItemSeen(
            item,
            speeches.get(item.pk, ()),
            votes.get(item.pk, ()),
            handed_out.get(item.pk, ()),
            boxes.get(item.pk, ()),
            running.get(item.pk),
        )
        for item in items
    ]


def votes_seen(item: AgendaItem) -> ItemSeen:
    """Return one item with the votes that were taken in it alone. At most three queries."""
    votes, boxes = ballots.votes_of([item.pk]), ballots.counted_in([item.pk])
    return ItemSeen(item, votes=votes.get(item.pk, ()), secret=boxes.get(item.pk, ()))


def has_item(meeting: Meeting, item_id: UUID) -> bool:
    """Tell whether the agenda has this item. One query."""
    return AgendaItem.objects.filter(meeting=meeting, pk=item_id).exists()


def item_ids_of(meeting: Meeting) -> list[UUID]:
    """Return the ids of the agenda's items, for what points to them. One query."""
    return list(AgendaItem.objects.filter(meeting=meeting).values_list("pk", flat=True))


def roll_of(meeting: Meeting, moment: datetime | None = None) -> Roll:
    """Return the roll call as of a moment, None for now. Two queries."""
    rows = list(Attendance.objects.filter(meeting=meeting).order_by("sort_name", "id"))
    states = rules_of(meeting, ATTENDANCE).value
    head = head_of([Called(row.status, Presence(row.presence)) for row in rows], states)
    return Roll(rows, head, _there(meeting, rows, moment or clock.now()))


def roll_head(meeting: Meeting) -> RollHead | None:
    """Return the sums of the roll call; None before it was taken. One query."""
    rows = Attendance.objects.filter(meeting=meeting).values_list("status", "presence")
    called = [Called(status, Presence(presence)) for status, presence in rows]
    return head_of(called, rules_of(meeting, ATTENDANCE).value) if called else None


def summoned_at(meeting: Meeting, moment: datetime | None = None) -> list[Summoned]:
    """Return everybody with their presence at a moment, for the base of a vote. Two queries.

    Whoever came and has left again stands in the base as an absent member does.
    """
    return summoned_in(roll_of(meeting, moment))


def summoned_in(roll: Roll) -> list[Summoned]:
    """Return everybody of a roll call with their presence at its moment. No query."""
    return [
        Summoned(
            row.person_id,
            vote_status(StandingKind(row.standing), Status(row.status)),
            _presence_now(row, roll.there),
        )
        for row in roll.rows
    ]


def is_in_the_room(meeting: Meeting, person_id: UUID | None) -> bool:
    """Tell whether the roll call has this member there now, in the room or from away. One query."""
    if person_id is None:
        return False
    spans = PresenceSpan.objects.filter(attendance__meeting=meeting, attendance__person_id=person_id)
    return is_there(spans.values_list("from_at", "to_at"), clock.now())


def guests_of(meeting: Meeting) -> list[Guest]:
    """Return the guests, the assigned committee member first. One query."""
    return list(Guest.objects.filter(meeting=meeting).order_by("-is_assigned", "id"))


def mentions_of(meeting: Meeting) -> list[MentionRow]:
    """Return praise and reminders in the order of writing. One query."""
    return list(MentionRow.objects.filter(meeting=meeting).order_by("id"))


def speakers_count(meeting: Meeting) -> int:
    """Return how many different members have spoken; guests do not count. One query."""
    rows = Speech.objects.filter(item__meeting=meeting, is_removed=False, person__isnull=False)
    return rows.values("person_id").distinct().count()


def current_item(meeting: Meeting) -> AgendaItem | None:
    """Return the item that is being dealt with; None before the first and after the last. One query."""
    return _in_hand(meeting).first()


def current_item_id(meeting: Meeting) -> UUID | None:
    """Return which item `current_item` is, where nothing of it is shown. One query."""
    return _in_hand(meeting).values_list("pk", flat=True).first()


def _in_hand(meeting: Meeting) -> QuerySet[AgendaItem]:
    rows = AgendaItem.objects.filter(meeting=meeting, started_at__isnull=False, ended_at=None)
    return rows.order_by("position")


def sentence_facts(meeting: Meeting, roll: Roll, guests: Sequence[Guest]) -> dict[str, object]:
    """Return what the standard sentences of formal items ask for. No query where chair and clerk are loaded."""
    month = Month.of(meeting.month_on)
    present = [f"{guest.name} ({guest.office})" if guest.office else guest.name for guest in guests if guest.is_present]
    return {
        "chair": meeting.chair.full_name if meeting.chair else "",
        "clerk": meeting.clerk.full_name if meeting.clerk else "",
        "guests": ", ".join(present),
        "present": roll.head.due_present,
        "expected": roll.head.due,
        "excused": roll.head.excused,
        "unexcused": roll.head.unexcused,
        "month": write.month(month),
        "previous_month": write.month(month.plus(-1)),
        "ended_at": write.clock_time(clock.local(meeting.ended_at)) if meeting.ended_at else "",
    }


def outcome_facts(seen: ItemSeen) -> dict[str, object]:
    """Return what an item's recorded outcome adds to its standard sentence: the vote in full, points, band."""
    outcome: Mapping[str, Any] = seen.item.outcome or {}
    facts: dict[str, object] = {name: outcome[name] for name in ("tally", "points", "band") if outcome.get(name)}
    vote = next((vote for vote in seen.votes if str(vote.pk) == outcome.get("vote")), None)
    return facts | ({"tally": counted_words(vote)} if vote else {})


def _there(meeting: Meeting, rows: Sequence[Attendance], moment: datetime) -> frozenset[UUID]:
    spans: dict[UUID, list[tuple[datetime, datetime | None]]] = {}
    columns = ("attendance__person_id", "from_at", "to_at")
    for person_id, start, end in PresenceSpan.objects.filter(attendance__meeting=meeting).values_list(*columns):
        spans.setdefault(person_id, []).append((start, end))
    return frozenset(row.person_id for row in rows if is_there(spans.get(row.person_id, ()), moment))


def _presence_now(row: Attendance, there: frozenset[UUID]) -> str:
    if row.presence == Presence.PRESENT and row.person_id not in there:
        return Presence.EXCUSED
    return row.presence
