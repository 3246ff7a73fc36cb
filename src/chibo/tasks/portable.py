"""Tasks belong to the public face of a meeting: they go out with their reports."""

from collections.abc import Iterator

from chibo.audit.portable import Outgoing, Reach
from chibo.tasks.models import Report, Task


def tables(reach: Reach) -> Iterator[Outgoing]:
    units = reach("tasks.task.read")
    yield Outgoing(Task.objects.filter(unit__in=units))
    yield Outgoing(Report.objects.filter(task__unit__in=units))
