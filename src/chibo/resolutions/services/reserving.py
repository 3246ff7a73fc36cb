"""A minority reserves its opinion and obeys. Source: statute, article 9.5."""

from uuid import UUID

from django.urls import reverse

from chibo.access import Actor, Role, require
from chibo.audit.services import command, record
from chibo.ballots import selectors as ballots
from chibo.kernel import clock
from chibo.kernel.errors import Missing, Refusal
from chibo.kernel.text import tidy_lines
from chibo.notices import services as notices
from chibo.organisations import selectors as organisations
from chibo.regulations.figures import Method
from chibo.resolutions import phrases, selectors
from chibo.resolutions.models import ReservedOpinion
from chibo.resolutions.rules import check_may_reserve
from chibo.resolutions.states import State


@command("resolutions.opinion.reserve")
def reserve_opinion(*, actor: Actor, resolution_id: UUID, text: str, report_above: bool = False) -> ReservedOpinion:
    """Keep the actor's opinion on an adopted decision; `report_above` addresses it to the committee above too.

    The author, the secretary and the body addressed read it; its text never enters the audit record. Refuses secret
    votes, somebody who had no vote in it, a second opinion, an empty one, and a unit without anybody above.
    """
    resolution = selectors.resolution_for(actor, resolution_id)
    place = organisations.place_of(resolution.unit, person_id=actor.person_id)
    require(actor, "resolutions.opinion.reserve", place)
    vote, person_id = resolution.vote, actor.person_id
    if person_id is None:
        raise Missing("person")
    voted = vote is not None and ballots.had_a_vote(vote.pk, person_id)
    is_secret = vote is not None and Method(vote.method).is_secret
    check_may_reserve(State(resolution.state), voted=voted, is_secret=is_secret)
    if not tidy_lines(text):
        raise Refusal("resolutions.no_opinion_text")
    if selectors.own_opinion(actor, resolution) is not None:
        raise Refusal("resolutions.reserved_already")
    if report_above and resolution.unit.parent_id is None:
        raise Refusal("resolutions.no_body_above")
    opinion = ReservedOpinion.objects.create(
        resolution=resolution,
        person_id=person_id,
        text=tidy_lines(text),
        sent_at=clock.now(),
        addressed_to_id=resolution.unit.parent_id if report_above else None,
    )
    _tell(opinion)
    record(actor, opinion, place, details={"letters": len(opinion.text), "above": report_above})
    return opinion


def _tell(opinion: ReservedOpinion) -> None:
    resolution, today = opinion.resolution, clock.today()
    told = list(organisations.user_ids_with(resolution.unit_id, (Role.SECRETARY,), today))
    if opinion.addressed_to_id:
        told += organisations.user_ids_with(opinion.addressed_to_id, (Role.SECRETARY,), today)
    notices.tell(
        told,
        phrases.NOTICES["resolutions.notice.reserved"],
        kind="resolutions.notice.reserved",
        link=reverse("resolutions:detail", args=[resolution.pk]),
        facts={"number": resolution.number_text},
    )
