"""The only place that asks what time it is.

Services take time from here, so that a demo, a test or an entry made afterwards can set the clock. A guard
forbids `timezone.now`, `date.today` and `auto_now` everywhere else.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

HOME = ZoneInfo("Asia/Ho_Chi_Minh")

_set_to: ContextVar[datetime | None] = ContextVar("chibo_clock", default=None)


def now() -> datetime:
    """Return the present moment in UTC, or the moment that `at` has set."""
    return _set_to.get() or datetime.now(UTC)


def today() -> date:
    """Return the day it now is in Vietnam."""
    return now().astimezone(HOME).date()


def local(moment: datetime) -> datetime:
    """Return the moment on a Vietnamese clock."""
    return moment.astimezone(HOME)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Set the clock to `moment` (with time zone) for the code inside.

    >>> with at(datetime(2026, 12, 3, 12, 30, tzinfo=UTC)):
    ...     today()
    datetime.date(2026, 12, 3)
    """
    if moment.tzinfo is None:
        raise ValueError(f"the clock needs a time zone, got {moment!r}")
    token = _set_to.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _set_to.reset(token)
