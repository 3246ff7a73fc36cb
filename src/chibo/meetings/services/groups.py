"""What a group of the cell proposes comes onto the agenda of the cell."""

from uuid import UUID

from chibo.access import Actor, require
from chibo.audit.services import command, record
from chibo.kernel.errors import Missing, Refusal
from chibo.meetings.models import AgendaItem
from chibo.meetings.selectors.groups import key_of, next_draft, words_of
from chibo.meetings.services.agenda import ItemPlan, Source, add_item
from chibo.meetings.services.telling import link_to
from chibo.meetings.states import State
from chibo.organisations.selectors import place_of

WORDS = 120
"""So much of what is proposed stands in the title; all of it opens the discussion."""


@command("meetings.meeting.prepare")
def take_proposal(*, actor: Actor, item_id: UUID) -> AgendaItem:
    """Put what a group concluded in one item onto the agenda that the cell prepares now, once.

    Refuses an item in which nothing was said, a meeting that is not closed, and a cell that prepares no meeting.
    """
    item = AgendaItem.objects.filter(pk=item_id).select_related("meeting__group", "meeting__unit").first()
    if item is None or item.meeting.group is None:
        raise Missing("item")
    said = item.meeting
    require(actor, "meetings.meeting.prepare", place_of(said.unit))
    if said.state != State.CLOSED or not words_of(item):
        raise Refusal("meetings.nothing_proposed")
    draft = next_draft(said.unit_id)
    if draft is None:
        raise Refusal("meetings.no_draft_to_take")
    words = words_of(item)
    short = words.splitlines()[0][:WORDS]
    taken = add_item(
        actor=actor,
        meeting_id=draft.pk,
        plan=ItemPlan(f"Đề nghị của {item.meeting.group.name}: {short}", prompts=words),
        source=Source(key_of(item), said.title, link_to(said)),
    )
    record(actor, taken, place_of(said.unit), details={"group": said.group_id})
    return taken
