"""Terms in the life of a member, and by when a question is answered."""

from typing import Annotated

from pydantic import Field

from chibo.regulations.figures.base import Code, Figures, Words

type WorkingDays = Annotated[int, Field(ge=1, le=400)]


class Membership(Figures):
    probation_months: int
    recognition_within_working_days: WorkingDays
    """Counted from the end of the probation; never considered before it."""
    idle_months_to_removal: int
    """Months in a calendar year without meeting and dues and without good reason."""
    short_exemption_months_below: int
    """A temporary exemption is shorter than this."""
    dossier_months: int
    """A candidate's papers are renewed when older."""


class MemberDates(Figures):
    """Days in the life of a member and of a committee that a cell looks out for month by month."""

    badge_years: Annotated[tuple[int, ...], Field(min_length=1)]
    """Party ages, in years, at which a badge is given (Huy hiệu Đảng)."""
    badge_months_ahead: Annotated[int, Field(ge=0, le=12)]
    """So many months before the age is reached the cell takes it up, since papers go up before the day of the award."""
    term_months: int
    """Length of a term of office."""
    suspension_days: int
    """After so many days a suspension from meetings ends, unless it is prolonged."""


class AnswerTerm(Figures):
    code: Code
    name_vi: Words
    within_working_days: WorkingDays


class Petitions(Figures):
    """By when a question or petition put to a body is answered; longer only with a stated reason."""

    terms: tuple[AnswerTerm, ...]

    def within(self, level: str) -> int:
        """Return the working days for a level: grassroots, above, province, centre. Raises KeyError."""
        return {term.code: term.within_working_days for term in self.terms}[level]
