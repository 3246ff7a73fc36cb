"""The yearly plan of topics for thematic meetings, and the paper of each."""

from django.db import models
from django.db.models import Q

from chibo.audit.rows import Row
from chibo.meetings.models.kept import Kept
from chibo.meetings.models.meeting import Meeting


class TopicPlan(Row):
    """A unit's plan of topics for one year; it goes to the level above, which notes it."""

    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField(null=True)
    """None before it was sent, and again from the first change on."""
    sent_by = models.CharField(max_length=200, blank=True)
    noted_at = models.DateTimeField(null=True)
    """When the level above noted what was sent last."""
    noted_by = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="meetings_one_topic_plan_a_year"),
            models.CheckConstraint(
                condition=Q(noted_at=None) | Q(sent_at__isnull=False), name="meetings_topic_plan_noted_was_sent"
            ),
        ]


class Topic(Row):
    """A topic of the plan: when, what, and who writes the paper."""

    plan = models.ForeignKey(TopicPlan, on_delete=models.PROTECT, related_name="topics")
    quarter = models.PositiveSmallIntegerField()
    month_on = models.DateField(null=True)
    """First day of the month in which it is meant to be held; None for any month of the quarter."""
    title = models.CharField(max_length=250)
    author = models.ForeignKey("members.Person", on_delete=models.PROTECT, null=True, related_name="+")
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    """The author's paper; None before it is there."""
    approved_at = models.DateTimeField(null=True)
    """When the committee approved the paper: from then on it goes out with the notice."""
    approved_by = models.CharField(max_length=200, blank=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="+")
    """The thematic meeting into whose draft it came; None before."""
    is_removed = models.BooleanField(default=False)

    objects = Kept["Topic"]()

    class Meta:
        ordering = ["quarter", "month_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(quarter__range=(1, 4)), name="meetings_topic_quarter"),
            models.CheckConstraint(
                condition=Q(approved_at=None) | Q(file__isnull=False), name="meetings_topic_approved_has_paper"
            ),
        ]

    def __str__(self) -> str:
        return self.title
