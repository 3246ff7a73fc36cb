"""Which unit, months and cells a page is about, from its address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Min
from django.http import HttpRequest

from chibo.access import Actor, scope
from chibo.kernel import clock
from chibo.kernel.errors import Missing
from chibo.kernel.months import Month
from chibo.kernel.share import Share
from chibo.organisations import selectors as organisations
from chibo.organisations.rules import is_within
from chibo.reports import selectors
from chibo.reports.states import Indicator
from chibo.ui.asked import number_in
from chibo.ui.guard import actor_of
from chibo.ui.here import unit_here
from chibo.ui.paging import Page, page_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from chibo.organisations.models import Unit

CELLS_A_PAGE = 50
MOST_LED = 500


@dataclass(frozen=True, slots=True)
class Ground:
    """The unit of a page and the cells that it is about, which are read page by page."""

    actor: Actor
    action: str
    unit: Unit | None

    @property
    def cells(self) -> QuerySet[Unit]:
        """Today's cells, by name."""
        return selectors.cells_for(self.actor, self.action, self.unit)

    def cells_in(self, month: Month) -> QuerySet[Unit]:
        """The cells that stood in a month, by name."""
        return selectors.cells_for(self.actor, self.action, self.unit, month)

    def cells_led(self, month: Month) -> list[Unit]:
        """The cells of a month that this level leads itself. One query, two where they are many.

        Of more than `MOST_LED` only those directly under the unit: the others have a committee of their own.
        """
        rows = self.cells_in(month)
        found = list(rows[: MOST_LED + 1])
        return found if len(found) <= MOST_LED else list(rows.filter(parent=self.unit)[:MOST_LED])

    def counts(self, first: Month, last: Month) -> dict[Month, int]:
        """How many cells stood in each month. One query."""
        every = selectors.cells_for(self.actor, self.action, self.unit, last, since=first)
        lives = list(every.annotate(begun=Min("versions__valid_from")).values_list("begun", "dissolved_on"))
        return {
            month: sum(begun <= month.last_on and (ended is None or ended > month.first_on) for begun, ended in lives)
            for month in first.through(last)
        }

    def sums(self, first: Month, last: Month) -> dict[Month, dict[Indicator, Share]]:
        """The sums over all cells by month. One query where the whole unit is within reach, else two."""
        where = scope(self.actor, self.action)
        paths = (*where.subtrees, *where.below)
        if self.unit is not None and any(is_within(self.unit.path, path) for path in paths):
            return selectors.sums_of([self.unit.pk], first, last)
        return selectors.sums_of(list(self.cells.values_list("pk", flat=True)), first, last)

    @property
    def name(self) -> str:
        return self.unit.name if self.unit else ""


def ground_of(request: HttpRequest, action: str) -> Ground:
    """Return the unit at which the user works and its cells within reach; all cells within reach where it has none."""
    actor, unit_id = actor_of(request), unit_here(request)
    unit = organisations.unit(unit_id) if unit_id else None
    here = Ground(actor, action, unit)
    return here if unit is not None and here.cells.exists() else Ground(actor, action, None)


def page_of_cells(rows: QuerySet[Unit], request: HttpRequest) -> Page[Unit]:
    """Return the page of cells that the address asks for."""
    return page_of(rows, request.GET, by="sort_name", size=CELLS_A_PAGE)


def month_of(text: str) -> Month:
    """Read a month from an address. Raises Missing where it is none."""
    try:
        return Month.parse(text)
    except ValueError as error:
        raise Missing("month") from error


def year_of(request: HttpRequest) -> int:
    """Return the year asked for, else this one."""
    asked = number_in(request.GET.get("nam", "")) or 0
    return asked if 2000 <= asked <= 2100 else clock.today().year
