"""Scores for tests, made through the services: the December meeting of the cast's first cell, held on its evening."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from chibo.access import Actor
from chibo.kernel import clock
from chibo.meetings import services as meetings
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.rules import Absence
from chibo.meetings.states import Outcome, Presence, Reason
from chibo.meetings.tests.factories import a_called, on
from chibo.organisations.models import Unit
from chibo.scoring import services
from chibo.scoring.models import Line, Score

EVENING = datetime(2026, 12, 3, 12, 30, tzinfo=UTC)
LATE = datetime(2026, 12, 3, 14, 10, tzinfo=UTC)
AFTERWARDS = datetime(2026, 12, 9, 2, 0, tzinfo=UTC)


def an_open_meeting(secretary: Any, unit: Unit, clerk: Any, ill: Any = None) -> Meeting:
    """Open the meeting and call the roll; one member is ill."""
    with on(19):
        meeting = a_called(secretary.actor, unit, chair_id=secretary.id, clerk_id=clerk.id)
    with clock.at(EVENING):
        meeting = meetings.open_meeting(actor=secretary.actor, meeting_id=meeting.pk, version=meeting.version)
        absent = {ill.id: Absence(Presence.EXCUSED, Reason.ILLNESS)} if ill else {}
        return meetings.take_roll(actor=secretary.actor, meeting_id=meeting.pk, absent=absent)


def all_points(score: Score, **given: int) -> dict[str, int | None]:
    """Return the most points for every criterion, but those given."""
    return {line.code: given.get(line.code, line.max_points) for line in Line.objects.filter(score=score)}


def adopted(actor: Actor, meeting: Meeting, points: Mapping[str, int] | None = None) -> Score:
    """Draft the score, enter all points and let everybody agree, late in the evening."""
    with clock.at(LATE):
        score = services.draft_score(actor=actor, meeting_id=meeting.pk)
        return services.adopt_self_score(
            actor=actor, score_id=score.pk, version=score.version, points=all_points(score, **(points or {}))
        )


def closed(actor: Actor, meeting: Meeting) -> Meeting:
    """Bring what is missing, each with one vote, and close the meeting."""
    with clock.at(LATE):
        missing = AgendaItem.objects.filter(meeting=meeting, outcome__isnull=True)
        for item in missing.exclude(outcome_kind__in=(Outcome.NONE, Outcome.SCORE)):
            meetings.all_agree(actor=actor, item_id=item.pk)
        meeting.refresh_from_db()
        return meetings.close_meeting(actor=actor, meeting_id=meeting.pk, version=meeting.version)
