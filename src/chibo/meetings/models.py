"""Meetings, their agenda, replies, roll call, speeches and what they ask of the level above."""

from django.db import models
from django.db.models import F, Q

from chibo.audit.rows import FoldedField, Row


class Kept[R: models.Model](models.Manager[R]):
    """Leaves out what was taken away; such rows stay in the table, since rows that travel are never deleted."""

    def get_queryset(self) -> models.QuerySet[R]:
        return super().get_queryset().filter(is_removed=False)


class Meeting(Row):
    """A meeting of a unit. `month_on` (kỳ) says for which month it is and never moves with the day."""

    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    month_on = models.DateField()
    kind = models.CharField(max_length=15)
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="followed_by")
    """The meeting of the same sitting that comes before this part; None for a sitting of its own."""
    title = models.CharField(max_length=200)
    search = FoldedField(of=("title",))
    """The folded title."""
    state = models.CharField(max_length=12, default="draft")

    held_on = models.DateField(null=True)
    """The registered day, later the day on which it was held; None in a draft."""
    starts_at = models.TimeField(null=True)
    """Registered time of day in Vietnam."""
    planned_minutes = models.PositiveSmallIntegerField(default=90)
    form = models.CharField(max_length=10, default="in_person")
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=300, blank=True)
    """Address of a video link; empty for a meeting in one room."""
    chair = models.ForeignKey("members.Person", on_delete=models.PROTECT, null=True, related_name="+")
    clerk = models.ForeignKey("members.Person", on_delete=models.PROTECT, null=True, related_name="+")
    rules = models.JSONField(default=dict)
    """Snapshots of the rules in force (conduct, agenda, votes, attendance), renewed at registering and opening."""

    registration_due_on = models.DateField(null=True)
    """Last day to register it, by the rule in force when it was drafted or registered; None where no rule sets one."""
    registered_at = models.DateTimeField(null=True)
    """First registration; a later move does not change it."""
    called_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    """When the chair opened it: stated, for a meeting entered afterwards."""
    ended_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    """When the minutes were adopted and sealed."""
    is_on_paper = models.BooleanField(default=False)
    """Held on paper and entered afterwards."""
    change_reason = models.CharField(max_length=300, blank=True)
    """Why it was moved, postponed or cancelled."""
    change_agreed = models.BooleanField(default=False)
    """The level above agreed to the postponement (Hoãn, cấp trên đồng ý)."""
    posted_at = models.DateTimeField(null=True)
    """When the papers were posted on the national app; None if not, or not noted."""
    posted_by = models.CharField(max_length=200, blank=True)

    reported_at = models.DateTimeField(null=True)
    """When the report on the meeting was sent to the committee above; None before."""
    reported_by = models.CharField(max_length=200, blank=True)
    report_paper = models.ForeignKey("documents.IssuedPaper", on_delete=models.PROTECT, null=True, related_name="+")

    due_count = models.PositiveSmallIntegerField(null=True)
    """Members who had to come: the denominator of the share present. The counts are None until the close."""
    present_count = models.PositiveSmallIntegerField(null=True)
    excused_count = models.PositiveSmallIntegerField(null=True)
    unexcused_count = models.PositiveSmallIntegerField(null=True)
    spoke_count = models.PositiveSmallIntegerField(null=True)
    minutes_paper = models.ForeignKey("documents.IssuedPaper", on_delete=models.PROTECT, null=True, related_name="+")
    """The sealed minutes; None before the close."""
    seal = models.CharField(max_length=64, blank=True)
    """SHA-256 over the content, votes with their bases, attendance, attachments and the minutes; empty before."""
    seal_marks = models.JSONField(default=dict)
    """The first 8 digits of each row's hash, by table, to find which row does not fit; the seal itself is `seal`."""

    class Meta:
        indexes = [
            models.Index(fields=["unit", "-month_on", "kind"], name="meetings_unit_month"),
            models.Index(fields=["held_on", "state"], name="meetings_day"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "month_on"],
                condition=Q(kind="regular") & ~Q(state="cancelled"),
                name="meetings_one_regular_a_month",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "cancelled"]) | Q(held_on__isnull=False, registered_at__isnull=False),
                name="meetings_registered_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["open", "closed"]) | Q(opened_at__isnull=False),
                name="meetings_open_has_moment",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False, ended_at__isnull=False)
                | (~Q(state="closed") & Q(closed_at=None)),
                name="meetings_closed_has_moment",
            ),
            models.CheckConstraint(
                condition=Q(reported_at=None, report_paper=None)
                | Q(reported_at__isnull=False, report_paper__isnull=False),
                name="meetings_reported_has_paper",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("opened_at")), name="meetings_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.title


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


class Speech(Row):
    """What one person said about an item. Text stays in the cell (decisions: who reads what of a meeting)."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="speeches")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, null=True, related_name="+")
    """None for a guest."""
    name = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    spoken_at = models.DateTimeField()
    draft_key = models.CharField(max_length=40, blank=True)
    """Key given by the clerk's browser, so that sending the same words twice writes them once."""
    is_removed = models.BooleanField(default=False)

    class Meta:
        ordering = ["spoken_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "draft_key"], condition=~Q(draft_key=""), name="meetings_speech_sent_once"
            ),
        ]


class MentionRow(Row):
    """Praise or a reminder in the conclusion (biểu dương, nhắc nhở)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="mentions")
    kind = models.CharField(max_length=8)
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, null=True, related_name="+")
    """None for a group or a body."""
    name = models.CharField(max_length=200)
    text = models.CharField(max_length=500)


class CellRequest(Row):
    """What the cell asks of the committee above (kiến nghị của chi bộ), apart from any member's own question."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="requests")
    number = models.PositiveSmallIntegerField()
    """Within the unit and the year."""
    text = models.TextField()
    state = models.CharField(max_length=10, default="draft")
    sent_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["sent_at"], condition=Q(state="sent"), name="meetings_request_waiting")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", sent_at=None) | (~Q(state="draft") & Q(sent_at__isnull=False)),
                name="meetings_request_sent_has_moment",
            ),
            models.CheckConstraint(
                condition=Q(state="answered", answered_at__isnull=False) | (~Q(state="answered") & Q(answered_at=None)),
                name="meetings_request_answered_has_moment",
            ),
        ]
