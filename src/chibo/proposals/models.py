"""What members put to a body, and what became of it."""

from django.db import models
from django.db.models import Q

from chibo.audit.rows import Row


class Book(Row):
    """The book of a body for one year: which number was given last."""

    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="proposals_book_once")]

    def __str__(self) -> str:
        return str(self.year)


class Proposal(Row):
    """A question, proposal or request of one member to one body."""

    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    """To whom it is put."""
    from_unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    """The cell in which the sender was then."""
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    """Within the body's book of the year, from 1, without gaps."""
    kind = models.CharField(max_length=12)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    meeting_label = models.CharField(max_length=200, blank=True)
    meeting_url = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=12, default="sent")
    sent_at = models.DateTimeField()
    due_on = models.DateField()
    """Last day for the answer."""
    rule = models.JSONField()
    """The rule that gave the day, as it was: id, version, hash, value."""
    charged = models.ForeignKey("members.Person", on_delete=models.PROTECT, null=True, related_name="+")
    """Who sees to the answer; None while nobody was named."""
    answered_on = models.DateField(null=True)
    """Day of the first answer; None while there is none."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "number"], name="proposals_number_once"),
            models.CheckConstraint(
                condition=~Q(state__in=["answered", "ended"]) | Q(answered_on__isnull=False),
                name="proposals_answered_has_day",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state", "due_on"], name="proposals_unit_state"),
            models.Index(fields=["person", "-sent_at"], name="proposals_person"),
        ]

    def __str__(self) -> str:
        return f"{self.number}/{self.year}"


class Event(Row):
    """One step after the sending, with its words; nothing is ever changed in it."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=12)
    text = models.TextField(blank=True)
    due_on = models.DateField(null=True)
    """The new day, where one was set."""
    happened_at = models.DateTimeField()
    name = models.CharField(max_length=200)
    """Who acted, as named then."""

    class Meta:
        ordering = ("happened_at", "id")

    def __str__(self) -> str:
        return self.kind
