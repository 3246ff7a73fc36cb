"""Reading notices: everybody one's own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext

from chibo.access import Actor
from chibo.kernel.errors import Missing
from chibo.notices.figures import Hours, Piece
from chibo.notices.models import Device, Notice, Wish
from chibo.notices.states import Channel


@dataclass(frozen=True, slots=True)
class Told:
    """A notice in the language of the page."""

    pk: UUID
    text: str
    kind: str
    link: str
    due_on: date | None
    created_at: datetime
    is_new: bool


def notices_of(actor: Actor) -> QuerySet[Notice]:
    """Return what the actor was told, newest first. One query."""
    return Notice.objects.filter(user_id=actor.user_id or 0).order_by("-created_at", "-id")


def notice_for(actor: Actor, notice_id: UUID) -> Notice:
    """Return one of the actor's own notices. Raises Missing. One query."""
    found = notices_of(actor).filter(pk=notice_id).first()
    if found is None:
        raise Missing("notice")
    return found


def new_count(actor: Actor) -> int:
    """Return how many notices the actor has not read, for the bell. One query from an index of new ones."""
    return Notice.objects.filter(user_id=actor.user_id or 0, read_at=None).count()


def text_of(notice: Notice) -> str:
    """Return the sentence in the language of now, with its facts."""
    sentence = gettext(notice.sentence)
    return sentence % notice.facts if notice.facts else sentence.replace("%%", "%")


def told(notice: Notice) -> Told:
    """Return a notice as the page shows it."""
    return Told(
        notice.pk,
        text_of(notice),
        notice.kind,
        notice.link,
        notice.due_on,
        notice.created_at,
        notice.read_at is None,
    )


def open_channels() -> list[Channel]:
    """Return the ways that this installation has. No query."""
    found = {
        Channel.MAIL: settings.SENDS_MAIL,
        Channel.PUSH: settings.SENDS_PUSH,
        Channel.SMS: bool(settings.SMS_URL),
        Channel.CHAT: bool(settings.CHAT_URL),
    }
    return [channel for channel, is_open in found.items() if is_open]


def wishes_of(user_ids: Iterable[int]) -> dict[int, Wish]:
    """Return how these users want to be told; those who said nothing are left out. One query."""
    return {wish.user_id: wish for wish in Wish.objects.filter(user_id__in=list(user_ids))}


def own_wish(actor: Actor) -> Wish:
    """Return the actor's own wishes, a new one where nothing was said. One query."""
    return Wish.objects.filter(user_id=actor.user_id or 0).first() or Wish(user_id=actor.user_id or 0)


def devices_of(actor: Actor) -> QuerySet[Device]:
    """Return the actor's own devices, newest first. One query."""
    return Device.objects.filter(user_id=actor.user_id or 0).order_by("-added_at", "-id")


def with_devices(user_ids: Iterable[int]) -> set[int]:
    """Return who of these users has switched on a device. One query."""
    return set(Device.objects.filter(user_id__in=list(user_ids)).values_list("user_id", flat=True))


def hours_for(wish: Wish | None, usual: Hours) -> Hours:
    """Return the hours of one user: what was chosen, else the usual ones. No query."""
    if wish is None:
        return usual
    return Hours(
        quiet_from=wish.quiet_from or usual.quiet_from,
        quiet_until=wish.quiet_until or usual.quiet_until,
        gathered_at=wish.gathered_at or usual.gathered_at,
        at_once=wish.at_once,
    )


def piece_of(notice: Notice) -> Piece:
    """Return a notice as a message carries it, in the language of now."""
    return Piece(text_of(notice), notice.link, notice.due_on, notice.kind)
