"""Telling users, and sending what was told."""

import logging
from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection
from django.db.models import F
from django.utils import translation
from django.utils.functional import Promise

from chibo.access import Actor, Denied, Place
from chibo.accounts.selectors import active_users
from chibo.audit.services import command, no_entry, record
from chibo.kernel import clock
from chibo.notices import rules, selectors
from chibo.notices.models import Delivery, Notice
from chibo.notices.papers import mail
from chibo.notices.states import Channel, State
from chibo.ui.say import written

logger = logging.getLogger(__name__)

BATCH = 50


@no_entry("Rows of the command that tells; its own entry says what was done.")
def tell(
    user_ids: Iterable[int],
    sentence: str | Promise,
    *,
    kind: str,
    link: str = "",
    due_on: date | None = None,
    facts: Mapping[str, object] | None = None,
) -> list[Notice]:
    """Write a notice for each of these users, inside the transaction of the caller's command; the worker mails it.

    `sentence` is a phrase of the calling room with %(placeholders)s, kept in Vietnamese and translated for whoever
    reads it; `facts` fill it, days and numbers written as elsewhere. Closed accounts are left out; the same user is
    told once. Mails go to whoever has an address, where a mail server is named. Three queries for any number.
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
    if settings.SENDS_MAIL:
        mails = [Delivery(notice=n, channel=Channel.MAIL, next_try_at=now) for n in notices if n.user.email]
        Delivery.objects.bulk_create(mails)
    return notices


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


@no_entry("The worker sends what was told; nobody acts.")
def deliver_due() -> int:
    """Send what is due, at most `BATCH` at a time. Returns how many were sent.

    Each is taken in hand by one worker and marked in a transaction of its own; sending lies between the two. A
    worker killed there leaves it to be sent again, with the same Message-ID.
    """
    due = Delivery.objects.filter(state=State.WAITING, next_try_at__lte=clock.now()).order_by("next_try_at")
    return sum(_deliver(pk) for pk in list(due.values_list("pk", flat=True)[:BATCH]))


def _deliver(pk: int) -> bool:
    if not _take(pk):
        return False
    delivery = Delivery.objects.select_related("notice__user").get(pk=pk)
    user = delivery.notice.user
    if not (user.email and user.is_active):
        _give_up(delivery, "no address any more")
        return False
    try:
        with translation.override(user.language):
            _send(delivery.notice)
    except Exception as error:  # whatever the mail server or the network comes up with
        _failed(delivery, f"{type(error).__name__}: {error}")
        return False
    delivery.state, delivery.sent_at, delivery.problem = State.SENT, clock.now(), ""
    delivery.save(update_fields=["state", "sent_at", "problem"])
    return True


def _take(pk: int) -> bool:
    """Take a delivery in hand: one worker gets it, the others find it moved into the future."""
    now = clock.now()
    waiting = Delivery.objects.filter(pk=pk, state=State.WAITING, next_try_at__lte=now)
    return bool(waiting.update(next_try_at=now + rules.SENDING_TAKES_AT_MOST, tries=F("tries") + 1))


def _send(notice: Notice) -> None:
    paper = mail(selectors.text_of(notice), notice.link, notice.due_on)
    headers = {"Message-ID": f"<{notice.pk}.{Channel.MAIL}@{settings.MAIL_DOMAIN}>", "Auto-Submitted": "auto-generated"}
    EmailMessage(paper.subject, paper.body, to=[notice.user.email], headers=headers).send()


def _failed(delivery: Delivery, problem: str) -> None:
    logger.warning("notice %s was not mailed: %s", delivery.notice_id, problem)
    wait = rules.wait_after(delivery.tries)
    if wait is None:
        _give_up(delivery, problem)
        return
    delivery.next_try_at, delivery.problem = clock.now() + wait, problem[:300]
    delivery.save(update_fields=["next_try_at", "problem"])


def _give_up(delivery: Delivery, problem: str) -> None:
    delivery.state, delivery.problem = State.GIVEN_UP, problem[:300]
    delivery.save(update_fields=["state", "problem"])


def _untranslated(sentence: str | Promise) -> str:
    with translation.override(None):
        return str(sentence)


__all__ = ["deliver_due", "mark_all_read", "mark_read", "tell"]
