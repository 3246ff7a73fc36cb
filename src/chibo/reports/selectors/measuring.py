"""What is counted of a cell's month, asked of the rooms below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from chibo.kernel.months import Month
from chibo.kernel.share import Share
from chibo.meetings import selectors as meetings
from chibo.meetings.states import HELD, Kind
from chibo.proposals import selectors as proposals
from chibo.reports.models import Fact
from chibo.reports.rules import counts_from, total
from chibo.reports.states import Indicator
from chibo.resolutions import selectors as resolutions
from chibo.scoring import selectors as scoring
from chibo.scoring.states import State as ScoreState
from chibo.tasks import selectors as tasks
from chibo.tasks.rules import share_done

if TYPE_CHECKING:
    from chibo.meetings.models import Meeting

_BANDS = {
    "good": Indicator.BAND_GOOD,
    "fair": Indicator.BAND_FAIR,
    "average": Indicator.BAND_AVERAGE,
    "poor": Indicator.BAND_POOR,
}
LIVE = 0
"""The version that holds now."""


def measure(unit_id: UUID, month: Month) -> dict[Indicator, Share]:
    """Count a cell's month. Only what is not empty is returned. Nine queries."""
    found: dict[Indicator, Share] = {}
    regular = meetings.regular_of(unit_id, month)
    if regular is not None:
        found |= _of_meeting(regular, month)
    thematic = meetings.regular_of(unit_id, month, Kind.THEMATIC)
    if thematic is not None and thematic.opened_at is not None:
        found[Indicator.THEMATIC] = Share(1, 1)
    found |= _of_score(unit_id, month) | _of_proposals(unit_id, month)
    found[Indicator.TASKS_DONE] = share_done(tasks.fates_of(unit_id, month), month.last_on)
    adopted = resolutions.adopted_of(one.pk for one in (regular, thematic) if one is not None)
    found[Indicator.RESOLUTIONS] = Share(sum(map(len, adopted.values())), 0)
    counted = {key: share for key, share in found.items() if share.part or share.whole}
    return {Indicator.CELLS: Share(1, 1), **counted} if counted else {}


def _of_meeting(meeting: Meeting, month: Month) -> dict[Indicator, Share]:
    found = {Indicator.REGISTERED: _yes(meeting.registered_at is not None)}
    if meeting.state in HELD:
        latest = meetings.conduct_of(meeting).latest_on(month)
        is_late = latest is not None and meeting.held_on is not None and meeting.held_on > latest
        found |= {Indicator.HELD: Share(1, 1), Indicator.HELD_LATE: _yes(is_late)}
    if meeting.due_count is not None:
        present = meeting.present_count or 0
        found |= {
            Indicator.PRESENT: Share(present, meeting.due_count),
            Indicator.SPOKE: Share(meeting.spoke_count or 0, present),
        }
    return found


def _of_score(unit_id: UUID, month: Month) -> dict[Indicator, Share]:
    """Count the score of the regular meeting."""
    for score in scoring.scores_of([unit_id], month, month):
        if score.meeting.kind != Kind.REGULAR or score.self_points is None:
            continue
        decided = score.state == ScoreState.DECIDED
        proposed = score.self_points if score.appraised_points is None else score.appraised_points
        points = score.decided_points if decided else proposed
        found = {
            Indicator.SCORED: Share(1, 1),
            Indicator.CONFIRMED: _yes(decided),
            Indicator.POINTS: Share(points or 0, 1),
        }
        band = _BANDS.get(score.decided_band)
        return found | ({band: Share(1, 1)} if decided and band else {})
    return {}


def _of_proposals(unit_id: UUID, month: Month) -> dict[Indicator, Share]:
    count = proposals.month_count_of(unit_id, month)
    return {
        Indicator.PROPOSALS_DUE: Share(count.due_answered, count.due),
        Indicator.PROPOSALS_LATE: Share(count.late, count.answered),
        Indicator.PROPOSALS_WAITING: Share(count.waiting_due, count.waiting),
    }


def _yes(value: bool) -> Share:
    return Share(int(value), 1)


def facts_of(unit_id: UUID, month: Month, version: int = LIVE) -> dict[Indicator, Share]:
    """Return what is stored for a unit and month. One query."""
    rows = Fact.objects.filter(unit_id=unit_id, month_on=month.first_on, version=version)
    return counts_from(rows.values_list("indicator", "numerator", "denominator"))


def facts_of_many(
    unit_ids: Sequence[UUID], first: Month, last: Month
) -> Mapping[tuple[UUID, Month], dict[Indicator, Share]]:
    """Return what holds now for many units and months. One query."""
    rows = Fact.objects.filter(unit_id__in=unit_ids, month_on__range=(first.first_on, last.first_on), version=LIVE)
    found: dict[tuple[UUID, Month], dict[Indicator, Share]] = {}
    for unit_id, month_on, key, part, whole in rows.values_list(
        "unit_id", "month_on", "indicator", "numerator", "denominator"
    ):
        found.setdefault((unit_id, Month.of(month_on)), {})[Indicator(key)] = Share(part, whole)
    return found


def sums_of(unit_ids: Sequence[UUID], first: Month, last: Month) -> dict[Month, dict[Indicator, Share]]:
    """Return the sums over these units by month, every month named. One query.

    A unit's own rows hold the sum of all cells at and below it, so for a whole subtree its one id is enough.
    """
    facts = facts_of_many(unit_ids, first, last)
    return {month: total(facts.get((unit_id, month), {}) for unit_id in unit_ids) for month in first.through(last)}
