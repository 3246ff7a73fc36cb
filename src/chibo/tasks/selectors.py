"""Reading tasks."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from chibo.access import Actor, Place, Role, scope
from chibo.kernel.errors import Missing
from chibo.kernel.months import Month
from chibo.organisations.selectors import place_of, within
from chibo.tasks.models import Report, Task
from chibo.tasks.rules import Fate
from chibo.tasks.states import UNDECIDED, Kind, State


def place(task: Task, roles_here: frozenset[Role] = frozenset()) -> Place:
    """Return where a task stands; its own person may report on it. One query where the unit is not loaded."""
    return place_of(task.unit, person_id=task.person_id, roles_here=roles_here)


def tasks_for(actor: Actor) -> QuerySet[Task]:
    """Return the tasks that the actor may see, with unit and person, the soonest due first. One query."""
    visible = within(scope(actor, "tasks.task.read"), unit="unit", person="person_id")
    return Task.objects.filter(visible).select_related("unit", "person").order_by("due_on", "id")


def task_for(actor: Actor, task_id: UUID) -> Task:
    """Return one task. Raises Missing outside the actor's reach. One query."""
    task = tasks_for(actor).filter(pk=task_id).first()
    if task is None:
        raise Missing("task")
    return task


def tasks_of_person(actor: Actor, person_id: UUID | None) -> QuerySet[Task]:
    """Return what one person owes or owed, as far as the actor may see it; nothing for None. One query."""
    rows = tasks_for(actor).exclude(state=State.PROPOSED)
    return rows.filter(person_id=person_id) if person_id else rows.none()


def reports_on(task: Task) -> QuerySet[Report]:
    """Return what was said of a task, newest first. One query."""
    return task.reports.order_by("-reported_at", "-id")


def undecided_of(unit_id: UUID) -> QuerySet[Task]:
    """Return what is still open in a unit, the soonest due first, for the next agenda. One query."""
    rows = Task.objects.filter(unit_id=unit_id, state__in=UNDECIDED)
    return rows.select_related("person").order_by("due_on", "id")


def due_between(first_on: date, last_on: date) -> QuerySet[Task]:
    """Return the open tasks of all units due on these days, with unit and person, for the daily round. One query."""
    rows = Task.objects.filter(state=State.OPEN, due_on__range=(first_on, last_on))
    return rows.select_related("unit", "person").order_by("unit_id", "due_on", "id")


def proposed_of(origin_ids: Iterable[UUID]) -> QuerySet[Task]:
    """Return what waits in the clerk's box for these agenda items. One query."""
    rows = Task.objects.filter(origin_id__in=set(origin_ids), state=State.PROPOSED)
    return rows.select_related("person").order_by("id")


def tasks_of(origin_ids: Iterable[UUID]) -> QuerySet[Task]:
    """Return the tasks that these agenda items have made, in the order of writing. One query."""
    rows = Task.objects.filter(origin_id__in=set(origin_ids)).exclude(state=State.CANCELLED)
    return rows.select_related("person").order_by("id")


def tasks_of_month(unit_id: UUID, month: Month) -> QuerySet[Task]:
    """Return what was handed out in a month or fell due in it, tasks of the year aside, the soonest due first.

    For the assessment of that month. One query.
    """
    then = Q(month_on=month.first_on) | Q(due_on__range=(month.first_on, month.last_on))
    rows = Task.objects.filter(then, unit_id=unit_id).exclude(kind=Kind.YEARLY)
    return rows.exclude(state__in=(State.PROPOSED, State.CANCELLED)).select_related("person").order_by("due_on", "id")


def fates_of(unit_id: UUID, month: Month) -> list[Fate]:
    """Return what became of the tasks due in a month, for the score and the figures. One query."""
    rows = Task.objects.filter(unit_id=unit_id, due_on__range=(month.first_on, month.last_on))
    columns = rows.values_list("state", "due_on", "closed_on")
    return [Fate(State(state), due_on, closed_on) for state, due_on, closed_on in columns]


def unit_months() -> set[tuple[UUID, Month]]:
    """Return every unit and month in which a task is due, for making figures anew. One query."""
    rows = Task.objects.filter(due_on__isnull=False).order_by().values_list("unit_id", "due_on").distinct()
    return {(unit_id, Month.of(due_on)) for unit_id, due_on in rows if due_on is not None}


def counts_by_person(unit_id: UUID, today: date) -> dict[UUID | None, dict[str, int]]:
    """Return for each person how many tasks are open, late, of whatever year, and done of this year's. One query."""
    late = Count("pk", filter=Q(state__in=UNDECIDED, due_on__lt=today))
    rows = (
        Task.objects.filter(Q(month_on__year=today.year) | Q(state__in=UNDECIDED), unit_id=unit_id)
        .values("person_id")
        .annotate(
            open=Count("pk", filter=Q(state__in=UNDECIDED)),
            late=late,
            done=Count("pk", filter=Q(state=State.DONE)),
        )
        .order_by()
    )
    return {row["person_id"]: {key: row[key] for key in ("open", "late", "done")} for row in rows}


def titles_of(task_ids: Sequence[UUID]) -> dict[UUID, str]:
    """Return titles by task. One query."""
    return dict(Task.objects.filter(pk__in=task_ids).values_list("pk", "title"))
