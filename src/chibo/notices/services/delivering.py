"""Sending what was told: what is due for one user on one way goes out as one message, at least once."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F, Min, QuerySet
from django.utils import translation

from chibo.audit.services import no_entry
from chibo.kernel import clock
from chibo.kernel.ids import uuid7
from chibo.notices import rules, selectors
from chibo.notices.figures import Piece
from chibo.notices.models import Delivery, Device
from chibo.notices.papers import mail, short
from chibo.notices.services import outside
from chibo.notices.services.telling import address_on
from chibo.notices.states import Channel, State

if TYPE_CHECKING:
    from chibo.accounts.models import User

logger = logging.getLogger(__name__)

BATCH = 50
"""Messages in one turn of the worker."""


class NoAddress(Exception):
    """The user has no address or device on this way any more."""


@no_entry("The worker sends what was told; nobody acts.")
def deliver_due() -> int:
    """Send what is due, at most `BATCH` messages. Returns how many were sent.

    What is due for one user on one way is taken in hand by one worker and marked in a transaction of its own; sending
    lies between the two. A worker killed there leaves it to be sent again.
    """
    due = _due().values_list("notice__user_id", "channel").annotate(since=Min("next_try_at"))
    longest_due = due.order_by("since", "notice__user_id", "channel")[:BATCH]
    return sum(_deliver(user_id, channel) for user_id, channel, _since in list(longest_due))


def _due() -> QuerySet[Delivery]:
    return Delivery.objects.filter(state=State.WAITING, next_try_at__lte=clock.now())


def _deliver(user_id: int, channel: str) -> bool:
    taken = _take(user_id, channel)
    if not taken:
        return False
    user = taken[0].notice.user
    try:
        if not user.is_active:
            raise NoAddress
        with translation.override(user.language):
            _send(user, Channel(channel), taken)
    except NoAddress:
        _give_up(taken, "no address any more")
        return False
    except Exception as error:  # whatever a server or the network comes up with
        _failed(taken, f"{type(error).__name__}: {error}")
        return False
    now = clock.now()
    _rows(taken).update(state=State.SENT, sent_at=now, problem="")
    return True


def _take(user_id: int, channel: str) -> list[Delivery]:
    """Take in hand what is due: one worker gets it, the others find it moved into the future."""
    now, turn = clock.now(), uuid7()
    due = _due().filter(notice__user_id=user_id, channel=channel)
    later = now + rules.SENDING_TAKES_AT_MOST
    if not due.update(next_try_at=later, tries=F("tries") + 1, taken_by=turn):
        return []
    return list(Delivery.objects.filter(taken_by=turn).select_related("notice__user").order_by("notice_id"))


def _send(user: User, channel: Channel, taken: Sequence[Delivery]) -> None:
    pieces = [selectors.piece_of(row.notice) for row in taken]
    mark = _mark([row.notice_id for row in taken])
    if channel is Channel.PUSH:
        _push(user, pieces, mark)
        return
    wish = selectors.wishes_of([user.pk]).get(user.pk)
    to = address_on(channel, user, wish)
    template = {Channel.SMS: settings.SMS_URL, Channel.CHAT: settings.CHAT_URL}.get(channel, "")
    if not to or (channel is not Channel.MAIL and not template):
        raise NoAddress
    if channel is Channel.MAIL:
        _mail(to, pieces, mark)
    else:
        outside.through_gateway(rules.address_in(template, to), short(pieces))


def _mail(to: str, pieces: Sequence[Piece], mark: str) -> None:
    paper = mail(pieces)
    headers = {"Message-ID": f"<{mark}.{Channel.MAIL}@{settings.MAIL_DOMAIN}>", "Auto-Submitted": "auto-generated"}
    EmailMessage(paper.subject, paper.body, to=[to], headers=headers).send()


def _push(user: User, pieces: Sequence[Piece], mark: str) -> None:
    """Ask the push service of each device; one that is gone is forgotten. All are asked before a failure counts."""
    devices = list(Device.objects.filter(user=user))
    if not devices or not settings.SENDS_PUSH:
        raise NoAddress
    failed: list[Exception] = []
    for device in devices:
        try:
            outside.push(device, short(pieces), mark)
        except outside.Gone:
            device.delete()
        except Exception as error:
            failed.append(error)
    if failed:
        raise failed[0]


def _mark(notice_ids: Sequence[UUID]) -> str:
    """Return a name of the message that is the same when the same notices are sent again, and no other's."""
    if len(notice_ids) == 1:
        return str(notice_ids[0])
    return hashlib.sha256("".join(sorted(map(str, notice_ids))).encode()).hexdigest()[:32]


def _rows(taken: Sequence[Delivery]) -> QuerySet[Delivery]:
    """Return the rows as long as they are in this worker's hand."""
    return Delivery.objects.filter(taken_by=taken[0].taken_by, state=State.WAITING)


def _failed(taken: Sequence[Delivery], problem: str) -> None:
    logger.warning("%s notices were not sent by %s: %s", len(taken), taken[0].channel, problem)
    now = clock.now()
    for row in taken:
        wait = rules.wait_after(row.tries)
        if wait is None:
            _give_up([row], problem)
        else:
            row.next_try_at, row.problem = now + wait, problem[:300]
            row.save(update_fields=["next_try_at", "problem"])


def _give_up(taken: Sequence[Delivery], problem: str) -> None:
    pks = [row.pk for row in taken]
    Delivery.objects.filter(pk__in=pks).update(state=State.GIVEN_UP, problem=problem[:300])
