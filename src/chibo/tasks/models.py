"""Tasks and what was reported on them."""

from django.db import models
from django.db.models import Q

from chibo.audit.rows import FoldedField, Row
from chibo.tasks.states import CLOSED, State


class Task(Row):
    """Something that one person, or the unit as a whole, owes by a day."""

    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    month_on = models.DateField()
    """First day of the month in which it was handed out."""
    title = models.CharField(max_length=300)
    search = FoldedField(of=("title",))
    """The folded title."""
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, null=True, related_name="+")
    """Who answers for it; None where the unit as a whole does."""
    helpers = models.CharField(max_length=300, blank=True)
    """Who works with them, as text."""
    due_on = models.DateField(null=True)
    """Last day; None only while proposed."""
    state = models.CharField(max_length=12, default="proposed")
    result = models.TextField(blank=True)
    """What came out, or why it did not."""
    reported_at = models.DateTimeField(null=True)
    closed_on = models.DateField(null=True)
    """Day on which it was found done, not done or cancelled."""
    carried = models.PositiveSmallIntegerField(default=0)
    """How many meetings carried it over with a new day."""
    origin_label = models.CharField(max_length=200, blank=True)
    origin_url = models.CharField(max_length=300, blank=True)
    origin_id = models.UUIDField(null=True, db_index=True)
    """The agenda item, directive or inspection that made it; for finding again, never joined."""

    class Meta:
        indexes = [
            models.Index(fields=["unit", "state", "due_on"], name="tasks_task_unit"),
            models.Index(fields=["person", "state", "due_on"], name="tasks_task_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__isnull=False) | Q(state=State.PROPOSED) | Q(state=State.CANCELLED),
                name="tasks_open_task_has_day",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in CLOSED], closed_on__isnull=False)
                | (~Q(state__in=[s.value for s in CLOSED]) & Q(closed_on=None)),
                name="tasks_closed_task_has_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Report(Row):
    """One word on how far a task is, by whoever owes it or by whoever checks it."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="reports")
    by_name = models.CharField(max_length=200)
    by_person = models.ForeignKey("members.Person", on_delete=models.PROTECT, null=True, related_name="+")
    reported_at = models.DateTimeField()
    move = models.CharField(max_length=12)
    text = models.TextField(blank=True)
