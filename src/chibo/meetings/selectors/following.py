"""What those in the room see: one reading of the meeting for everybody, and the few things that are one's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from uuid import UUID

from django.db.models import Exists, OuterRef

from chibo.access import Actor, may
from chibo.ballots.rules import base_of
from chibo.kernel import clock
from chibo.kernel.errors import Missing
from chibo.meetings.models import AgendaItem, Attendance, Break, Material, Meeting, PresenceSpan, Speech, Wish
from chibo.meetings.rules import minutes_long
from chibo.meetings.rules.breaks import running_since
from chibo.meetings.selectors.breaks import breaks_of
from chibo.meetings.selectors.counting import CountSeen, counts_seen
from chibo.meetings.selectors.inside import inside_for, may_read_inside
from chibo.meetings.selectors.reach import meeting_for, place_in, placed_for
from chibo.meetings.selectors.ruling import ATTENDANCE, VOTES, rules_of
from chibo.meetings.selectors.sitting import ItemSeen, Roll, roll_of, summoned_in, votes_seen
from chibo.meetings.selectors.voted import Result, results_in, results_of
from chibo.meetings.selectors.voting import Voting, voters_without_account, voting_now
from chibo.meetings.states import Presence, State, Wished
from chibo.regulations.figures import Decision

STAYS = timedelta(seconds=90)
"""How long the result of an item that has ended stays on the wall."""


@dataclass(frozen=True, slots=True)
class Waits:
    """Somebody who waits to speak."""

    person_id: UUID
    name: str


@dataclass
class Now:
    """An open meeting at this moment, read part by part as it is asked for: each part costs its queries once."""

    meeting: Meeting

    @cached_property
    def items(self) -> Sequence[AgendaItem]:
        rows = AgendaItem.objects.filter(meeting=self.meeting).select_related("presenter")
        return list(rows.order_by("position", "id"))

    @property
    def item(self) -> AgendaItem | None:
        """The item in hand; None before the first and after the last."""
        return next((item for item in self.items if item.started_at and not item.ended_at), None)

    @property
    def following(self) -> AgendaItem | None:
        """What comes after the item in hand; None at the end."""
        place = self.item.position if self.item else 0
        return next((item for item in self.items if item.position > place and not item.ended_at), None)

    @cached_property
    def seen(self) -> ItemSeen | None:
        """The item that is voted in, else the one in hand, with its votes. Three queries beside those of `voting`."""
        voted_in = self.voting.item_id if self.voting else None
        item = next((item for item in self.items if item.pk == voted_in), self.item)
        return votes_seen(item) if item else None

    @cached_property
    def breaks(self) -> Sequence[Break]:
        """One query."""
        return breaks_of(self.meeting)

    @property
    def pause(self) -> Break | None:
        """The break that runs; None while the meeting goes on."""
        return next((one for one in self.breaks if one.to_at is None), None)

    @property
    def item_since(self) -> datetime | None:
        """From when the time of the item in hand runs, breaks left out; None where none is in hand."""
        if self.item is None or self.item.started_at is None:
            return None
        return running_since(self.item.started_at, [(one.from_at, one.to_at) for one in self.breaks if one.to_at])

    @property
    def item_stood_at(self) -> int:
        """Minutes that the item in hand had taken when the break began."""
        since = self.item_since
        return max(0, minutes_long(since, self.pause.from_at)) if since and self.pause else 0

    @property
    def done(self) -> int:
        return sum(item.ended_at is not None for item in self.items)

    @property
    def prompts(self) -> list[str]:
        """The questions that the committee prepared to open the discussion."""
        return [line for line in (self.item.prompts if self.item else "").splitlines() if line.strip()]

    @cached_property
    def materials(self) -> Sequence[Material]:
        """The files of the item in hand that were sent out. One query."""
        if self.item is None:
            return ()
        return list(Material.objects.filter(item=self.item, sent_at__isnull=False).order_by("id"))

    @cached_property
    def speeches(self) -> Sequence[Speech]:
        """Who has spoken on the item in hand, without their words. One query."""
        if self.item is None:
            return ()
        rows = Speech.objects.filter(item=self.item, is_removed=False).defer("text")
        return list(rows.order_by("spoken_at", "id"))

    @property
    def speaking(self) -> Speech | None:
        """Who has the floor: the last one called on the item in hand."""
        return self.speeches[-1] if self.speeches else None

    @cached_property
    def wishes(self) -> Sequence[Waits]:
        """Who waits to speak on the item in hand, in order. One query."""
        if self.item is None:
            return ()
        rows = Wish.objects.filter(item=self.item, state=Wished.WAITING).order_by("asked_at", "id")
        return [Waits(*row) for row in rows.values_list("person_id", "name")]

    @cached_property
    def counts(self) -> Sequence[CountSeen]:
        """The paper votes of the item in hand. One query, one more for each that is not void."""
        return counts_seen(self.item) if self.item else ()

    @property
    def count(self) -> CountSeen | None:
        """The paper vote that runs or was counted last; None where none was held."""
        return next((seen for seen in reversed(self.counts) if seen.is_open or seen.minutes), None)

    @property
    def may_count(self) -> bool:
        """Whether no paper vote runs in the item in hand, so that one may be opened."""
        return self.item is not None and not any(seen.is_open for seen in self.counts)

    @cached_property
    def roll(self) -> Roll:
        """Two queries."""
        return roll_of(self.meeting)

    @cached_property
    def voting(self) -> Voting | None:
        """What is voted on now. At most six queries."""
        return voting_now(self.meeting)

    @cached_property
    def result(self) -> Result | None:
        """What the last vote brought, until somebody speaks: in the item in hand, or in one just ended.

        A formal item ends with its vote, so its result stays for a while. At most six queries.
        """
        for item in (self.item, self._just_ended):
            results = self._results_in(item) if item else []
            if results:
                return results[-1] if self._is_last_word(results[-1].closed_at) else None
        return None

    def _results_in(self, item: AgendaItem) -> list[Result]:
        return results_of(self.seen) if self.seen and self.seen.item == item else results_in(item)

    @cached_property
    def without_account(self) -> Sequence[str]:
        """Names of voters in the room who could not vote on a phone. At most three queries."""
        return voters_without_account(self.meeting, summoned_in(self.roll))

    def _is_last_word(self, moment: datetime) -> bool:
        return self.speaking is None or self.speaking.spoken_at <= moment

    @property
    def _just_ended(self) -> AgendaItem | None:
        ended = [item for item in self.items if item.ended_at]
        last = max(ended, key=lambda item: (item.ended_at or clock.now(), item.position), default=None)
        is_fresh = last is not None and last.ended_at is not None and clock.now() - last.ended_at < STAYS
        return last if is_fresh else None

    @cached_property
    def base(self) -> Enough | None:
        """Who can vote now; None before the roll was taken. No query beside the roll's."""
        if not self.roll.is_taken:
            return None
        found = base_of(summoned_in(self.roll), rules_of(self.meeting, ATTENDANCE).value)
        decision = (self.item.decision if self.item else "") or Decision.OTHER
        needed = rules_of(self.meeting, VOTES).value.of(decision).needed.needed(found.count)
        return Enough(found.count, found.voters, needed)


@dataclass(frozen=True, slots=True)
class Enough:
    """Members in the base, those of them there with a vote, and the votes that adopt."""

    count: int
    voters: int
    needed: int

    @property
    def is_enough(self) -> bool:
        return self.voters >= self.needed


def open_now(meeting_id: UUID) -> Now | None:
    """Return the meeting as it is now, for parts sent to those who were let in; None once it ended. One query."""
    meeting = Meeting.objects.select_related("unit", "chair", "clerk").filter(pk=meeting_id, state=State.OPEN).first()
    return Now(meeting) if meeting else None


def followed_by(actor: Actor, meeting_id: UUID) -> Meeting:
    """Return a meeting to whoever may be in its room: its members, and who attends from above or as a guest.

    Raises Missing for others. A look of somebody from outside the cell is written before the answer.
    """
    return inside_for(actor, meeting_for(actor, meeting_id), "meeting.room")


def listens_to(actor: Actor, meeting_id: UUID) -> Meeting:
    """Return a meeting to whoever may go on listening to it; the look was written when the page was opened.

    Of the meeting only what `placed_for` reads. One query for members.
    """
    meeting = placed_for(actor, meeting_id)
    if not may_read_inside(actor, meeting):
        raise Missing("meeting")
    return meeting


def belongs_to(actor: Actor, meeting: Meeting) -> bool:
    """Tell whether the actor is one of those called by the roll, not a guest. No query."""
    return may(actor, "meetings.inside.read", place_in(actor, meeting))


def own_row(actor: Actor, meeting: Meeting) -> Attendance | None:
    """Return the actor's name and presence in the roll call; None before it was taken, and for guests. One query."""
    if actor.person_id is None:
        return None
    stays = PresenceSpan.objects.filter(attendance=OuterRef("pk"), to_at=None)
    rows = Attendance.objects.annotate(stays=Exists(stays)).filter(meeting=meeting, person_id=actor.person_id)
    return next(iter(rows.only("person", "name", "presence").order_by()), None)


def is_in_the_room(own: Attendance | None) -> bool:
    """Tell whether whoever is called present on that line of `own_row` is still there. No query."""
    return own is not None and own.presence == Presence.PRESENT and bool(own.stays)  # type: ignore[attr-defined]


def own_wish_id(actor: Actor, item_id: UUID | None) -> UUID | None:
    """Return the actor's wish to speak that waits; None where there is none. One query."""
    if item_id is None or actor.person_id is None:
        return None
    rows = Wish.objects.filter(item_id=item_id, person_id=actor.person_id, state=Wished.WAITING)
    return rows.values_list("pk", flat=True).first()


def not_yet_there(meeting: Meeting) -> list[Attendance]:
    """Return who is not marked as there, for whoever stands in for a comrade without a phone. One query."""
    rows = Attendance.objects.filter(meeting=meeting, presence__in=[Presence.UNEXCUSED, Presence.EXCUSED])
    return list(rows.order_by("sort_name", "id"))
