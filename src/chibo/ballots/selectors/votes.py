"""Reading open votes."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from chibo.ballots.models import BaseMember, OpenVote, Tap
from chibo.ballots.states import State
from chibo.kernel.errors import Missing
from chibo.regulations.states import Method


def vote(vote_id: UUID) -> OpenVote:
    """Return one vote with its unit. Raises Missing. One query."""
    return _one(OpenVote.objects.all(), vote_id)


def origin_of(vote_id: UUID) -> UUID:
    """Return the agenda item in which an open vote is taken. Raises Missing. One query."""
    found = OpenVote.objects.filter(pk=vote_id).values_list("origin_id", flat=True).first()
    if found is None:
        raise Missing("vote")
    return found


def held_open(vote_id: UUID) -> OpenVote:
    """Return the vote, as far as one answer needs it, and keep it so until this transaction ends.

    Others may answer beside it. Closing waits for whoever is here, so that no answer comes after it. Raises Missing.
    One query, two on PostgreSQL.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM ballots_openvote WHERE id = %s FOR SHARE", [vote_id])
    return _one(OpenVote.objects.only("unit__path", "state", "is_tapped", "version"), vote_id)


def votes_of(origin_ids: Iterable[UUID]) -> dict[UUID, list[OpenVote]]:
    """Return the votes taken in these agenda items, oldest first. One query."""
    found: dict[UUID, list[OpenVote]] = {}
    for row in OpenVote.objects.filter(origin_id__in=set(origin_ids)).order_by("opened_at", "id"):
        found.setdefault(row.origin_id, []).append(row)
    return found


def open_vote_of(origin_id: UUID) -> OpenVote | None:
    """Return the vote that is open in this item; None if none is. One query."""
    return OpenVote.objects.filter(origin_id=origin_id, state=State.OPEN).first()


def had_a_vote(vote_id: UUID, person_id: UUID) -> bool:
    """Tell whether the person could vote then: had the right and was in the room. One query."""
    return BaseMember.objects.filter(vote_id=vote_id, person_id=person_id, may_vote=True).exists()


def answers_by_name(votes: Iterable[OpenVote]) -> dict[UUID, dict[UUID, str]]:
    """Return who answered what in those of these votes that were closed by name, by vote and person.

    One query; none where no such vote is among them.
    """
    named = [vote.pk for vote in votes if vote.method == Method.NAMED and vote.state == State.CLOSED]
    found: dict[UUID, dict[UUID, str]] = {}
    if named:
        for row in Tap.objects.filter(vote__in=named):
            found.setdefault(row.vote_id, {})[row.person_id] = row.choice
    return found


def _one(rows: QuerySet[OpenVote], vote_id: UUID) -> OpenVote:
    try:
        return rows.select_related("unit").get(pk=vote_id)
    except OpenVote.DoesNotExist:
        raise Missing("vote") from None
