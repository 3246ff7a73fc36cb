"""Persons and the periods of their life in the Party.

All periods are half open: `ends_on` is the first day on which the thing no longer holds, None while it holds.
`COLUMN_CLASS` says for each table how protected its columns are: `basic` is shown to those
whose post requires it, `sensitive` on the record page only, `dossier` is stored in closed networks only.
"""

from django.db import models
from django.db.models import F, Q

from chibo.audit.rows import Row, SortKeyField
from chibo.kernel import clock


def _period(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name=name)


class Person(Row):
    """A person: a member, one who was, a candidate or a helper. May have an account."""

    COLUMN_CLASS = {
        "full_name": "basic",
        "given_name": "basic",
        "other_name": "sensitive",
        "sex": "basic",
        "born_on": "sensitive",
        "born_year": "basic",
        "home_place": "sensitive",
        "residence": "sensitive",
        "occupation": "basic",
        "phone": "basic",
        "ethnicity": "sensitive",
        "religion": "sensitive",
    }

    user = models.OneToOneField("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    full_name = models.CharField(max_length=120)
    given_name = models.CharField(max_length=60)
    """The called name; stored since it is not always the last word."""
    search = models.CharField(max_length=120, db_index=True)
    """The folded full name."""
    sort_name = SortKeyField(max_length=300)
    other_name = models.CharField(max_length=120, blank=True)
    sex = models.CharField(max_length=10, blank=True)
    born_on = models.DateField(null=True)
    """Locked once entered: the day of birth is never corrected since 18/8/2016."""
    born_year = models.PositiveSmallIntegerField(null=True)
    """Kept apart, since many lists know only the year."""
    home_place = models.CharField(max_length=200, blank=True)
    residence = models.CharField(max_length=200, blank=True)
    occupation = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    ethnicity = models.CharField(max_length=60, blank=True)
    religion = models.CharField(max_length=60, blank=True)
    import_run = models.UUIDField(null=True)
    """The unfinished or undone import that made this row, which hides it; None once it is visible."""

    class Meta:
        indexes = [
            models.Index(fields=["sort_name", "id"], name="members_person_sort"),
            # Of the hidden ones only: SQLite would look for the visible ones here, who are nearly all.
            models.Index(fields=["import_run"], condition=Q(import_run__isnull=False), name="members_person_hidden"),
        ]

    def __str__(self) -> str:
        return self.full_name


class Membership(Row):
    """From admission to the end; several after readmission. Party age starts with the decision."""

    COLUMN_CLASS = {
        "admitted_on": "basic",
        "joined_on": "basic",
        "official_on": "basic",
        "file_number": "sensitive",
        "end_kind": "sensitive",
        "ended_on": "basic",
    }

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    admitted_on = models.DateField(null=True)
    """Day of the decision of admission; None where no decision is on file (then `joined_on` counts)."""
    joined_on = models.DateField(null=True)
    """Day of the ceremony (ngày vào Đảng); probation runs from it."""
    official_on = models.DateField(null=True)
    """Ngày chính thức; None while probationary."""
    file_number = models.CharField(max_length=20, blank=True)
    """Số lý lịch."""
    ended_on = models.DateField(null=True)
    end_kind = models.CharField(max_length=20, blank=True)
    end_decision = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(ended_on=None), name="members_one_open_membership"),
            models.CheckConstraint(
                condition=Q(ended_on=None, end_kind="") | (Q(ended_on__isnull=False) & ~Q(end_kind="")),
                name="members_end_has_kind",
            ),
        ]


class Stay(Row):
    """A person belongs to a cell, formally or for a while."""

    COLUMN_CLASS = {"kind": "basic", "starts_on": "basic", "ends_on": "basic", "decision": "sensitive"}

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="stays")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    decision = models.CharField(max_length=200, blank=True)
    """Number and date of the introduction or decision; empty where the paper is still awaited."""
    mandate = models.ForeignKey("organisations.Mandate", on_delete=models.PROTECT, null=True, related_name="+")
    """The role of a member in this cell; None where the person has no account or is suspended."""

    class Meta:
        indexes = [models.Index(fields=["unit", "ends_on", "starts_on"], name="members_stay_unit")]
        constraints = [
            _period("members_stay_period"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(ends_on=None, kind="formal"), name="members_one_formal_cell"
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ends_on=None, kind="temporary"),
                name="members_one_temporary_cell",
            ),
        ]


class Standing(Row):
    """Probationary or official, from a day to a day."""

    COLUMN_CLASS = {"kind": "basic", "starts_on": "basic", "ends_on": "basic", "decision": "sensitive"}

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="standings")
    kind = models.CharField(max_length=15)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    decision = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            _period("members_standing_period"),
            models.UniqueConstraint(fields=["person"], condition=Q(ends_on=None), name="members_one_open_standing"),
        ]


class Exemption(Row):
    """Excused from work and meetings (miễn công tác và sinh hoạt đảng) from a day to a day."""

    COLUMN_CLASS = {"kind": "sensitive", "starts_on": "basic", "ends_on": "basic", "decision": "sensitive"}

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="exemptions")
    kind = models.CharField(max_length=20)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    decision = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [_period("members_exemption_period")]


class Suspension(Row):
    """Suspended from meetings, prosecuted or detained: neither counts nor votes meanwhile."""

    COLUMN_CLASS = {"starts_on": "sensitive", "ends_on": "sensitive", "decision": "sensitive"}

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="suspensions")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    decision = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [_period("members_suspension_period")]


class InUse(models.Manager["CardNumber"]):
    """Leaves out numbers that were withdrawn with the list that had brought them."""

    def get_queryset(self) -> models.QuerySet["CardNumber"]:
        return super().get_queryset().filter(withdrawn_on=None)


class CardNumber(Row):
    """A number of the Party card. 12 digits since 2/9/2025, the 8-digit one kept as history. Masked in lists."""

    COLUMN_CLASS = {"number": "sensitive", "starts_on": "basic", "withdrawn_on": "basic"}

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="card_numbers")
    number = models.CharField(max_length=12)
    """Digits as text: leading zeros matter."""
    starts_on = models.DateField(null=True)
    """None where the list did not say."""
    withdrawn_on = models.DateField(null=True)
    """When the import that brought it was undone, which frees the number; None else."""

    objects = InUse()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number"], condition=Q(withdrawn_on=None), name="members_card_number_once"),
            models.CheckConstraint(condition=Q(number__regex=r"^([0-9]{8}|[0-9]{12})$"), name="members_card_digits"),
        ]


class Post(Row):
    """A person holds a post of the Party at a unit. Its mandate stands in `organisations` and goes with it."""

    COLUMN_CLASS = {"kind": "basic", "starts_on": "basic", "ends_on": "basic", "decision": "sensitive"}

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30)
    """Code of the post in the rule `posts`."""
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    decision = models.CharField(max_length=200, blank=True)
    mandate = models.ForeignKey("organisations.Mandate", on_delete=models.PROTECT, null=True, related_name="+")
    """None where the person has no account, or the post gives no role."""

    class Meta:
        indexes = [models.Index(fields=["unit", "ends_on"], name="members_post_unit")]
        constraints = [_period("members_post_period")]


class GroupPlace(Row):
    """A member belongs to a group of the own cell (tổ đảng) from a day to a day. The cell stays the one that counts."""

    COLUMN_CLASS = {"starts_on": "basic", "ends_on": "basic"}

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    """The group: a unit under the cell."""
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "ends_on"], name="members_group_unit")]
        constraints = [
            _period("members_group_period"),
            models.UniqueConstraint(fields=["person"], condition=Q(ends_on=None), name="members_one_group"),
        ]


class Correction(Row):
    """A member asks that something in the own record be corrected; the board for party building answers."""

    COLUMN_CLASS = {"about": "basic", "text": "sensitive", "answer": "sensitive"}

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="corrections")
    about = models.CharField(max_length=20)
    """Which part of the record, see `CorrectionAbout`."""
    text = models.TextField()
    """What is wrong and what should stand there, in the member's words."""
    state = models.CharField(max_length=10, default="asked")
    asked_at = models.DateTimeField(default=clock.now)
    answer = models.TextField(blank=True)
    """What was corrected, or why not."""
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["state", "asked_at"], name="members_correction_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="asked", answered_at=None, answered_by=None)
                | (~Q(state="asked") & Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="members_correction_answer",
            ),
        ]
