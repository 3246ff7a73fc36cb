"""Open votes and secret ones, and the base on which each was taken, kept as it was. No table for both kinds."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from chibo.audit.rows import Row
from chibo.ballots.states import Way


class AnyVote(Row):
    """What all ways of voting keep of a question. Abstract: each kind has a table of its own (docs/adr/0002)."""

    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=40)
    """Kind of decision in the rule `vote-majorities`, e.g. `resolution`."""
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
    void_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True


class AnyMember(models.Model):
    """A member when a vote was opened: a snapshot that later changes never touch. Abstract."""

    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=15)
    """What the member was in the cell (`members.states.Status`): the reason for standing in the base or not."""
    presence = models.CharField(max_length=10)
    is_counted = models.BooleanField()
    """Stands in the base of the majority."""
    may_vote = models.BooleanField()
    """Has the right and is in the room."""

    class Meta:
        abstract = True


class OpenVote(AnyVote):
    """A question put to those present. `rule` is the snapshot of the majority in force (see `regulations`)."""

    method = models.CharField(max_length=20)
    is_tapped = models.BooleanField(default=False)
    """Members answer on their own phones and the program counts; false where cards are counted and entered."""
    for_count = models.PositiveSmallIntegerField(null=True)
    against_count = models.PositiveSmallIntegerField(null=True)
    other_count = models.PositiveSmallIntegerField(null=True)
    """Other opinions and abstentions."""
    is_adopted = models.BooleanField(null=True)
    """None while open or void."""

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


class BaseMember(AnyMember):
    """A member when the vote was opened: a snapshot that later changes never touch."""

    vote = models.ForeignKey(OpenVote, on_delete=models.PROTECT, related_name="base")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["vote", "person"], name="ballots_base_person_once")]


class Tap(models.Model):
    """What a member answered on a phone in an open vote; the answer before is overwritten, and there is no time.

    Dropped when the vote is closed, so that numbers alone remain; kept in a vote by name.
    """

    pk = models.CompositePrimaryKey("vote_id", "person_id")
    vote = models.ForeignKey(OpenVote, on_delete=models.PROTECT, related_name="taps")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=7)
    """`for`, `against` or `other`."""

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(choice__in=["for", "against", "other"]), name="ballots_tap_has_choice")
        ]


class AnyCount(AnyVote):
    """What is kept of a secret vote that a team counts, on paper or with a key split among it. Abstract."""

    way: ClassVar[Way]
    sheet = models.JSONField()
    """What the ballot offers."""
    counting_rule = models.JSONField(null=True)
    """The rule of elections or of the ballot on discipline, as it was; None for a motion."""
    tellers = models.JSONField(default=list)
    """Persons of the counting team, by key: its leader, its clerk, then others; empty for a box whose key is whole."""
    body = models.CharField(max_length=20, blank=True)
    """What is elected (`regulations.figures.Body`); empty for other votes."""
    listed = models.JSONField(default=dict)
    """How each name came onto the list of an election (`states.Listed`), by key; empty for other votes."""
    round_no = models.PositiveSmallIntegerField(default=1)
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    """The round before; None for the first."""
    is_among_tied = models.BooleanField(default=False)
    """A second vote among those with equal votes."""
    result = models.JSONField(null=True)
    """The figures of the count; None before, and for a box whose key is whole."""

    class Meta:
        abstract = True


class SecretBox(AnyCount):
    """A secret vote on phones: opened, filled with sealed ballots, closed, and counted with the key destroyed.

    `rule` is the whole rule in force with whatever a unit has set differently.
    """

    way = Way.SECRET
    public_key = models.BinaryField(default=b"")
    """Empty before a box is opened."""
    is_split = models.BooleanField(default=False)
    """The key is kept by three tellers, two of whom open the box; else by the server alone."""
    cast_count = models.PositiveSmallIntegerField(null=True)
    """Ballots found at the count; None before it."""
    is_adopted = models.BooleanField(null=True)
    """Whether the first option reached the share, for a motion; None for other ballots and before the count."""

    class Meta:
        verbose_name_plural = "secret boxes"
        constraints = [
            models.CheckConstraint(
                condition=Q(state="counted", cast_count__isnull=False, closed_at__isnull=False)
                | (~Q(state="counted") & Q(cast_count=None, is_adopted=None)),
                name="ballots_counted_has_count",
            ),
            models.CheckConstraint(
                condition=Q(cast_count=None) | Q(voters_count__gte=F("cast_count")),
                name="ballots_box_no_more_than_voters",
            ),
            models.UniqueConstraint(
                fields=["origin_id"],
                condition=Q(state__in=["prepared", "open", "closing"]),
                name="ballots_one_open_box",
            ),
            models.UniqueConstraint(fields=["previous"], condition=~Q(state="void"), name="ballots_one_next_box"),
        ]


class BoxMember(AnyMember):
    """A member when the box was opened, and the account that could sign in then."""

    pk = models.CompositePrimaryKey("box_id", "person_id")
    box = models.ForeignKey(SecretBox, on_delete=models.PROTECT, related_name="base")
    user_id = models.BigIntegerField(null=True)
    """None where nobody could sign in for this person."""
    reset_at = models.DateTimeField(null=True)
    """The last reset of that account then; any later one bars it."""
    has_voted = models.BooleanField(default=False)
    """Written for all at the count, in one statement."""


class KeyKeeper(models.Model):
    """A teller who keeps a part of the key of a box that is split. Gone once the box is counted or void."""

    pk = models.CompositePrimaryKey("box_id", "person_id")
    box = models.ForeignKey(SecretBox, on_delete=models.PROTECT, related_name="keepers")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    """Place in the team, from 1."""
    public_key = models.BinaryField(default=b"")
    """Follows from the code, which nobody but the teller has; empty before the teller took one."""
    sealed_part = models.BinaryField(default=b"")
    """A part of the key, readable with the code alone; empty before the box was opened."""
    has_given = models.BooleanField(default=False)
    """The right code was typed after the box was shut."""
    wrong_times = models.PositiveSmallIntegerField(default=0)


class SealedBallot(models.Model):
    """One ballot in an open box. Nothing but these three columns, and gone after the count."""

    pk = models.CompositePrimaryKey("box_id", "voter_id")
    box = models.ForeignKey(SecretBox, on_delete=models.PROTECT, related_name="+")
    voter = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    ciphertext = models.BinaryField()


class CountedBallot(models.Model):
    """What one ballot said, without a voter and without a time, in an order drawn by lot."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    """Random: the key tells nothing."""
    box = models.ForeignKey(SecretBox, on_delete=models.PROTECT, related_name="+")
    marks = models.JSONField(null=True)
    """A mark for each option of the sheet; None for a ballot that could not be read."""


class PaperCount(AnyCount):
    """A secret vote on paper, from the handing out of the ballots to the count on which two tellers agree.

    Holds numbers only. A further round is a count of its own that names the one before it. The tellers alone enter
    counts.
    """

    way = Way.PAPER

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="agreed", result__isnull=False, closed_at__isnull=False)
                | (~Q(state="agreed") & Q(result__isnull=True)),
                name="ballots_agreed_has_result",
            ),
            models.UniqueConstraint(fields=["origin_id"], condition=Q(state="open"), name="ballots_one_open_count"),
            models.UniqueConstraint(fields=["previous"], condition=~Q(state="void"), name="ballots_one_next_round"),
        ]


class PaperMember(AnyMember):
    """A member when the ballots of a paper vote were handed out."""

    pk = models.CompositePrimaryKey("count_id", "person_id")
    count = models.ForeignKey(PaperCount, on_delete=models.PROTECT, related_name="base")


class CountEntry(models.Model):
    """What one teller has counted; entered again by the same person while the two do not agree."""

    pk = models.CompositePrimaryKey("count_id", "person_id")
    count = models.ForeignKey(PaperCount, on_delete=models.PROTECT, related_name="entries")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    figures = models.JSONField()
    entered_at = models.DateTimeField()
    times = models.PositiveSmallIntegerField(default=1)
    """How often this teller has entered a count."""
