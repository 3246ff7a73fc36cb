"""When a delivery that failed is tried again."""

from datetime import timedelta

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


def wait_after(tries: int) -> timedelta | None:
    """Return the wait before the next try after so many failed ones; None where there is no next try."""
    if tries < 1:
        raise ValueError(f"nothing was tried yet, got {tries}")
    return WAITS[tries - 1] if tries <= len(WAITS) else None
