"""How meetings are held: kinds, days, lengths, and what must happen around them."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from chibo.kernel.months import Month
from chibo.regulations.figures.base import Bar, Figures, Words

type DayOfMonth = Annotated[int, Field(ge=1, le=31)]
type Minutes = Annotated[int, Field(ge=1, le=600)]
type Days = Annotated[int, Field(ge=0, le=60)]


class MeetingKind(StrEnum):
    REGULAR = "regular"
    THEMATIC = "thematic"
    EXTRAORDINARY = "extraordinary"
    COMMITTEE = "committee"


class KindConduct(Figures):
    """One kind of meeting."""

    name_vi: Words
    title_vi: Words
    """Title of one meeting, with %(month)s written 12/2026."""
    per: Literal["month", "quarter", "need"]
    """How often it must be held at least once; `need` where nothing is set."""
    min_minutes: Minutes | None
    """None where no length is set."""


class OnlineRule(Figures):
    """When a cell may meet online at all, and what never goes online."""

    permitted: bool
    """False until the superior has permitted it for the unit."""
    cannot_gather: Bar
    """The share of members, without exempt and suspended ones, that cannot come to one place."""
    barred: tuple[Literal["secret_ballot", "secret_content", "election", "discipline"], ...]


class MinutesRemarks(Figures):
    """How long those present may remark on the minutes after they were read and adopted."""

    open_hours: Annotated[int, Field(ge=0, le=168)]
    """0: only while the meeting is still open; its end then seals them at once."""


class MeetingConduct(Figures):
    """Days are days of the calendar, not working days."""

    regular: KindConduct
    thematic: KindConduct
    extraordinary: KindConduct
    committee: KindConduct
    combined_min_minutes: Minutes
    """A regular and a thematic meeting in one sitting, one after the other."""
    thematic_replaces_regular: bool
    with_other_meeting: bool
    """Whether it may be held together with a professional or other meeting."""
    meeting_day: DayOfMonth | None
    """None where the competent committee fixes the day and has not done so."""
    exception_until_day: DayOfMonth | None
    """In a holiday or special case, held by this day of the month."""
    attendance_aim: Bar
    unexcused_max: int
    """How many may be absent without reason if attendance is to be good."""
    excused_run_max: int
    """More than so many excused absences running in a year is a fault."""
    materials_days_before: Days | None
    posting_days_after: Days | None
    """Report, conclusion and resolution posted, as far as they are not secret."""
    report_days_after: Days | None
    """Report with the score to the superior committee."""
    registration_day: DayOfMonth
    registration_months_before: Annotated[int, Field(ge=0, le=1)]
    close_day: DayOfMonth
    """The day on which the superior closes the month; the last of the month where it is shorter."""
    close_months_after: Annotated[int, Field(ge=0, le=2)]
    due_soon_days: Days
    """From so many days before on, a day is shown as near."""
    committee_before_cell: bool
    dues_announced: bool
    score_in_meeting: bool
    minutes_read_before_end: bool
    online: OnlineRule

    def kind(self, kind: MeetingKind | str) -> KindConduct:
        """Return what holds for that kind of meeting."""
        found: KindConduct = getattr(self, MeetingKind(kind).value)
        return found

    def meeting_on(self, month: Month, days_off: frozenset[date] = frozenset()) -> date | None:
        """Return the day on which the month's meeting is due: the day set, else the next that is no holiday.

        None where no day is set. Never after `latest_on`: then it stays on the day set.
        """
        if self.meeting_day is None:
            return None
        day = month.day(self.meeting_day)
        latest = self.latest_on(month) or day
        while day in days_off and day < latest:
            day += timedelta(days=1)
        return month.day(self.meeting_day) if day in days_off else day

    def latest_on(self, month: Month) -> date | None:
        """Return the last day on which the month's meeting still counts as held in time; None where none is set."""
        if self.meeting_day is None:
            return None
        return month.day(max(self.meeting_day, self.exception_until_day or 1))

    def registration_due_on(self, month: Month) -> date:
        """Return the day by which the meeting of the month is registered."""
        return month.plus(-self.registration_months_before).day(self.registration_day)

    def closes_on(self, month: Month) -> date:
        """Return the day on which the month closes."""
        return month.plus(self.close_months_after).day(self.close_day)

    def materials_due_on(self, held_on: date) -> date | None:
        """Return the last day for the materials; None where none is set."""
        return None if self.materials_days_before is None else held_on - timedelta(self.materials_days_before)

    def posting_due_on(self, held_on: date) -> date | None:
        """Return the last day for posting the final papers; None where none is set."""
        return None if self.posting_days_after is None else held_on + timedelta(self.posting_days_after)

    def report_due_on(self, held_on: date) -> date | None:
        """Return the last day for the report to the superior committee; None where none is set."""
        return None if self.report_days_after is None else held_on + timedelta(self.report_days_after)
