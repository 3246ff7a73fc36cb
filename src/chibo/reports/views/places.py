"""Which unit, months and cells a page is about, from its address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest

from chibo.kernel import clock
from chibo.kernel.errors import Missing
from chibo.kernel.months import Month
from chibo.organisations import selectors as organisations
from chibo.reports import selectors
from chibo.ui.guard import actor_of
from chibo.ui.here import unit_here

if TYPE_CHECKING:
    from chibo.organisations.models import Unit


@dataclass(frozen=True, slots=True)
class Ground:
    """The unit of a page and the cells that it is about."""

    unit: Unit | None
    cells: list[Unit]

    @property
    def above(self) -> UUID | None:
        """The unit whose rules set the days: that of the page, else the one above the cells."""
        if self.unit is not None:
            return self.unit.pk
        return self.cells[0].parent_id if self.cells else None

    @property
    def name(self) -> str:
        return self.unit.name if self.unit else ""


def ground_of(request: HttpRequest, action: str) -> Ground:
    """Return the unit at which the user works and its cells within reach; all cells within reach where it has none."""
    actor, unit_id = actor_of(request), unit_here(request)
    unit = organisations.unit(unit_id) if unit_id else None
    cells = selectors.cells_for(actor, action, under=unit)
    if cells:
        return Ground(unit, cells)
    return Ground(None, selectors.cells_for(actor, action))


def month_of(text: str) -> Month:
    """Read a month from an address. Raises Missing where it is none."""
    try:
        return Month.parse(text)
    except ValueError as error:
        raise Missing("month") from error


def year_of(request: HttpRequest) -> int:
    """Return the year asked for, else this one."""
    text = request.GET.get("nam", "")
    return int(text) if text.isdecimal() and 2000 <= int(text) <= 2100 else clock.today().year
