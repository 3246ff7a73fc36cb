"""Resolutions, their shortcomings and measures, and opinions reserved."""

from django.db import models
from django.db.models import Q

from chibo.audit.rows import FoldedField, Row


class Resolution(Row):
    """A resolution (nghị quyết) or conclusion (kết luận) of a meeting of the unit."""

    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey("meetings.AgendaItem", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=2)
    month_on = models.DateField()
    """First day of the month that the meeting is for."""
    subject = models.CharField(max_length=300)
    """What it is about, as under the type's name on the paper."""
    search = FoldedField(of=("subject", "number_text"))
    """Subject and number, folded."""
    state = models.CharField(max_length=10, default="draft")
    assessment = models.TextField(blank=True)
    """What was achieved: politics and ideology, political tasks, building the Party."""
    direction = models.TextField(blank=True)
    """What is to be done next, beside the measures."""
    arrangement = models.TextField(blank=True)
    """Who sees to it, checks and reports (tổ chức thực hiện)."""
    vote = models.ForeignKey("ballots.OpenVote", on_delete=models.PROTECT, null=True, related_name="+")
    """None in a draft; kept with a rejected one."""
    paper = models.ForeignKey("documents.IssuedPaper", on_delete=models.PROTECT, null=True, related_name="+")
    """The adopted text as it was issued; None before."""
    number_text = models.CharField(max_length=40, blank=True)
    """As printed, e.g. 05-NQ/CB; empty before the adoption."""
    adopted_on = models.DateField(null=True)
    """Day of the meeting that adopted it; None before."""

    class Meta:
        indexes = [
            models.Index(fields=["unit", "-month_on"], name="resolutions_unit_month"),
            models.Index(fields=["-adopted_on", "-id"], name="resolutions_adopted"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["item"], condition=~Q(state="rejected"), name="resolutions_one_an_item"),
            models.CheckConstraint(
                condition=Q(state="adopted", adopted_on__isnull=False, vote__isnull=False, paper__isnull=False)
                | (~Q(state="adopted") & Q(adopted_on=None, paper=None)),
                name="resolutions_adopted_is_issued",
            ),
            models.CheckConstraint(
                condition=~Q(state="rejected") | Q(vote__isnull=False), name="resolutions_rejected_has_vote"
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
    responsible = models.CharField(max_length=200, blank=True)
    """Who answers for it, as text: a comrade, a group, the committee."""
    remedy = models.CharField(max_length=500, blank=True)
    due_on = models.DateField(null=True)
    """By when it is to be mended; None where none was set."""
    is_removed = models.BooleanField(default=False)
    """Taken out of the draft; the row stays and may be written anew."""

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["resolution", "position"], name="resolutions_shortcoming_place"),
        ]


class Measure(Row):
    """A measure of an adopted resolution: points to the one task that carries it."""

    resolution = models.ForeignKey(Resolution, on_delete=models.PROTECT, related_name="measures")
    position = models.PositiveSmallIntegerField()
    task = models.ForeignKey("tasks.Task", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["resolution", "task"], name="resolutions_task_once")]


class ReservedOpinion(Row):
    """A minority opinion (ý kiến bảo lưu): author, secretary and the body addressed see it, nobody else."""

    resolution = models.ForeignKey(Resolution, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    sent_at = models.DateTimeField()
    addressed_to = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    """The unit above to which it is reported; None for the cell only."""
