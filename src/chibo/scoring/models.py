"""Scores of meetings and their lines. All points are hundredths: 5 points are stored as 500."""

from django.db import models
from django.db.models import F, Q

from chibo.audit.rows import Row


class Score(Row):
    """The score of one meeting on one sheet."""

    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    meeting = models.OneToOneField("meetings.Meeting", on_delete=models.PROTECT, related_name="+")
    month_on = models.DateField()
    sheet = models.JSONField()
    """Snapshot of the resolved rule `score-sheet` under which it is scored."""
    state = models.CharField(max_length=12, default="draft")
    vote = models.ForeignKey("ballots.OpenVote", on_delete=models.PROTECT, null=True, related_name="+")
    """The vote that adopted the self-score; None before it."""
    adopted_at = models.DateTimeField(null=True)
    self_points = models.PositiveIntegerField(null=True)
    self_band = models.CharField(max_length=40, blank=True)
    """Code of the band in the sheet, as the two below."""
    weak = models.TextField(blank=True)
    """Weak criteria and remedies as the chair named them (rút kinh nghiệm tháng sau)."""
    appraised_at = models.DateTimeField(null=True)
    appraised_by = models.CharField(max_length=200, blank=True)
    appraised_points = models.PositiveIntegerField(null=True)
    appraised_band = models.CharField(max_length=40, blank=True)
    appraisal = models.TextField(blank=True)
    """What the assigned committee member says of the meeting as a whole."""
    decided_on = models.DateField(null=True)
    """Day of the superior committee's notice."""
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)
    notice_number = models.CharField(max_length=60, blank=True)
    """Number of the superior committee's notice."""
    decided_points = models.PositiveIntegerField(null=True)
    decided_band = models.CharField(max_length=40, blank=True)
    reopened_at = models.DateTimeField(null=True)
    reopened_by = models.CharField(max_length=200, blank=True)
    reopened_reason = models.CharField(max_length=500, blank=True)
    decided_before = models.JSONField(null=True)
    """What stood when it was decided last (points, band, evidence), to show what changed since; None if never."""

    class Meta:
        indexes = [
            models.Index(fields=["unit", "-month_on"], name="scoring_unit_month"),
            models.Index(fields=["state", "month_on"], name="scoring_waiting"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="decided", decided_on__isnull=False, decided_points__isnull=False)
                | ~Q(state="decided"),
                name="scoring_decided_has_day",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(adopted_at__isnull=False, self_points__isnull=False, vote__isnull=False),
                name="scoring_adopted_has_points",
            ),
        ]


class Line(Row):
    """One criterion of the sheet with the points of each stage and the evidence beside it."""

    score = models.ForeignKey(Score, on_delete=models.PROTECT, related_name="lines")
    code = models.CharField(max_length=60)
    """Code of the item in the sheet."""
    position = models.PositiveSmallIntegerField()
    max_points = models.PositiveIntegerField()
    applies = models.BooleanField(default=True)
    """False where the criterion does not apply this month: it is shown, and scaled by the superior's rule only."""
    proposed_points = models.PositiveIntegerField(null=True)
    """What the evidence gave when it was counted last; None where only a person can say."""
    self_points = models.PositiveIntegerField(null=True)
    appraised_points = models.PositiveIntegerField(null=True)
    """None where the appraisal leaves the cell's own points."""
    appraised_reason = models.CharField(max_length=500, blank=True)
    decided_points = models.PositiveIntegerField(null=True)
    decided_reason = models.CharField(max_length=500, blank=True)
    evidence = models.JSONField(default=list)
    """Counted facts beside the criterion: key, value as part and whole (`figures.Measure`)."""

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["score", "code"], name="scoring_line_once"),
            *(
                models.CheckConstraint(
                    condition=Q(**{name: None}) | Q(**{f"{name}__lte": F("max_points")}), name=f"scoring_{name}_bounded"
                )
                for name in ("self_points", "appraised_points", "decided_points")
            ),
        ]
