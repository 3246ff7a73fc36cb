"""Open votes and the base on which each was taken, kept as it was."""

from django.db import models
from django.db.models import F, Q

from chibo.audit.rows import Row


class OpenVote(Row):
    """A question put to those present. `rule` is the snapshot of the majority in force (see `regulations`)."""

    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=40)
    """Kind of decision in the rule `vote-majorities`, e.g. `resolution`."""
    method = models.CharField(max_length=20)
    subject = models.CharField(max_length=300)
    origin_id = models.UUIDField(db_index=True)
    """The agenda item in which it is taken; for finding again, never joined."""
    door_label = models.CharField(max_length=200, blank=True)
    door_url = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=8, default="open")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    rule = models.JSONField()
    base_count = models.PositiveSmallIntegerField()
    """Members in the base: the denominator."""
    voters_count = models.PositiveSmallIntegerField()
    """Those with a vote who were in the room when it was opened."""
    needed_count = models.PositiveSmallIntegerField()
    """Votes for it that adopt it."""
    for_count = models.PositiveSmallIntegerField(null=True)
    against_count = models.PositiveSmallIntegerField(null=True)
    other_count = models.PositiveSmallIntegerField(null=True)
    """Other opinions and abstentions."""
    is_adopted = models.BooleanField(null=True)
    """None while open or void."""
    void_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False, is_adopted__isnull=False, for_count__isnull=False)
                | (~Q(state="closed") & Q(is_adopted=None)),
                name="ballots_closed_has_result",
            ),
            models.CheckConstraint(
                condition=Q(for_count=None)
                | Q(voters_count__gte=F("for_count") + F("against_count") + F("other_count")),
                name="ballots_no_more_than_voters",
            ),
            models.UniqueConstraint(fields=["origin_id"], condition=Q(state="open"), name="ballots_one_open_vote"),
        ]


class BaseMember(models.Model):
    """A member when the vote was opened: a snapshot that later changes never touch."""

    vote = models.ForeignKey(OpenVote, on_delete=models.PROTECT, related_name="base")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=15)
    """What the member was in the cell (`members.states.Status`): the reason for standing in the base or not."""
    presence = models.CharField(max_length=10)
    is_counted = models.BooleanField()
    """Stands in the base of the majority."""
    may_vote = models.BooleanField()
    """Has the right and is in the room."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["vote", "person"], name="ballots_base_person_once")]
