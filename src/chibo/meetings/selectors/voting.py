"""What is being voted on right now, in one shape for phones, projector and bench, whatever the way of voting."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from chibo.access import Actor
from chibo.ballots import selectors as ballots
from chibo.ballots.rules import AGAINST, FOR, Base, Form, Sheet, Summoned, base_of
from chibo.ballots.states import BoxState, Way
from chibo.kernel.errors import Missing, Refusal
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.selectors.ruling import ATTENDANCE, VOTES, rules_of
from chibo.meetings.selectors.sitting import is_in_the_room
from chibo.members.selectors import names_of
from chibo.organisations import selectors as organisations
from chibo.regulations.rules import Origin
from chibo.regulations.states import Method


@dataclass(frozen=True, slots=True)
class Basis:
    """The document that a vote goes by."""

    number: str
    signed_on: date | None
    body: str = ""
    """The unit whose decision it is; empty for a rule of the party."""
    is_verified: bool = True
    """False where the program knows it second-hand, which the page says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voting:
    """A question that is put to the vote, until it is closed or stopped."""

    kind: Way
    id: UUID
    """Of the open vote, the secret box or the paper count."""
    version: int
    meeting_id: UUID
    item_id: UUID
    subject: str
    decision: str
    """Words for the kind of decision: `Thông qua nghị quyết`."""
    method: Method
    is_tapped: bool
    """Members answer on their own phones: every secret box, and an open vote that was put so."""
    base: int
    """Members in the base: the whole of the share."""
    needed: int
    """Votes for it that adopt it."""
    voters: int
    """Those with a vote who were in the room when it was opened."""
    cast: int | None
    """How many have answered; None where nobody knows before the end (cards, paper). Never for what."""
    sheet: Sheet
    """What can be chosen, in its order, with the words that the voter reads."""
    basis: Basis
    """Of the share that it needs."""
    permission: Basis | None = None
    """Of a secret box: the superior's written permission; None for all others."""
    is_counting: bool = False
    """A box that takes no more ballots and has no result yet."""
    is_split: bool = False
    """A box whose key is kept by three tellers."""
    is_prepared: bool = False
    """Such a box that nobody votes in yet."""

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """What can be chosen, as (code, words)."""
        return tuple(zip(self.sheet.options, self.sheet.labels, strict=True))

    def words(self, code: str) -> str:
        """Return the words of a choice; empty for none of them."""
        return dict(self.choices).get(code, "")

    def marked_words(self, chosen: Mapping[str, int]) -> str:
        """Return what stands on a ballot in words, in the order of the sheet."""
        names = {mark: [words for code, words in self.choices if chosen.get(code) == mark] for mark in (FOR, AGAINST)}
        if self.sheet.form is not Form.EACH:
            return ", ".join(names[FOR])
        said = {FOR: _("Đồng ý: %(names)s"), AGAINST: _("Không đồng ý: %(names)s")}
        return "; ".join(said[mark] % {"names": ", ".join(found)} for mark, found in names.items() if found)

    @property
    def by_name(self) -> bool:
        """Whether it is kept who answered what."""
        return self.method is Method.NAMED


def voting_now(meeting: Meeting) -> Voting | None:
    """Return what is open in any item, the first in the order of the agenda; None where nothing is.

    Four queries, up to two more where something is.
    """
    ids = list(AgendaItem.objects.filter(meeting=meeting).order_by("position", "id").values_list("pk", flat=True))
    running = ballots.running_in(ids)
    found = next((running[item_id] for item_id in ids if item_id in running), None)
    return voting_of(meeting, found) if found else None


@dataclass(frozen=True, slots=True)
class Mine:
    """What one member has to do with the vote that runs."""

    answer: str = ""
    """The own answer in an open vote; empty before, and always in a secret one."""
    has_voted: bool = False
    """The own ballot lies in the box."""
    barrier: Refusal | None = None
    """Why the member cannot vote in it; None for a voter."""


def mine_in(actor: Actor, meeting: Meeting, voting: Voting) -> Mine:
    """Return the part in a vote on phones of somebody who was let into the meeting. At most six queries."""
    if not voting.is_tapped:
        return Mine()
    has_voted = voting.kind is Way.SECRET and ballots.has_voted(voting.id, actor.person_id)
    answer = ballots.own_answer(actor, voting.id) if voting.kind is Way.OPEN else ""
    return Mine(answer, has_voted, None if has_voted else _barrier(actor, meeting, voting))


def _barrier(actor: Actor, meeting: Meeting, voting: Voting) -> Refusal | None:
    try:
        if voting.kind is Way.SECRET:
            ballots.check_line()
            ballots.check_may_cast(actor, ballots.box(voting.id))
        else:
            ballots.check_may_tap(actor, ballots.vote(voting.id))
    except Refusal as refusal:
        return refusal
    except Missing:  # who leads the meeting from outside the unit reads what is voted on
        return Refusal("ballots.no_vote_here")
    return None if is_in_the_room(meeting, actor.person_id) else Refusal("meetings.not_in_the_room")


def voters_without_account(meeting: Meeting, summoned: Iterable[Summoned]) -> list[str]:
    """Return the names of those in the room with a vote who could not sign in on a phone. At most three queries."""
    return voters_missing_account(base_of(summoned, rules_of(meeting, ATTENDANCE).value))


def voters_missing_account(base: Base) -> list[str]:
    """Return the same of a base that is known. At most three queries."""
    voters = [member.person_id for member, _, may_vote in base.members if may_vote]
    known = ballots.accounts_of(voters)
    missing = [person_id for person_id in voters if person_id not in known]
    return sorted(names_of(missing).values()) if missing else []


def permission_of(meeting: Meeting, decision: str) -> Origin | None:
    """Return by which document a unit lets this kind of decision be voted in secret on phones; None where none does."""
    rule = rules_of(meeting, VOTES)
    origin = rule.origin(f"{decision}.methods")
    return origin if Method.SECRET_ELECTRONIC in rule.value.of(decision).methods and origin.is_override else None


def voting_of(meeting: Meeting, found: ballots.Running) -> Voting:
    """Return what was found running in the shape of the pages. One query where a unit has set something differently."""
    vote, rule = found.vote, rules_of(meeting, VOTES)
    return Voting(
        kind=found.way,
        id=vote.pk,
        version=vote.version,
        meeting_id=meeting.pk,
        item_id=vote.origin_id,
        subject=vote.subject,
        decision=rule.value.of(vote.decision).name_vi,
        method=found.method,
        is_tapped=found.is_tapped,
        base=vote.base_count,
        needed=vote.needed_count,
        voters=vote.voters_count,
        cast=found.cast,
        sheet=found.sheet,
        basis=basis_of(rule.origin(f"{vote.decision}.needed")),
        permission=basis_of(found.permission) if found.permission else None,
        is_counting=vote.state == BoxState.CLOSING,
        is_split=found.is_split,
        is_prepared=vote.state == BoxState.PREPARED,
    )


def basis_of(origin: Origin) -> Basis:
    """Return the document behind a key of a rule. One query where a unit has set it."""
    body = organisations.unit(origin.unit_id).name if origin.unit_id else ""
    return Basis(origin.basis, origin.signed_on, body, origin.is_verified)
