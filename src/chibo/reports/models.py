"""Counts of a unit and month, and the months that were closed."""

from django.db import models
from django.db.models import Q

from chibo.audit.rows import Row


class Fact(models.Model):
    """One count of a unit and month.

    Rows of cells are counted; rows of the units above are their sums. Version 0 is what holds now; a closing keeps the
    cell's rows as the next version. Local: never exchanged, and `rebuild_facts` makes version 0 anew.
    """

    id = models.BigAutoField(primary_key=True)
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    month_on = models.DateField()
    indicator = models.CharField(max_length=20)
    """`states.Indicator`."""
    version = models.PositiveSmallIntegerField(default=0)
    numerator = models.BigIntegerField()
    denominator = models.BigIntegerField()
    ancestor_ids = models.JSONField(default=list)
    """The unit and those above it when it was counted, nearest first; empty for the sums."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "month_on", "indicator", "version"], name="reports_fact_once"),
        ]


class CellMonth(Row):
    """A cell's month that the superior has closed, once or again."""

    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    month_on = models.DateField()
    closed_as = models.CharField(max_length=12, blank=True)
    """`states.ClosedAs`: empty where held and scored."""
    closings = models.PositiveSmallIntegerField(default=0)
    """How often it was closed: the version of its facts."""
    closed_at = models.DateTimeField(null=True)
    """None while it is open again."""
    closed_by = models.CharField(max_length=200, blank=True)
    reopened_reason = models.CharField(max_length=500, blank=True)
    """Why it was opened last; empty where never."""
    changes = models.JSONField(default=dict)
    """What the last closing changed against the one before: (part, whole) by indicator."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "month_on"], name="reports_month_once"),
            models.CheckConstraint(condition=Q(closed_at=None) | Q(closings__gte=1), name="reports_closed_is_counted"),
        ]
