"""Which secret box of an item an act is about: an item has at most one that runs, and the last count decides."""

from uuid import UUID

from chibo.ballots import selectors as ballots
from chibo.kernel.errors import Refusal
from chibo.meetings.models import AgendaItem
from chibo.meetings.states import OWN_OUTCOMES, State


def running_box_id(item: AgendaItem) -> UUID:
    """Return the box that is open in the item. Refuses where none is. One query."""
    found = ballots.open_box_of(item.pk)
    if found is None:
        raise Refusal("ballots.box_not_open")
    return found.pk


def deciding_box_id(item: AgendaItem) -> UUID:
    """Return the last box that adopted what the item asks for. Refuses where none did. Two queries."""
    boxes = [one.box for one in ballots.counted_in([item.pk]).get(item.pk, ())]
    found = [box.pk for box in boxes if box.is_adopted and box.decision == item.decision]
    if not found:
        raise Refusal("meetings.nothing_to_note")
    return found[-1]


def unnoted_boxes() -> list[tuple[UUID, UUID]]:
    """Return (item, box) of adopted results that are the outcome of no item in an open meeting. Three queries.

    For the machine that finishes what a fault left; it asks nobody's permission.
    """
    items = AgendaItem.objects.filter(
        meeting__state=State.OPEN, outcome__isnull=True, outcome_kind__in=OWN_OUTCOMES
    ).exclude(decision="")
    decisions = dict(items.values_list("pk", "decision"))
    found = {}
    for item_id, counted in ballots.counted_in(decisions).items() if decisions else ():
        for one in counted:
            if one.box.is_adopted and one.box.decision == decisions[item_id]:
                found[item_id] = one.box.pk
    return list(found.items())
