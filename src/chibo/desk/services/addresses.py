"""The private address of one's own calendar: made, renewed, taken back by its owner and nobody else."""

import secrets

from chibo.access import Actor, Denied, Place
from chibo.audit.services import command, record
from chibo.desk.models import CalendarAddress
from chibo.desk.selectors import address_of
from chibo.desk.selectors.dated import hash_of
from chibo.kernel import clock

SECRET_BYTES = 32


@command("desk.calendar.renew")
def renew_calendar(*, actor: Actor) -> str:
    """Make the address, or a new one in the place of the old, which ends at once. Returns its secret part.

    The secret is known at this moment only: whoever loses it makes a new one.
    """
    if actor.user_id is None:
        raise Denied("desk.calendar.renew")
    secret = secrets.token_urlsafe(SECRET_BYTES)
    address, is_new = CalendarAddress.objects.update_or_create(
        user_id=actor.user_id, defaults={"secret_hash": hash_of(secret), "made_at": clock.now()}
    )
    record(actor, address, Place(), details={"renewed": not is_new})
    return secret


@command("desk.calendar.drop")
def drop_calendar(*, actor: Actor) -> None:
    """Take the address back: whoever has it gets nothing from now on. Nothing happens where there is none."""
    if actor.user_id is None:
        raise Denied("desk.calendar.drop")
    address = address_of(actor) or CalendarAddress(user_id=actor.user_id)
    record(actor, address, Place())
    if address.pk:
        address.delete()
