"""When a meeting paused."""

from django.db import models
from django.db.models import F, Q

from chibo.audit.rows import Row
from chibo.meetings.models.meeting import Meeting


class Break(Row):
    """A break (giải lao) of a meeting: the time of the item in hand does not run in it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="breaks")
    from_at = models.DateTimeField()
    planned_to_at = models.DateTimeField()
    """Until when the chair announced it."""
    to_at = models.DateTimeField(null=True)
    """When the meeting went on; None while it runs."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(planned_to_at__gt=F("from_at")) & (Q(to_at=None) | Q(to_at__gte=F("from_at"))),
                name="meetings_break_period",
            ),
            models.UniqueConstraint(fields=["meeting"], condition=Q(to_at=None), name="meetings_one_open_break"),
        ]
