"""Telling the secretaries of cells what their month lacks."""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse

from chibo.access import Actor, Role, require
from chibo.audit.services import command, record
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.kernel.months import Month
from chibo.notices import services as notices
from chibo.organisations import selectors as organisations
from chibo.organisations.selectors import place_of
from chibo.reports import phrases
from chibo.reports.selectors.cells import grid_of
from chibo.reports.states import Sign
from chibo.ui import write

REMINDED = {
    Sign.LATE: "reports.notice.late",
    Sign.HELD: "reports.notice.not_scored",
    Sign.NONE: "reports.notice.not_registered",
}
"""What a cell is reminded of, by its sign; for other signs there is nothing to do."""


@command("reports.cell.remind")
def remind(*, actor: Actor, unit_ids: Sequence[UUID], month: Month) -> int:
    """Tell secretary and deputy of each of these cells what the month lacks. Returns how many cells were told.

    Cells where nothing is missing are left out; refuses where none is left. Seven queries and three a cell.
    """
    cells = [organisations.unit(unit_id) for unit_id in dict.fromkeys(unit_ids)]
    for cell in cells:
        require(actor, "reports.cell.remind", place_of(cell))
    if not cells:
        raise Refusal("reports.nobody_to_remind")
    grid = grid_of(cells, month, month)
    waiting = [cell for cell in cells if grid[cell.pk, month].sign in REMINDED]
    if not waiting:
        raise Refusal("reports.nobody_to_remind")
    for cell in waiting:
        one = grid[cell.pk, month]
        code = REMINDED[one.sign]
        users = organisations.user_ids_with(cell.pk, (Role.SECRETARY, Role.DEPUTY), clock.today())
        link = reverse("meetings:detail", args=[one.meeting.pk]) if one.meeting else reverse("meetings:list")
        facts = {"unit": cell.name, "month": write.month_name(month)}
        notices.tell(users, phrases.NOTICES[code], kind=code, link=link, facts=facts)
    record(actor, waiting[0], place_of(waiting[0]), details={"month": month, "cells": [cell.pk for cell in waiting]})
    return len(waiting)
