"""Reading notices: everybody one's own."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext

from chibo.access import Actor
from chibo.kernel.errors import Missing
from chibo.notices.models import Notice


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
