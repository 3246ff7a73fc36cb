"""What falls due for the members of a cell around a month."""

from datetime import date
from uuid import UUID

from chibo.desk.figures import Due
from chibo.desk.states import DueKind
from chibo.kernel.months import Month
from chibo.kernel.workdays import Calendar, add_working_days
from chibo.members import selectors as members
from chibo.members.rules import probation_ends_on
from chibo.organisations import selectors as organisations
from chibo.regulations import selectors as regulations


def calendar_around(month: Month) -> Calendar:
    """Return the days off of this year and the next, for terms in working days. No query."""
    return regulations.calendar(month.year) | regulations.calendar(month.year + 1)


def dues_of(unit_id: UUID, month: Month) -> list[Due]:
    """Return the probations and exemptions that end up to two months after this one, the earliest first.

    Probations that ended earlier stay until the member is recognised. Seven queries. For those who lead the cell: the
    caller has asked.
    """
    last_on, first_on = month.plus(2).last_on, month.plus(-1).first_on
    found = [*_probations(unit_id, month, last_on), *_exemptions(unit_id, first_on, last_on)]
    return sorted(found, key=lambda due: (due.on, due.name))


def _probations(unit_id: UUID, month: Month, last_on: date) -> list[Due]:
    rows = members.probations_in(unit_id)
    if not rows:
        return []
    terms = members.terms_of_membership(month.first_on, organisations.ancestor_ids(unit_id))
    calendar = calendar_around(month)
    dues = []
    for row in rows:
        on = probation_ends_on(row.starts_on, terms.probation_months)
        until = add_working_days(on, terms.recognition_within_working_days, calendar)
        dues.append(Due(DueKind.PROBATION, row.row_id, row.person_id, row.name, on, until))
    return [due for due in dues if due.on <= last_on]


def _exemptions(unit_id: UUID, first_on: date, last_on: date) -> list[Due]:
    rows = members.exemptions_ending(unit_id, first_on, last_on)
    return [
        Due(DueKind.EXEMPTION, row.row_id, row.person_id, row.name, row.ends_on)
        for row in rows
        if row.ends_on is not None
    ]
