"""Resolutions, their shortcomings and measures, and opinions reserved."""

from django.db import models
from django.db.models import Q

from chibo.audit.rows import Row


class Resolution(Row):
    """A resolution (nghị quyết) or conclusion (kết luận) of a meeting of the unit."""

    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey("meetings.AgendaItem", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=2)
    month_on = models.DateField()
    subject = models.CharField(max_length=300)
    state = models.CharField(max_length=10, default="draft")
    assessment = models.TextField(blank=True)
    """What was achieved: politics and ideology, political tasks, building the Party."""
    direction = models.TextField(blank=True)
    """What is to be done next month, beside the measures."""
    vote = models.ForeignKey("ballots.OpenVote", on_delete=models.PROTECT, null=True, related_name="+")
    paper = models.ForeignKey("documents.IssuedPaper", on_delete=models.PROTECT, null=True, related_name="+")
    number_text = models.CharField(max_length=40, blank=True)
    adopted_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "-month_on"], name="resolutions_unit_month")]
        constraints = [
            models.UniqueConstraint(fields=["item"], condition=~Q(state="rejected"), name="resolutions_one_an_item"),
            models.CheckConstraint(
                condition=Q(state="adopted", adopted_on__isnull=False, vote__isnull=False)
                | (~Q(state="adopted") & Q(adopted_on=None)),
                name="resolutions_adopted_has_day",
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class Shortcoming(Row):
    """A shortcoming with its cause, who is responsible, the remedy and the day."""

    resolution = models.ForeignKey(Resolution, on_delete=models.PROTECT, related_name="shortcomings")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)
    cause = models.CharField(max_length=500, blank=True)
    responsible = models.ForeignKey("members.Person", on_delete=models.PROTECT, null=True, related_name="+")
    responsible_text = models.CharField(max_length=200, blank=True)
    remedy = models.CharField(max_length=500, blank=True)
    due_on = models.DateField(null=True)


class Measure(Row):
    """A measure of the resolution: points to the one task that carries it."""

    resolution = models.ForeignKey(Resolution, on_delete=models.PROTECT, related_name="measures")
    position = models.PositiveSmallIntegerField()
    task = models.ForeignKey("tasks.Task", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["resolution", "task"], name="resolutions_task_once")]


class ReservedOpinion(Row):
    """A minority opinion (ý kiến bảo lưu): author, secretary and the body addressed see it, nobody else."""

    resolution = models.ForeignKey(Resolution, on_delete=models.PROTECT, related_name="reserved")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    sent_at = models.DateTimeField()
    addressed_to = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    """The unit above to which it is reported; None for the cell only."""
