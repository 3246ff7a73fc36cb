"""The month at the top of a desk, and its seven steps in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chibo.kernel.months import Month
from chibo.meetings.phrases import TRACK
from chibo.meetings.rules import TrackStep
from chibo.ui import write
from chibo.ui.shapes import Step


@dataclass(frozen=True, slots=True)
class Turn:
    """The month shown, and the addresses of its neighbours."""

    month: Month
    before: str
    after: str
    before_name: str
    after_name: str


def month_asked(asked: Mapping[str, str]) -> Month | None:
    """Return the month of `?thang=2026-12`; None for anything else."""
    try:
        return Month.parse(asked.get("thang", ""))
    except ValueError:
        return None


def turn_of(month: Month) -> Turn:
    before, after = month.plus(-1), month.plus(1)
    names = (_("Tháng %(month)s") % {"month": write.month(one)} for one in (before, after))
    return Turn(month, f"?thang={before}", f"?thang={after}", *names)


def steps_of(track: list[TrackStep], today: date, urls: Mapping[str, str]) -> list[Step]:
    """Return the track in words. The first step that is open is the current one."""
    current = next((step.code for step in track if step.state in ("now", "late")), "")
    return [
        Step(
            TRACK[step.code],
            step.state,
            note_of(step, today),
            urls.get(step.code, ""),
            step.code == current,
        )
        for step in track
    ]


def note_of(step: TrackStep, today: date) -> str:
    """Return the day of a step in words: when it was done, by when it is due, how late it is."""
    if step.on is None:
        return ""
    day = write.short_day(step.on)
    if step.state == "ok":
        return _("Xong %(day)s") % {"day": day}
    if step.code == "meeting":
        return write.weekday_day(step.on)
    if step.state == "wait":
        return _("Hạn %(day)s") % {"day": day}
    return _("Chậm nhất %(day)s (%(rest)s)") % {"day": day, "rest": rest_of(step.on, today)}


def rest_of(day: date, today: date) -> str:
    """Return how far a last day is: `còn 6 ngày`, `hôm nay`, `chậm 4 ngày`."""
    days = (day - today).days
    if days == 0:
        return _("hôm nay")
    if days > 0:
        return ngettext("còn %(count)s ngày", "còn %(count)s ngày", days) % {"count": days}
    return ngettext("chậm %(count)s ngày", "chậm %(count)s ngày", -days) % {"count": -days}
