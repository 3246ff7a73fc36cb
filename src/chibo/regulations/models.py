"""What units have set differently from a rule."""

from django.db import models
from django.db.models import F, Q

from chibo.audit.rows import Row
from chibo.kernel import clock


class Override(Row):
    """A unit's own figures for keys that the rule lets be set, for itself and all below.

    Addressed by plain unit ids: the tree lies above this room. Never changed but for its end.
    """

    unit_id = models.UUIDField()
    decided_by_id = models.UUIDField()
    """The unit whose decision it is: the same, or one above."""
    rule_id = models.CharField(max_length=60)
    values = models.JSONField()
    """Key to value, checked against the shape of the rule."""
    basis_number = models.CharField(max_length=200)
    """Number of the document that decided it."""
    basis_on = models.DateField()
    """Day on which that document was signed."""
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    """First day on which it no longer holds; None while it holds."""
    note = models.CharField(max_length=500, blank=True)
    set_by_name = models.CharField(max_length=200)
    """Who entered it, as named then."""
    recorded_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["unit_id", "rule_id", "valid_from"], name="regulations_override_unit")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="regulations_override_period",
            ),
            models.CheckConstraint(condition=~Q(values={}), name="regulations_override_sets_something"),
            models.CheckConstraint(condition=~Q(basis_number=""), name="regulations_override_has_basis"),
        ]

    def __str__(self) -> str:
        return f"{self.rule_id}: {self.basis_number}"
