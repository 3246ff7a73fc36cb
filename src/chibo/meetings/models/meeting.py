"""A meeting: its day and place, how it goes, what it came to."""

from django.db import models
from django.db.models import F, Q

from chibo.audit.rows import FoldedField, Row


class Meeting(Row):
    """A meeting of a unit. `month_on` (kỳ) says for which month it is and never moves with the day."""

    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    month_on = models.DateField()
    kind = models.CharField(max_length=15)
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="followed_by")
    """The meeting of the same sitting that comes before this part; None for a sitting of its own."""
    group = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    """The group of the cell that meets (tổ đảng); None for all other meetings. `unit` is its cell."""
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
    """When the minutes were sealed."""
    remarks_until = models.DateTimeField(null=True)
    """Until when those who were there may remark on the minutes that were read; None where the end sealed them."""
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
    check_code = models.CharField(max_length=16, blank=True)
    """Printed at the foot of the sealed minutes; whoever has it can ask whether they are the sealed ones."""
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
                condition=Q(kind="group", group__isnull=False) | (~Q(kind="group") & Q(group=None)),
                name="meetings_of_a_group",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "cancelled"]) | Q(held_on__isnull=False, registered_at__isnull=False),
                name="meetings_registered_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["open", "read", "closed"]) | Q(opened_at__isnull=False),
                name="meetings_open_has_moment",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False, ended_at__isnull=False)
                | (~Q(state="closed") & Q(closed_at=None)),
                name="meetings_closed_has_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state="read") | Q(ended_at__isnull=False, remarks_until__isnull=False),
                name="meetings_read_has_moment",
            ),
            models.UniqueConstraint(
                fields=["check_code"], condition=~Q(check_code=""), name="meetings_check_code_once"
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
