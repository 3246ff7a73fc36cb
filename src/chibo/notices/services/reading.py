"""Noting that one has read."""

from uuid import UUID

from chibo.access import Actor, Denied, Place
from chibo.audit.services import command, record
from chibo.kernel import clock
from chibo.notices import selectors
from chibo.notices.models import Notice


@command("notices.notice.read")
def mark_read(*, actor: Actor, notice_id: UUID) -> Notice:
    """Note that the actor has read one of their own notices. Raises Missing for another's."""
    notice = selectors.notice_for(actor, notice_id)
    if notice.read_at is None:
        notice.read_at = clock.now()
        notice.save(update_fields=["read_at"])
    record(actor, notice, Place())
    return notice


@command("notices.notice.read")
def mark_all_read(*, actor: Actor) -> int:
    """Note that the actor has read all their notices. Returns how many were new."""
    if actor.user_id is None:
        raise Denied("notices.notice.read")
    changed = Notice.objects.filter(user_id=actor.user_id, read_at=None).update(read_at=clock.now())
    record(actor, Notice(user_id=actor.user_id), Place(), details={"notices": changed})
    return changed
