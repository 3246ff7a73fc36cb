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
    taken_by = models.UUIDField(null=True, db_index=True)
    """Which turn of a worker has it in hand, together with what goes out in the same message; None before the first."""
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


class Wish(models.Model):
    """How one user wants to be told. Without a row it is as the installation has it."""

    user = models.OneToOneField("accounts.User", on_delete=models.PROTECT, related_name="+")
    at_once = models.BooleanField(default=False)
    """Each notice by itself instead of one message a day."""
    quiet_from = models.TimeField(null=True)
    """The three times in Vietnam; None as the installation has it."""
    quiet_until = models.TimeField(null=True)
    gathered_at = models.TimeField(null=True)
    silenced = models.JSONField(default=list)
    """`topic:channel` pairs that are not sent."""
    sms_to = models.CharField(max_length=40, blank=True)
    """The number, as the operator's gateway wants it; empty for none."""
    chat_to = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_until=None) | Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="notices_quiet_has_both_ends",
            ),
        ]


class Device(models.Model):
    """A browser or phone on which a user has switched notices on: where its push service is asked, and its key."""

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    endpoint = models.URLField(max_length=600, unique=True)
    key = models.CharField(max_length=120)
    """The browser's public key (p256dh), which alone can open what is sent."""
    auth = models.CharField(max_length=60)
    browser = models.CharField(max_length=40, blank=True)
    system = models.CharField(max_length=40, blank=True)
    added_at = models.DateTimeField()
