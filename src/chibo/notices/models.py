"""Notices and their deliveries. Local to this installation; they never travel."""

from django.db import models
from django.db.models import Q

from chibo.kernel.ids import uuid7
from chibo.notices.states import State


class Notice(models.Model):
    """One sentence for one user, with the way to the page it is about."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=80)
    """Room and thing, e.g. `meetings.called`; names the icon and lets a room find its own."""
    sentence = models.TextField()
    """The Vietnamese sentence with its placeholders: translated when it is read."""
    facts = models.JSONField(default=dict)
    """What fills the placeholders, as written."""
    link = models.CharField(max_length=300, blank=True)
    """Address on this installation, beginning with a slash; empty where there is no page."""
    due_on = models.DateField(null=True)
    """By when the user should act; None where nothing is asked."""
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    """None while it is new."""

    class Meta:
        indexes = [
            models.Index(fields=["user", "created_at", "id"], name="notices_of_user"),
            models.Index(fields=["user"], condition=Q(read_at=None), name="notices_new"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(link="") | Q(link__startswith="/"), name="notices_link_is_ours"),
        ]


class Delivery(models.Model):
    """One notice on one channel, sent at least once."""

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=20)
    state = models.CharField(max_length=20, default="waiting")
    tries = models.PositiveSmallIntegerField(default=0)
    """How often it was taken in hand."""
    next_try_at = models.DateTimeField()
    """Not before this moment; while it is in hand, when it counts as dropped."""
    sent_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True)
    """What the last failed try met with, for the operator."""

    class Meta:
        indexes = [models.Index(fields=["next_try_at"], condition=Q(state=State.WAITING), name="notices_to_send")]
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel"], name="notices_once_a_channel"),
            models.CheckConstraint(
                condition=Q(state=State.SENT, sent_at__isnull=False) | (~Q(state=State.SENT) & Q(sent_at=None)),
                name="notices_sent_has_its_moment",
            ),
        ]
