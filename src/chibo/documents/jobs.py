"""What the worker does for this room."""

import contextlib
from datetime import timedelta

from django.tasks import task

from chibo.documents import selectors
from chibo.kernel import clock

KEPT_PRINTS = timedelta(days=30)


@task()
def sweep_orphans() -> int:
    """Remove bytes that no row has named for 24 hours, and prints made over 30 days ago. Return how many.

    May be done twice or at once with another: what is gone already is passed over.
    """
    removed = 0
    limit = (clock.now() - KEPT_PRINTS).timestamp()
    prints = [place for place in selectors.kept_prints() if place.stat().st_mtime < limit]
    for place in (*selectors.orphans(), *prints):
        with contextlib.suppress(FileNotFoundError):
            place.unlink()
            removed += 1
    return removed
