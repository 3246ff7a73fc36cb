"""Whether a meeting can be planned so, and what a rule would have otherwise.

Source: Chỉ thị 50-CT/TW and Hướng dẫn 42-HD/BTCTW (2025): day 3 of the month or the first week, 90 minutes, 120 for a
regular and a thematic meeting in one sitting, one after the other; online by Hướng dẫn 03-HD/TW (2022) only.
"""

from collections.abc import Iterable
from datetime import date

from chibo.kernel.errors import Refusal
from chibo.kernel.months import Month
from chibo.meetings.figures import Part, Plan, Remark, Slot, later, minutes_of
from chibo.meetings.rules.away import check_link, check_permitted
from chibo.meetings.states import Form, Kind
from chibo.regulations.figures import MeetingConduct

ONE_SITTING = frozenset({Kind.REGULAR, Kind.THEMATIC})


def check_plan(plan: Plan, month: Month, conduct: MeetingConduct, *, has_own_room: bool = False) -> None:
    """Refuse what cannot be: an end before the start, no place, a video link that nobody permitted, a day far off.

    The day may lie outside the month (a flood, a late entry): that is a remark, see `remarks_on`. Two months away
    it is a slip of the hand. `has_own_room`: this installation opens a video room where no link is given.
    """
    if plan.minutes <= 0:
        raise Refusal("meetings.ends_before_start", start=plan.starts_at, end=plan.ends_at)
    if not month.plus(-1).first_on <= plan.held_on <= month.plus(2).last_on:
        raise Refusal("meetings.day_far_off", day=plan.held_on, month=month)
    if plan.form is not Form.IN_PERSON:
        check_permitted(plan.form, conduct.online)
        check_link(plan.link)
        if not plan.link and not has_own_room:
            raise Refusal("meetings.no_link")
    if plan.form is not Form.ONLINE and not plan.place:
        raise Refusal("meetings.no_place")
    if plan.chair_id is not None and plan.chair_id == plan.clerk_id:
        raise Refusal("meetings.chair_is_clerk")


def check_sitting(first: Part, second: Part, conduct: MeetingConduct) -> None:
    """Refuse two meetings in one sitting that are not one regular and one thematic, one after the other.

    Together they last at least `combined_min_minutes`.
    """
    if {first.kind, second.kind} != ONE_SITTING:
        raise Refusal("meetings.sitting_kinds")
    if first.held_on != second.held_on or second.starts_at != later(first.starts_at, first.minutes):
        raise Refusal("meetings.not_one_after_other", end=later(first.starts_at, first.minutes))
    total = first.minutes + second.minutes
    if total < conduct.combined_min_minutes:
        raise Refusal("meetings.sitting_too_short", minutes=total, needed=conduct.combined_min_minutes)


def remarks_on(
    kind: Kind, month: Month, slot: Slot, conduct: MeetingConduct, days_off: frozenset[date] = frozenset()
) -> list[Remark]:
    """Return what a rule would have otherwise: the day, the length. None of it stops the meeting."""
    found = []
    due_on, latest_on = conduct.meeting_on(month, days_off), conduct.latest_on(month)
    if kind is Kind.REGULAR and due_on and latest_on:
        if Month.of(slot.held_on) != month:
            found.append(Remark("meetings.outside_month", {"day": slot.held_on, "month": month}))
        elif slot.held_on > latest_on:
            found.append(Remark("meetings.after_latest_day", {"day": slot.held_on, "latest": latest_on}))
        elif slot.held_on != due_on:
            found.append(Remark("meetings.not_on_set_day", {"day": slot.held_on, "due": due_on}))
    least = conduct.kind(rule_kind(kind)).min_minutes
    if least and slot.minutes < least:
        found.append(Remark("meetings.too_short", {"minutes": slot.minutes, "needed": least}))
    return found


def rule_kind(kind: Kind) -> str:
    """Return the kind under which the rules of conduct know it: what is no cell's is held as a committee's."""
    return Kind.COMMITTEE if kind in (Kind.SUPERIOR, Kind.GROUP, Kind.JOINT) else kind


def overlaps(slot: Slot, others: Iterable[Slot]) -> list[Slot]:
    """Return those of the others that take up some of the same time."""
    start, end = minutes_of(slot.starts_at), minutes_of(slot.starts_at) + slot.minutes
    return [
        other
        for other in others
        if other.held_on == slot.held_on
        and minutes_of(other.starts_at) < end
        and start < minutes_of(other.starts_at) + other.minutes
    ]
