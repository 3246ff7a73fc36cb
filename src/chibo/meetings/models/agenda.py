"""The agenda of a meeting, and the files that go out with the notice."""

from django.db import models
from django.db.models import Q

from chibo.audit.rows import Row
from chibo.meetings.models.kept import Kept
from chibo.meetings.models.meeting import Meeting
from chibo.meetings.states import Outcome


class AgendaItem(Row):
    """One row of the agenda, what was said about it and what came out."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    line = models.CharField(max_length=60, blank=True)
    """Code of the line in the rule `meeting-agenda`; empty for an item of the unit's own."""
    steps = models.JSONField(default=list)
    """Codes of the steps of the regulation that this item covers (O1 to E6); empty for one of the unit's own."""
    title = models.CharField(max_length=300)
    is_formal = models.BooleanField(default=False)
    """A formal row writes its standard sentence and asks for no conclusion."""
    standard_text = models.TextField(blank=True)
    outcome_kind = models.CharField(max_length=12, blank=True)
    """What it must bring before the close: `states.Outcome`."""
    decision = models.CharField(max_length=20, blank=True)
    """Kind of the vote that it asks for, a field of the rule `vote-majorities`; empty where nothing is voted."""
    planned_minutes = models.PositiveSmallIntegerField(default=5)
    presenter = models.ForeignKey("members.Person", on_delete=models.PROTECT, null=True, related_name="+")
    preparer = models.ForeignKey("members.Person", on_delete=models.PROTECT, null=True, related_name="+")
    prepare_by_on = models.DateField(null=True)
    prepared_at = models.DateTimeField(null=True)
    prompts = models.TextField(blank=True)
    """Questions that the committee prepared to open the discussion, one a line."""
    is_secret = models.BooleanField(default=False)
    """Its papers are secret: handed out in the room and taken back, never uploaded; not dealt with from away."""
    source_key = models.CharField(max_length=80, blank=True)
    """What brought the row by itself, e.g. `directive:<id>`; bringing it twice changes nothing."""
    source_label = models.CharField(max_length=200, blank=True)
    source_url = models.CharField(max_length=300, blank=True)

    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    text = models.TextField(blank=True)
    """What was reported or noted, as a collective paragraph."""
    conclusion = models.TextField(blank=True)
    outcome = models.JSONField(null=True)
    """Plain data that a room above recorded: title, lines, table, tally. Drawn into the minutes."""
    outcome_label = models.CharField(max_length=200, blank=True)
    outcome_url = models.CharField(max_length=300, blank=True)
    is_removed = models.BooleanField(default=False)
    """Taken off the agenda. It stays, so that what brought it does not bring it again."""

    objects = Kept["AgendaItem"]()
    every = models.Manager["AgendaItem"]()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "source_key"], condition=~Q(source_key=""), name="meetings_item_brought_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_owed(self) -> bool:
        """Whether it was passed though what the agenda asks to be adopted in it was not."""
        return self.ended_at is not None and self.outcome is None and self.outcome_kind != Outcome.NONE


class Material(Row):
    """A file that goes out with the notice."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="materials")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, related_name="materials")
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    sent_at = models.DateTimeField(null=True)
    """When members could first read it; None before the notice."""
    is_removed = models.BooleanField(default=False)

    objects = Kept["Material"]()
