"""Units, their versions and events, terms of office and mandates."""

from django.db import models
from django.db.models import F, Q

from chibo.audit.rows import PathField, Row, SortKeyField
from chibo.kernel import clock


class Known(models.Manager["Unit"]):
    """Leaves out units that were withdrawn; they stay in the table, since rows that travel are never deleted."""

    def get_queryset(self) -> models.QuerySet["Unit"]:
        return super().get_queryset().filter(withdrawn_on=None)


class Unit(Row):
    """A party organisation. What it is called and where it stands is kept in its versions.

    `path`, `parent`, `name` and `kind` repeat today's version for lists and subtree filters; they are a local cache,
    never exchanged and never a key.
    """

    node_no = models.PositiveIntegerField(unique=True)
    """Number of the unit on this installation, from which its piece of the path is made; never given twice."""
    home = models.UUIDField(null=True)
    """The installation that alone writes this unit's rows; None for this one."""
    path = PathField(max_length=80, unique=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    """Code of the kind in the rule `unit-kinds`."""
    place = models.CharField(max_length=120, blank=True)
    """Where its papers are dated, e.g. Sơn Lộc."""
    search = models.CharField(max_length=200)
    """The folded name."""
    sort_name = SortKeyField(max_length=400)
    dissolved_on = models.DateField(null=True)
    """First day on which the unit is no more; None while it is."""
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="predecessors")
    """The unit into which this one went, by one merge or several; whoever reaches that one reads this one's past."""
    withdrawn_on = models.DateField(null=True)
    """When it was taken back as founded by mistake, after which nobody finds it; None else."""

    objects = Known()

    class Meta:
        indexes = [models.Index(fields=["parent", "sort_name"], name="organisations_unit_parent")]

    def __str__(self) -> str:
        return self.name


class UnitVersion(Row):
    """What a unit was from a day to a day. Periods of one unit never overlap; the last one is open."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="versions")
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    place = models.CharField(max_length=120, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    """First day on which it no longer holds; None while it holds."""
    decision = models.CharField(max_length=200, blank=True)
    """Number and date of the decision that made it so."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit"], condition=Q(valid_to=None), name="organisations_one_open_version"),
            models.UniqueConstraint(fields=["unit", "valid_from"], name="organisations_version_starts_once"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="organisations_version_period",
            ),
        ]


class UnitEvent(Row):
    """A change of the tree: which units went in, which came out."""

    event = models.CharField(max_length=20)
    happened_on = models.DateField()
    decision = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField(default=clock.now)
    before = models.ManyToManyField(Unit, related_name="+")
    after = models.ManyToManyField(Unit, related_name="+")


class Term(Row):
    """A term of office (nhiệm kỳ) of a unit's committee; papers are numbered within it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)
    """As written, e.g. 2025-2030."""
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    """First day after it; None while it runs."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit"], condition=Q(ends_on=None), name="organisations_one_open_term"),
        ]


class Mandate(Row):
    """A user holds a role at a unit from a day to a day. The only source of rights."""

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=30)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    """None for the operator of the installation."""
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    """First day on which it no longer holds; None while it holds."""
    decided_by = models.CharField(max_length=200, blank=True)
    kept_by = models.CharField(max_length=20, blank=True)
    """The room that opened it and alone ends it, with a post or a stay; empty where it was given by itself."""

    class Meta:
        indexes = [
            models.Index(fields=["unit", "role"], name="organisations_mandate_unit"),
            models.Index(fields=["user", "starts_on"], name="organisations_mandate_user"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="organisations_mandate_period",
            ),
        ]
