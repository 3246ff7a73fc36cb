"""What was said, who is praised or reminded, and what the cell asks of the level above."""

from django.db import models
from django.db.models import Q

from chibo.audit.rows import Row
from chibo.meetings.models.agenda import AgendaItem
from chibo.meetings.models.meeting import Meeting


class Speech(Row):
    """What one person said about an item. Text stays in the cell (decisions: who reads what of a meeting)."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="speeches")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, null=True, related_name="+")
    """None for a guest."""
    name = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    spoken_at = models.DateTimeField()
    draft_key = models.CharField(max_length=40, blank=True)
    """Key given by the clerk's browser, so that sending the same words twice writes them once."""
    is_removed = models.BooleanField(default=False)

    class Meta:
        ordering = ["spoken_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "draft_key"], condition=~Q(draft_key=""), name="meetings_speech_sent_once"
            ),
        ]


class Wish(Row):
    """A member present asked to speak on an item (đăng ký phát biểu)."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="wishes")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    state = models.CharField(max_length=10, default="waiting")
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "person"], condition=Q(state="waiting"), name="meetings_one_waiting_wish"
            ),
        ]


class MentionRow(Row):
    """Praise or a reminder in the conclusion (biểu dương, nhắc nhở)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="mentions")
    kind = models.CharField(max_length=8)
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, null=True, related_name="+")
    """None for a group or a body."""
    name = models.CharField(max_length=200)
    text = models.CharField(max_length=500)


class CellRequest(Row):
    """What the cell asks of the committee above (kiến nghị của chi bộ), apart from any member's own question."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="requests")
    number = models.PositiveSmallIntegerField()
    """Within the unit and the year."""
    text = models.TextField()
    state = models.CharField(max_length=10, default="draft")
    sent_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["sent_at"], condition=Q(state="sent"), name="meetings_request_waiting")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", sent_at=None) | (~Q(state="draft") & Q(sent_at__isnull=False)),
                name="meetings_request_sent_has_moment",
            ),
            models.CheckConstraint(
                condition=Q(state="answered", answered_at__isnull=False) | (~Q(state="answered") & Q(answered_at=None)),
                name="meetings_request_answered_has_moment",
            ),
        ]
