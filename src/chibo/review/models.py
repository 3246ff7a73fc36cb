"""Commitments of members for a year, and how they look back on them. Kept in this installation: they never go up."""

from django.db import models
from django.db.models import Q

from chibo.audit.rows import Row


class Commitment(Row):
    """What one member registers for one year, of one kind: cultivation, studying Hồ Chí Minh, setting an example."""

    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    """The cell in which the member was then."""
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=60)
    """Code in the rule `commitments`; two kinds are two papers, never one."""
    parts = models.JSONField(default=list)
    """Pairs of heading and words."""
    state = models.CharField(max_length=12, default="draft")
    sent_at = models.DateTimeField(null=True)
    """When the cell first got it."""
    adopted_on = models.DateField(null=True)
    """Day of the meeting that went through it."""
    item_id = models.UUIDField(null=True)
    """The agenda item of that meeting; for finding again, never joined."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "year", "kind"], name="review_commitment_once"),
            models.CheckConstraint(
                condition=Q(state="adopted", adopted_on__isnull=False) | (~Q(state="adopted") & Q(adopted_on=None)),
                name="review_adopted_has_day",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(sent_at__isnull=False), name="review_sent_has_moment"
            ),
        ]
        indexes = [models.Index(fields=["unit", "year", "kind"], name="review_unit_year")]


class LookBack(Row):
    """How a member judges the own commitment, in the own words."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="looks_back")
    stage = models.CharField(max_length=12)
    text = models.TextField()
    written_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["commitment", "stage"], name="review_look_back_once")]
