"""Paper votes of a place's meetings: one with a result, and in an open meeting one that is being counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chibo.access import Actor
from chibo.ballots.models import PaperCount
from chibo.ballots.rules.desk import Count
from chibo.ballots.states import Listed
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.services.counting import Election, enter_count, open_election
from chibo.meetings.states import Outcome
from chibo.regulations.figures import Body

if TYPE_CHECKING:
    from tests.access.world import Ground


def counted(ground: Ground, meeting: Meeting) -> dict[str, Any]:
    """Return a vote that elected nobody: a further round may follow it."""
    item = _item(meeting)
    before = _opened(ground, item)
    figures = Count(3, 3, 3, 0, dict.fromkeys(before.sheet["options"], 0))
    for person in (ground.owner, ground.clerk):
        teller = Actor(None, person.pk, person.full_name, (), None)
        enter_count(actor=teller, item_id=item.pk, count_id=before.pk, figures=figures)
    return {"count_id": before.pk, "before_id": before.pk}


def counting(ground: Ground, meeting: Meeting) -> dict[str, Any]:
    """Return the same, and a vote after it that nobody has counted yet."""
    return counted(ground, meeting) | {"count_id": _opened(ground, _item(meeting)).pk}


def _opened(ground: Ground, item: AgendaItem) -> PaperCount:
    listed = {ground.chair.pk: Listed.PROPOSED}
    election = Election(body=Body.SECRETARY, seats=1, listed=listed, subject=f"Bầu bí thư {ground.mark}")
    tellers = [ground.owner.pk, ground.clerk.pk]
    return open_election(actor=ground.maker, item_id=item.pk, election=election, tellers=tellers)


def _item(meeting: Meeting) -> AgendaItem:
    found = AgendaItem.objects.filter(meeting=meeting, outcome_kind=Outcome.NONE).order_by("-position").first()
    assert found is not None
    return found
