"""What the worker does for this room."""

import contextlib
from datetime import timedelta

from django.tasks import task

from chibo.documents import selectors, vault
from chibo.kernel import clock

KEPT_PRINTS = timedelta(days=30)


@task()
def sweep_orphans() -> int:
    """Remove bytes that no row has named for 24 hours, and prints made over 30 days ago. Return how many.

    May be done twice or at once with another: what is gone already is passed over.
    """
    removed = sum(vault.remove_stale(place) for place in selectors.orphans())
    limit = (clock.now() - KEPT_PRINTS).timestamp()
    for place in selectors.kept_prints():
        with contextlib.suppress(FileNotFoundError):
            if place.stat().st_mtime < limit:
                place.unlink()
                removed += 1
    return removed
