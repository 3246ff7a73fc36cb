"""Directives, their files, and their arrival at each unit."""

from django.db import models
from django.db.models import Q

from chibo.audit.rows import FoldedField, Row


class Directive(Row):
    """A paper that a committee sends to units below."""

    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    """Who issued it."""
    kind = models.CharField(max_length=20)
    month_on = models.DateField()
    """First day of the month for whose meetings it is meant."""
    number = models.CharField(max_length=60, blank=True)
    """As written, e.g. 12-NQ/ĐU; empty for guidance without a number."""
    subject = models.CharField(max_length=300)
    search = FoldedField(of=("subject", "number"))
    """Subject and number, folded."""
    body = models.TextField(blank=True)
    issued_on = models.DateField(null=True)
    """None while it is a draft."""
    issued_at = models.DateTimeField(null=True)
    discuss_by_on = models.DateField(null=True)
    """Last day for the units to have dealt with it; None where none is set."""
    state = models.CharField(max_length=12, default="draft")
    withdrawn_reason = models.CharField(max_length=300, blank=True)
    """Why it was withdrawn; empty for a draft that was thrown away."""

    class Meta:
        indexes = [models.Index(fields=["unit", "month_on"], name="directives_unit_month")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", issued_at=None)
                | Q(state="issued", issued_at__isnull=False)
                | Q(state="withdrawn"),
                name="directives_issued_has_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class Attachment(Row):
    """A file of a directive."""

    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="attachments")
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    is_removed = models.BooleanField(default=False)


class Delivery(Row):
    """A directive has arrived at a unit. A meeting that deals with it leaves its label and link."""

    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="deliveries")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, default="received")
    received_at = models.DateTimeField()
    noted_at = models.DateTimeField(null=True)
    """When the unit first took note of it, by an act or by putting it on an agenda; None while it has not."""
    noted_by = models.CharField(max_length=200, blank=True)
    dealt_on = models.DateField(null=True)
    """Day of the meeting that dealt with it."""
    door_label = models.CharField(max_length=200, blank=True)
    door_url = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "state"], name="directives_delivery_unit")]
        constraints = [
            models.UniqueConstraint(fields=["directive", "unit"], name="directives_delivered_once"),
            models.CheckConstraint(
                condition=Q(state="dealt_with", dealt_on__isnull=False) | (~Q(state="dealt_with") & Q(dealt_on=None)),
                name="directives_dealt_has_day",
            ),
        ]
