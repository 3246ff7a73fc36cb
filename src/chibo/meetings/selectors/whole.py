"""Whether a meeting is whole: what still stands in the way of its close."""

from chibo.kernel.errors import Refusal
from chibo.meetings.models import Meeting
from chibo.meetings.rules import Done, gaps
from chibo.meetings.selectors.sitting import ItemSeen, items_of, roll_of


def done_of(seen: ItemSeen) -> Done:
    """Return an item as the close looks at it."""
    item = seen.item
    has_outcome = item.outcome is not None
    return Done(item.title, item.outcome_kind, has_outcome, seen.running.way if seen.running else None)


def awaits_vote(seen: ItemSeen) -> bool:
    """Whether the cell still has to adopt something in this item, and no vote on it runs."""
    return bool(gaps([done_of(seen)], roll_taken=True)) and seen.running is None


def gaps_of(meeting: Meeting) -> list[Refusal]:
    """Return what stands in the way of the close, as the refusals that it would meet. At most twelve queries."""
    return gaps([done_of(seen) for seen in items_of(meeting)], roll_taken=roll_of(meeting).is_taken)
