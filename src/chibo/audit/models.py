"""Entries, their values apart, looks, and the list of figures that a write has made stale."""

from django.db import models

from chibo.kernel.ids import uuid7


class Entry(models.Model):
    """One act. `body` holds the canonical bytes (RFC 8785) that a later sealing hashes; rows are never changed.

    Who, where and what stand as they were then. `happened_at` is what a person stated, `recorded_at` the clock.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    command_id = models.UUIDField(db_index=True)
    """The same for all entries of one outermost command."""
    action = models.CharField(max_length=80)
    actor_user_id = models.BigIntegerField(null=True)
    actor_person_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200)
    acted_for_id = models.UUIDField(null=True)
    """The person in whose place the actor acted; None for one's own act."""
    object_type = models.CharField(max_length=80)
    object_id = models.CharField(max_length=40)
    unit_id = models.UUIDField(null=True)
    unit_path = models.CharField(max_length=200, blank=True)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    body = models.BinaryField()

    class Meta:
        indexes = [
            models.Index(fields=["object_type", "object_id", "recorded_at"], name="audit_entry_object"),
            models.Index(fields=["unit_path", "recorded_at"], name="audit_entry_unit"),
        ]


class EntryValue(models.Model):
    """Before and after of one field, with the salt of its hash. Erasing it leaves the entry whole."""

    id = models.BigAutoField(primary_key=True)
    entry_id = models.UUIDField(db_index=True)
    field = models.CharField(max_length=80)
    salt = models.BinaryField(max_length=16)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)


class Look(models.Model):
    """Somebody opened a person's record or a protected part of a meeting. Written before the answer."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    actor_user_id = models.BigIntegerField()
    actor_person_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200)
    person_id = models.UUIDField(null=True)
    """Whose record it was; None for a list, a search or a meeting."""
    part = models.CharField(max_length=80)
    """What was opened, e.g. `members.record` or `meetings.minutes`."""
    object_id = models.CharField(max_length=40, blank=True)
    purpose = models.CharField(max_length=200, blank=True)
    details = models.JSONField(default=dict)
    """For lists and exports: the filter and the number of rows."""
    unit_id = models.UUIDField(null=True)
    looked_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person_id", "looked_at"], name="audit_look_person")]


class Stale(models.Model):
    """A figure that a command has made stale: unit, month, topic. `reports` recomputes it and deletes the row.

    A month that could not be counted is set aside and tried again later; the others are counted meanwhile.
    """

    id = models.BigAutoField(primary_key=True)
    unit_id = models.UUIDField()
    month_on = models.DateField()
    """First day of the month."""
    topic = models.CharField(max_length=40)
    command_id = models.UUIDField()
    failures = models.PositiveSmallIntegerField(default=0)
    """How often counting it went wrong."""
    error = models.CharField(max_length=500, blank=True)
    """What went wrong last; empty while nothing did."""
    retry_at = models.DateTimeField(null=True)
    """Not to be tried before; None where it was never set aside."""


class Waiting(models.Model):
    """An entry or a look that has no leaf yet. The database writes it itself beside the row; sealing takes it away."""

    row_id = models.UUIDField(primary_key=True)
    is_look = models.BooleanField()


class Leaf(models.Model):
    """The place of one entry or look in the sealed tree. Numbers are consecutive and never travel."""

    number = models.BigIntegerField(primary_key=True)
    """From 0, in the order in which rows were found committed, which is not the order of their times."""
    row_id = models.UUIDField(unique=True)
    is_look = models.BooleanField()
    hash = models.BinaryField(max_length=32)


class TreeHead(models.Model):
    """The root of the tree at one size, signed by the key that lies outside the database (`audit.heads`)."""

    size = models.BigIntegerField(primary_key=True)
    """How many leaves it holds."""
    root = models.BinaryField(max_length=32)
    peaks = models.BinaryField(max_length=2048)
    """Roots of the full subtrees, 32 bytes each: from them the tree grows on without its leaves."""
    signed_at = models.DateTimeField()
    public_key = models.BinaryField(max_length=32)
    signature = models.BinaryField(max_length=64)
