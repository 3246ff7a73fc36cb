"""What is said of minutes after they were read, and what corrects them after they were sealed."""

from django.db import models
from django.db.models import F, Q

from chibo.audit.rows import Row
from chibo.meetings.models.meeting import Meeting


class RemarkRow(Row):
    """A remark of somebody who was there on the minutes that were read, and the answer to it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="remarks")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, null=True, related_name="+")
    """None for a guest."""
    name = models.CharField(max_length=120)
    text = models.TextField()
    written_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200, blank=True)
    """Who wrote it down for somebody without a phone; empty for one's own account."""
    draft_key = models.CharField(max_length=40, blank=True)
    """Key given by the browser, so that sending the same words twice writes them once."""
    state = models.CharField(max_length=10, default="waiting")
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["written_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "draft_key"], condition=~Q(draft_key=""), name="meetings_remark_sent_once"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", answered_at=None) | (~Q(state="waiting") & Q(answered_at__isnull=False)),
                name="meetings_remark_answered_has_moment",
            ),
        ]


class Addendum(Row):
    """A correction of sealed minutes (phụ lục): printed and sealed by itself, it changes nothing of them."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="addenda")
    number = models.PositiveSmallIntegerField()
    """From 1, within the minutes."""
    reason = models.TextField()
    text = models.TextField()
    adopted = models.CharField(max_length=10)
    adopted_on = models.DateField()
    adopted_in = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="+")
    """The later meeting that voted on it; None where chair and clerk put a slip right."""
    for_count = models.PositiveSmallIntegerField(null=True)
    """Members for it, of `base_count`; both None without a vote."""
    base_count = models.PositiveSmallIntegerField(null=True)
    chair_name = models.CharField(max_length=120)
    clerk_name = models.CharField(max_length=120)
    written_by = models.CharField(max_length=200)
    sealed_at = models.DateTimeField()
    paper = models.ForeignKey("documents.IssuedPaper", on_delete=models.PROTECT, null=True, related_name="+")
    """The sealed paper; None only while the command runs that makes it."""
    check_code = models.CharField(max_length=16, unique=True)
    seal = models.CharField(max_length=64, blank=True)
    """SHA-256 over this row and the bytes of its paper."""

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="meetings_addendum_number"),
            models.CheckConstraint(
                condition=Q(adopted="bench", adopted_in=None, for_count=None, base_count=None)
                | Q(adopted="meeting", adopted_in__isnull=False, for_count__lte=F("base_count")),
                name="meetings_addendum_adopted",
            ),
        ]
