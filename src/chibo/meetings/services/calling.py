"""The notice goes out, with materials; what is missing is named, not waited for."""

from dataclasses import dataclass
from typing import IO
from uuid import UUID

from chibo.access import Actor, require
from chibo.audit.rows import locked, save
from chibo.audit.services import command, record
from chibo.documents import services as documents
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.kernel.text import tidy
from chibo.meetings.models import AgendaItem, Material, Meeting
from chibo.meetings.selectors.invited import invited_to, material_readers
from chibo.meetings.selectors.reach import place_in
from chibo.meetings.services.guests import bring_assigned
from chibo.meetings.services.moves import check_preparable, locked_meeting, move, stale
from chibo.meetings.services.secrecy import check_may_upload
from chibo.meetings.services.telling import tell
from chibo.meetings.states import Move, State


@dataclass(frozen=True, slots=True)
class Called:
    """What the sending did."""

    meeting: Meeting
    told: int
    """Accounts that have the notice."""
    in_person: tuple[str, ...]
    """Members without an account: told by word of mouth, with the papers in print."""
    later: tuple[str, ...]
    """Items whose papers follow later."""


@command("meetings.meeting.call")
def call_meeting(*, actor: Actor, meeting_id: UUID, version: int) -> Called:
    """Send the notice and the materials to every member called and every guest with an account.

    May be sent with gaps and sent again: whoever opens the link sees the present state; what was sent before keeps
    its moment. Refuses a meeting without a day. About 15 queries for any number of members.
    """
    meeting = locked_meeting(meeting_id, version)
    require(actor, "meetings.meeting.call", place_in(actor, meeting))
    again = meeting.state == State.CALLED
    move(meeting, Move.CALL)
    bring_assigned(meeting)
    now = clock.now()
    if not again:
        meeting.called_at = now
    save(meeting, "state", "called_at")
    Material.objects.filter(meeting=meeting, sent_at=None).update(sent_at=now)
    invited = invited_to(meeting)
    waiting = AgendaItem.objects.filter(meeting=meeting, preparer__isnull=False, prepared_at=None)
    later = tuple(waiting.values_list("title", flat=True))
    user_ids = material_readers(invited)
    record(
        actor,
        meeting,
        place_in(actor, meeting),
        details={"told": len(user_ids), "in_person": len(invited.without_account), "later": len(later), "again": again},
        touches=stale(meeting),
    )
    tell(meeting, user_ids, "meetings.notice.called_again" if again else "meetings.notice.called")
    return Called(meeting, len(user_ids), tuple(one.full_name for one in invited.without_account), later)


@command("meetings.meeting.prepare")
def add_material(
    *,
    actor: Actor,
    meeting_id: UUID,
    name: str,
    content: IO[bytes],
    title: str = "",
    item_id: UUID | None = None,
    secret_ticked: bool = False,
) -> Material:
    """Put a file beside the agenda. After the notice was sent members can read it at once.

    Refuses what `documents.store_file` refuses, an item of another meeting, and one whose papers are secret.
    """
    meeting = locked_meeting(meeting_id)
    require(actor, "meetings.meeting.prepare", place_in(actor, meeting))
    check_preparable(meeting)
    item = locked(AgendaItem, item_id) if item_id else None
    if item is not None and item.meeting_id != meeting.pk:
        raise Refusal("meetings.item_of_another")
    check_may_upload(item)
    file = documents.store_file(actor=actor, unit=meeting.unit, name=name, content=content, secret_ticked=secret_ticked)
    material = Material.objects.create(
        meeting=meeting,
        item=item,
        file=file,
        title=tidy(title)[:200] or file.name,
        sent_at=clock.now() if meeting.state == State.CALLED else None,
    )
    record(actor, material, place_in(actor, meeting), changed={"title": (None, material.title)}, touches=stale(meeting))
    return material


@command("meetings.meeting.prepare")
def remove_material(*, actor: Actor, material_id: UUID, version: int) -> Material:
    """Take a file away. Its bytes stay as long as the unit keeps files."""
    material = locked(Material, material_id, version)
    require(actor, "meetings.meeting.prepare", place_in(actor, material.meeting))
    check_preparable(material.meeting)
    material.is_removed = True
    save(material, "is_removed")
    record(actor, material, place_in(actor, material.meeting), changed={"title": (material.title, None)})
    return material


__all__ = ["Called", "add_material", "call_meeting", "remove_material"]
