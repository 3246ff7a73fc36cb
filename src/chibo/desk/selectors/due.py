"""What falls due for the members of a cell around a month."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from chibo.desk.figures import Due
from chibo.desk.states import DueKind
from chibo.kernel.months import Month
from chibo.kernel.workdays import Calendar, add_working_days
from chibo.members import selectors as members
from chibo.members.rules import badge_reached, plus_months, probation_ends_on
from chibo.organisations import selectors as organisations
from chibo.regulations import selectors as regulations
from chibo.regulations.figures import MemberDates


def calendar_around(month: Month) -> Calendar:
    """Return the days off of this year and the next, for terms in working days. No query."""
    return regulations.calendar(month.year) | regulations.calendar(month.year + 1)


def dues_of(unit_id: UUID, month: Month) -> list[Due]:
    """Return what falls due up to two months after this one, the earliest first.

    Probations and exemptions that end, badges, members who came or went since the month before, suspensions and terms
    of office. What is not settled, a probation, a suspension or a term, stays after its day. Open tasks are on the
    agenda as a line of their own. About seventeen queries. For those who lead the cell: the caller has asked.
    """
    last_on, first_on = month.plus(2).last_on, month.plus(-1).first_on
    line = organisations.ancestor_ids(unit_id)
    found = [
        *_probations(unit_id, month, last_on, line),
        *_exemptions(unit_id, first_on, last_on),
        *_moves(unit_id, first_on, last_on),
    ]
    dates = regulations.find_rule("member-dates", month.first_on, line)
    if dates is not None:
        found += [
            *_badges(unit_id, first_on, last_on, dates.value),
            *_suspensions(unit_id, last_on, dates.value),
            *_terms(unit_id, last_on, dates.value),
        ]
    return sorted(found, key=lambda due: (due.on, due.name))


def _probations(unit_id: UUID, month: Month, last_on: date, line: Sequence[UUID]) -> list[Due]:
    rows = members.probations_in(unit_id)
    if not rows:
        return []
    terms = members.terms_of_membership(month.first_on, line)
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


def _moves(unit_id: UUID, first_on: date, last_on: date) -> list[Due]:
    came = members.arrived_in(unit_id, first_on, last_on)
    went = members.left_from(unit_id, first_on, last_on)
    return [
        *(Due(DueKind.ARRIVED, row.row_id, row.person_id, row.name, row.starts_on) for row in came),
        *(Due(DueKind.LEFT, row.row_id, row.person_id, row.name, row.ends_on) for row in went if row.ends_on),
    ]


def _badges(unit_id: UUID, first_on: date, last_on: date, dates: MemberDates) -> list[Due]:
    found = []
    for row in members.party_ages_in(unit_id):
        reached = badge_reached(row.starts_on, dates.badge_years, first_on, last_on)
        if reached is not None:
            years, on = reached
            opens_on = plus_months(on, -dates.badge_months_ahead)
            found.append(Due(DueKind.BADGE, row.row_id, row.person_id, row.name, on, opens_on=opens_on, years=years))
    return found


def _suspensions(unit_id: UUID, last_on: date, dates: MemberDates) -> list[Due]:
    rows = members.suspensions_in(unit_id)
    ends = [(row, row.starts_on + timedelta(dates.suspension_days)) for row in rows]
    return [Due(DueKind.SUSPENSION, row.row_id, row.person_id, row.name, on) for row, on in ends if on <= last_on]


def _terms(unit_id: UUID, last_on: date, dates: MemberDates) -> list[Due]:
    term = organisations.current_term(unit_id)
    if term is None:
        return []
    on = plus_months(term.starts_on, dates.term_months)
    return [Due(DueKind.TERM, term.pk, None, term.name, on)] if on <= last_on else []
