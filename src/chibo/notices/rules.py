"""When a notice is sent, what it is about in one word, and when a delivery that failed is tried again."""

import re
from datetime import datetime, time, timedelta
from urllib.parse import quote

from chibo.kernel import clock
from chibo.notices.figures import Hours
from chibo.notices.states import Topic

WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
)
"""How long after each failed try the next one comes; after one more failure it is given up. Together some 15 hours,
so that a mail server that is down for a night costs nothing."""
SENDING_TAKES_AT_MOST = timedelta(minutes=5)
"""A delivery taken in hand so long ago and not marked as sent belonged to a worker that was killed."""
TIME_TO_REACT = timedelta(hours=1)
"""A quiet hour may hold back something urgent only while so much time is left."""

_TOPICS = {
    "accounts": Topic.ACCOUNT,
    "meetings": Topic.MEETINGS,
    "resolutions": Topic.MEETINGS,
    "directives": Topic.ABOVE,
    "scoring": Topic.ABOVE,
    "desk": Topic.REMINDERS,
    "reports": Topic.REMINDERS,
    "tasks": Topic.REMINDERS,
}


def topic_of(kind: str) -> Topic:
    """Return what a kind of notice is about, by the room that tells it.

    >>> topic_of("meetings.notice.called")
    <Topic.MEETINGS: 'meetings'>
    """
    return _TOPICS.get(kind.partition(".")[0], Topic.OTHER)


def wait_after(tries: int) -> timedelta | None:
    """Return the wait before the next try after so many failed ones; None where there is no next try."""
    if tries < 1:
        raise ValueError(f"nothing was tried yet, got {tries}")
    return WAITS[tries - 1] if tries <= len(WAITS) else None


def send_at(now: datetime, hours: Hours, urgent_by: datetime | None = None) -> datetime:
    """Return when something told now is sent. `urgent_by` is when it happens; None for what can wait for the day's
    message. A quiet hour holds back even what is urgent, unless there would be no time left to act on it.
    """
    if urgent_by is None and not hours.at_once:
        return after_quiet(_next(now, hours.gathered_at), hours)
    loud = after_quiet(now, hours)
    if urgent_by is not None and loud > urgent_by - TIME_TO_REACT:
        return now
    return loud


def after_quiet(moment: datetime, hours: Hours) -> datetime:
    """Return the moment itself, or the end of the quiet hours in which it lies."""
    then = clock.local(moment).time()
    first, last = hours.quiet_from, hours.quiet_until
    is_quiet = first <= then < last if first <= last else (then >= first or then < last)
    return _next(moment, last) if is_quiet else moment


def _next(moment: datetime, at: time) -> datetime:
    """Return the next time that the clock shows `at`; the moment itself where it does."""
    local = clock.local(moment)
    then = datetime.combine(local.date(), at, clock.HOME)
    return then if then >= local else datetime.combine(local.date() + timedelta(days=1), at, clock.HOME)


def is_plain(to: str) -> bool:
    """Tell whether a member's number or name is safe inside an address; an empty one is none."""
    return not to or bool(re.fullmatch(r"[A-Za-z0-9+._@-]+", to))


def address_in(template: str, to: str) -> str:
    """Return the address of a service with the member's own number or name in it, as one piece."""
    return template.replace("{to}", quote(to, safe=""))


def may_push_to(host: str, scheme: str, allowed: list[str]) -> bool:
    """Tell whether a browser's push service may be asked: over HTTPS, and one that the operator knows.

    Whoever is signed in names the address that this server will then call.
    """
    known = any(host == one or host.endswith(f".{one}") for one in allowed)
    return known and (scheme == "https" or host == "127.0.0.1")
