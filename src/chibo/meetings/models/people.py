"""Who is called, answers, comes and stays."""

from django.db import models
from django.db.models import F, Q

from chibo.audit.rows import Row
from chibo.meetings.models.agenda import AgendaItem
from chibo.meetings.models.kept import Kept
from chibo.meetings.models.meeting import Meeting


class ReplyRow(Row):
    """A member's answer to the call, and the answer to an excuse."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="replies")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=15)
    reason = models.CharField(max_length=10, blank=True)
    note = models.CharField(max_length=300, blank=True)
    """For the secretary only; never in the minutes."""
    replied_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="meetings_reply_once")]


class Opinion(Row):
    """An opinion written before the meeting. Its author's alone until sent."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="opinions")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, related_name="opinions")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    sent_at = models.DateTimeField(null=True)
    is_removed = models.BooleanField(default=False)

    objects = Kept["Opinion"]()


class Attendance(Row):
    """A member in the roll call, with standing and status as they were then."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    sort_name = models.CharField(max_length=300)
    status = models.CharField(max_length=15)
    """`members.states.Status` on that day."""
    standing = models.CharField(max_length=15)
    presence = models.CharField(max_length=10)
    reason = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="meetings_attendance_once")]


class PresenceSpan(Row):
    """A member was there from a moment to a moment: the base of each vote is right only with it."""

    attendance = models.ForeignKey(Attendance, on_delete=models.PROTECT, related_name="spans")
    from_at = models.DateTimeField()
    to_at = models.DateTimeField(null=True)
    """None while the member is there, and after the close for who stayed to the end."""
    mode = models.CharField(max_length=8, default="room")
    recorded_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(to_at=None) | Q(to_at__gte=F("from_at")), name="meetings_span_period"),
            models.UniqueConstraint(fields=["attendance"], condition=Q(to_at=None), name="meetings_one_open_span"),
        ]


class Guest(Row):
    """Somebody who is no member of the unit and takes part: the assigned committee member, an invited guest."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="guests")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120)
    office = models.CharField(max_length=200, blank=True)
    is_assigned = models.BooleanField(default=False)
    """The committee member in charge of the cell."""
    is_present = models.BooleanField(default=False)
    is_removed = models.BooleanField(default=False)

    objects = Kept["Guest"]()
