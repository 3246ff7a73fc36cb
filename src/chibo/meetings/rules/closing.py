"""What must be there before a meeting is closed, and the sentences that formal items write by themselves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from chibo.ballots.states import Way
from chibo.kernel.errors import Refusal
from chibo.meetings.states import Outcome


@dataclass(frozen=True, slots=True)
class Done:
    """An agenda item as the close looks at it."""

    title: str
    outcome_kind: str
    has_outcome: bool
    running: Way | None = None
    """A vote of this kind that is neither closed nor stopped; None where there is none."""


def gaps(items: Iterable[Done], *, roll_taken: bool) -> list[Refusal]:
    """Return what is missing, as the refusals that a close would meet, in the order of the agenda."""
    found = [] if roll_taken else [Refusal("meetings.close_without_roll")]
    for item in items:
        if item.running is not None:
            found.append(Refusal(f"meetings.close_beside_{item.running.value}", item=item.title))
        elif item.outcome_kind != Outcome.NONE and not item.has_outcome:
            found.append(Refusal("meetings.close_without_outcome", item=item.title))
    return found


def check_complete(items: Iterable[Done], *, roll_taken: bool) -> None:
    """Refuse to close while something is missing; the first thing missing is named."""
    for missing in gaps(items, roll_taken=roll_taken):
        raise missing


def check_moments(opened_at: datetime, ended_at: datetime, now: datetime) -> None:
    """Refuse an end before the beginning, and one that has not come yet."""
    if ended_at < opened_at:
        raise Refusal("meetings.ends_before_it_began")
    if ended_at > now:
        raise Refusal("meetings.ends_in_the_future")


def minutes_long(opened_at: datetime, ended_at: datetime) -> int:
    """Return how many whole minutes a meeting took."""
    return int((ended_at - opened_at).total_seconds()) // 60


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


def filled(sentence: str, facts: Mapping[str, object]) -> str:
    """Return a standard sentence with its facts; what is not known yet stays an ellipsis."""
    known = {name: str(value) for name, value in facts.items() if value not in (None, "")}
    return (sentence % _Blank(known)).replace("….", "…")
