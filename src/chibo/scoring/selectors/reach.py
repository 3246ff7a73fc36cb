"""Which scores an actor sees, and the scores of a month."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Count, QuerySet

from chibo.access import Actor, Place, scope
from chibo.kernel.errors import Missing
from chibo.kernel.months import Month
from chibo.meetings import selectors as meetings
from chibo.organisations.selectors import within
from chibo.scoring.models import Line, Score
from chibo.scoring.states import State

_FOR_TABLES = (
    *("unit_id", "meeting_id", "month_on", "state", "self_points", "self_band", "adopted_at", "meeting__kind"),
    *("appraised_points", "appraised_band", "decided_points", "decided_band", "decided_on", "notice_number"),
)
"""What tables of many months show of a score; a row is read by the hundred there."""


def place_of_score(actor: Actor, score: Score) -> Place:
    """Return where the score stands: the place of its meeting, with what the actor is in it."""
    return meetings.place_in(actor, score.meeting)


def scores_for(actor: Actor, action: str = "scoring.score.read") -> QuerySet[Score]:
    """Return the scores on which the actor may do the action, with unit and meeting, newest month first. One query."""
    rows = Score.objects.filter(within(scope(actor, action), unit="unit")).select_related("unit", "meeting", "vote")
    return rows.defer("sheet", "decided_before", "meeting__rules").order_by("-month_on", "unit__sort_name", "id")


def score_for(actor: Actor, score_id: UUID) -> Score:
    """Return a score with its meeting. Raises Missing out of reach. One query.

    It is part of the meeting's public face; chair and clerk read it by their part.
    """
    read = scope(actor, "scoring.score.read")
    rows = Score.objects.filter(within(read, unit="unit") | meetings.with_part(actor, read, "meeting"), pk=score_id)
    score = rows.select_related("unit", "vote", "meeting__unit").first()
    if score is None:
        raise Missing("score")
    return score


def score_of_meeting(meeting_id: UUID) -> Score | None:
    """Return the meeting's score; None while there is none. One query. For who has found the meeting already."""
    return Score.objects.filter(meeting_id=meeting_id).first()


def waiting_for(actor: Actor) -> QuerySet[Score]:
    """Return what waits for the actor's decision, the oldest first. One query."""
    return _waiting(actor, "scoring.score.decide", State.SELF_SCORED, State.APPRAISED)


def to_appraise_for(actor: Actor) -> QuerySet[Score]:
    """Return what waits for the actor's appraisal, the oldest first. One query."""
    return _waiting(actor, "scoring.score.appraise", State.SELF_SCORED)


def _waiting(actor: Actor, action: str, *states: State) -> QuerySet[Score]:
    """Return the scores in these states, of meetings that are closed, within reach of the action.

    The few that wait are found by their own index and then asked for their place; by the tree all months of all cells
    below would be read.
    """
    waiting = Score.objects.filter(state__in=states).values("pk")
    rows = scores_for(actor, action).filter(pk__in=waiting, meeting__state="closed")
    return rows.order_by("month_on", "unit__sort_name", "id")


def scores_of(unit_ids: Iterable[UUID], first: Month, last: Month) -> list[Score]:
    """Return the scores of these units and months, for figures and tables of rooms above. One query.

    Of a score its points and bands are read, of its meeting the kind.
    """
    rows = Score.objects.filter(unit_id__in=list(unit_ids), month_on__range=(first.first_on, last.first_on))
    return list(rows.select_related("meeting").only(*_FOR_TABLES).order_by("month_on", "id"))


def counts_by_band(scores: QuerySet[Score]) -> dict[tuple[str, str], int]:
    """Return how many of these scores are in each state with each decided band. One query."""
    rows = scores.order_by().values_list("state", "decided_band").annotate(count=Count("pk"))
    return {(state, band): count for state, band, count in rows}


def lines_of(score: Score) -> list[Line]:
    """Return the criteria in the order of the sheet. One query."""
    return list(Line.objects.filter(score=score).order_by("position"))


def lines_by_score(scores: Sequence[Score]) -> dict[UUID, list[Line]]:
    """Return the criteria of many scores. One query."""
    found: dict[UUID, list[Line]] = {score.pk: [] for score in scores}
    for line in Line.objects.filter(score__in=[score.pk for score in scores]).order_by("position"):
        found[line.score_id].append(line)
    return found
