"""Telling users: a row for the page, and one for each way on which it will be sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import connection
from django.utils import translation
from django.utils.functional import Promise

from chibo.accounts.selectors import active_users
from chibo.audit.services import no_entry
from chibo.kernel import clock
from chibo.notices import selectors
from chibo.notices.figures import USUAL, Hours
from chibo.notices.models import Delivery, Notice, Wish
from chibo.notices.rules import send_at, topic_of
from chibo.notices.states import Channel, Topic
from chibo.ui.say import written

if TYPE_CHECKING:
    from chibo.accounts.models import User

_hours: list[Callable[[], Hours | None]] = []


@no_entry("Names where the usual hours are read, when the program starts.")
def take_hours_from(read: Callable[[], Hours | None]) -> None:
    """Ask this function for the usual hours of today: the rules about them lie in a room above."""
    _hours[:] = [read]


@no_entry("Rows of the command that tells; its own entry says what was done.")
def tell(
    user_ids: Iterable[int],
    sentence: str | Promise,
    *,
    kind: str,
    link: str = "",
    due_on: date | None = None,
    facts: Mapping[str, object] | None = None,
    urgent_by: datetime | None = None,
) -> list[Notice]:
    """Write a notice for each of these users, inside the transaction of the caller's command; the worker sends it.

    `sentence` is a phrase of the calling room with %(placeholders)s, kept in Vietnamese and translated for whoever
    reads it; `facts` fill it, days and numbers written as elsewhere. Closed accounts are left out; the same user is
    told once. It goes out with the one message of the day, on the ways that the installation has and the user wants;
    at once where it is about something that happens soon: `urgent_by` says when. Five queries for any number, three
    where this installation sends nothing.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("tell() is called inside a @command, so that nobody is told of what did not happen")
    users = active_users(set(user_ids))
    now = clock.now()
    notices = [
        Notice(
            user=user,
            kind=kind,
            sentence=_untranslated(sentence),
            facts={name: str(written(value)) for name, value in (facts or {}).items()},
            link=link,
            due_on=due_on,
            created_at=now,
        )
        for user in users
    ]
    Notice.objects.bulk_create(notices)
    channels = selectors.open_channels()
    if channels and notices:
        Delivery.objects.bulk_create(_deliveries(notices, channels, urgent_by))
    return notices


@no_entry("Reads a rule.")
def usual_hours() -> Hours:
    """Return the hours of whoever has said nothing. No query where the rule was read before."""
    return next((found for read in _hours if (found := read())), USUAL)


def _deliveries(
    notices: Sequence[Notice], channels: Sequence[Channel], urgent_by: datetime | None
) -> Iterator[Delivery]:
    ids = [notice.user_id for notice in notices]
    wishes, usual, now = selectors.wishes_of(ids), usual_hours(), clock.now()
    phones = selectors.with_devices(ids) if Channel.PUSH in channels else set()
    for notice in notices:
        wish = wishes.get(notice.user_id)
        at = send_at(now, selectors.hours_for(wish, usual), urgent_by)
        for channel in channels:
            has = notice.user_id in phones if channel is Channel.PUSH else bool(address_on(channel, notice.user, wish))
            if has and wants(wish, topic_of(notice.kind), channel):
                yield Delivery(notice=notice, channel=channel, next_try_at=at)


def address_on(channel: str, user: User, wish: Wish | None) -> str:
    """Return where the user is reached on a way that has addresses; empty for nowhere."""
    if channel == Channel.MAIL:
        return user.email
    if wish is None:
        return ""
    return {Channel.SMS: wish.sms_to, Channel.CHAT: wish.chat_to}.get(Channel(channel), "")


def wants(wish: Wish | None, topic: Topic, channel: Channel) -> bool:
    """Tell whether the user wants this on that way. What is about the account always comes."""
    return wish is None or topic is Topic.ACCOUNT or f"{topic}:{channel}" not in wish.silenced


def _untranslated(sentence: str | Promise) -> str:
    with translation.override(None):
        return str(sentence)
