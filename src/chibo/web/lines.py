"""What the pages of `regulations` must know of the tree, which lies above that room; handed down by the addresses."""

from uuid import UUID

from chibo.access import Actor
from chibo.kernel import clock
from chibo.organisations import selectors as organisations
from chibo.regulations.figures import UnitKinds
from chibo.regulations.selectors import UnitLine, rule_for


def unit_line(actor: Actor, unit_id: UUID) -> UnitLine:
    """Return the unit with its ancestors. Raises Missing where the actor may not read its rules. Four queries."""
    unit = organisations.unit_for(actor, unit_id, "regulations.rule.read")
    ids = organisations.ancestor_ids(unit.pk)
    kinds: UnitKinds = rule_for("unit-kinds", clock.today()).value
    return UnitLine(
        place=organisations.place_of(unit),
        name=unit.name,
        ids=tuple(ids),
        names=organisations.names_of(ids),
        leads_others=not kinds.kind(unit.kind).is_cell,
    )
