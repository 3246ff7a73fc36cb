"""What the regulations of a day say about a unit's paper: its measures, its type, its head."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from chibo.documents import rules
from chibo.documents.figures import Head, Layout
from chibo.documents.states import Body
from chibo.kernel.errors import Refusal
from chibo.organisations.selectors import ancestor_ids, is_cell, version_on
from chibo.regulations.figures import PaperLayout, PaperType, PaperTypes, UnitKinds
from chibo.regulations.selectors import NoRule, rules_for

if TYPE_CHECKING:
    from chibo.organisations.models import Unit

_LAYOUT, _TYPES, _KINDS = "paper-layout", "paper-types", "unit-kinds"


@dataclass(frozen=True, slots=True)
class Regulated:
    """The rules for the papers of one unit on one day."""

    layout: Layout
    """The measures, for the printers."""
    figures: PaperLayout
    types: PaperTypes
    snapshot: dict[str, Any]
    """The layout rule as it was, to be stored with the paper."""
    kind_code: str
    """What stands behind the slash for the unit's own body (CB, ĐU, TU)."""

    def type(self, code: str) -> PaperType:
        """Return the type of paper. Raises KeyError that names those there are."""
        return self.types.paper(code)

    def number_gap(self, type_code: str, body: Body) -> str:
        """Return the line for a paper that has no number yet: "Số ……-NQ/CB"."""
        code = rules.body_code(body, self.kind_code)
        return self.types.number_form_vi % {"number": "……", "type": type_code, "body": code}

    def number_text(self, number: int, type_code: str, body: Body) -> str:
        """Return the whole line of the head: "Số 05-NQ/CB"."""
        code = rules.body_code(body, self.kind_code)
        return rules.number_text(self.types.number_form_vi, number, type_code, code, self.figures.number_min_digits)


def regulated(unit: Unit, on: date) -> Regulated:
    """Return the rules of that day. Refuses a day for which no rule is known. Three queries."""
    try:
        found = rules_for((_LAYOUT, _TYPES, _KINDS), on, ancestor_ids(unit.pk, on))
    except NoRule:
        raise Refusal("documents.no_rule", day=on) from None
    figures: PaperLayout = found[_LAYOUT].value
    kinds: UnitKinds = found[_KINDS].value
    return Regulated(
        layout=rules.layout_of(figures),
        figures=figures,
        types=found[_TYPES].value,
        snapshot=found[_LAYOUT].snapshot(),
        kind_code=next((kind.body_code for kind in kinds.kinds if kind.code == unit.kind), ""),
    )


def body_of(unit: Unit, on: date) -> Body:
    """Return in whose name the unit writes: the cell itself, or the committee of an organisation. No query."""
    return Body.CELL if is_cell(unit, on) else Body.COMMITTEE


def head_for(unit: Unit, *, type_code: str, subject: str, on: date, body: Body = Body.CELL) -> Head:
    """Return the head of a paper without its number, with the names that the unit and the one above had that day.

    Minutes have no place and day. An official letter has no type name; its subject stands under the number.
    At most six queries.
    """
    found = regulated(unit, on)
    kind = found.type(type_code)
    own = version_on(unit.pk, on)
    above_id = own.parent_id if own else unit.parent_id
    above = version_on(above_id, on) if above_id else None
    head = rules.head_lines(own.name if own else unit.name, above.name if above else "", body)
    has_place = type_code != "BB" or found.figures.minutes_have_place_and_date
    place = (own.place if own else "") or unit.place
    return replace(
        head,
        type_name=kind.name_vi.upper() if kind.has_type_name else "",
        subject=subject,
        place_date=rules.date_line(place, on) if has_place else "",
    )
