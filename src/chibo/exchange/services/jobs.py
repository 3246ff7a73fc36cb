"""The background jobs of the room, queued in the transaction that asks for them."""

from uuid import UUID

from django.tasks import task
from django.utils.module_loading import import_string

from chibo.exchange.models import ImportRun

_WORK = "chibo.exchange.services.work"
"""Found by name when a job begins: the services that do the work queue jobs themselves."""


@task()
def go_on(run_id: str) -> None:
    """Do what the state of the run asks for. May be begun again after a kill: it goes on where it stood."""
    import_string(f"{_WORK}.work_on")(UUID(run_id))


def begin(run: ImportRun) -> None:
    """Queue the work of a run."""
    go_on.enqueue(str(run.pk))
