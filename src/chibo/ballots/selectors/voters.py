"""What one member has done in a vote on phones, and what stands in the way of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings

from chibo.access import Actor, may
from chibo.accounts.selectors import active_users
from chibo.accounts.selectors import user as user_of
from chibo.ballots.models import BaseMember, BoxMember, OpenVote, SecretBox, Tap
from chibo.ballots.rules import Voter, check_standing, check_voter
from chibo.kernel.errors import Missing, Refusal
from chibo.members.selectors import user_ids_of
from chibo.organisations.selectors import place_of

if TYPE_CHECKING:
    from chibo.accounts.models import User


def check_may_tap(actor: Actor, vote: OpenVote) -> UUID:
    """Return the voter. Refuses whoever had no vote when the question was put, Missing out of reach. Two queries."""
    member = BaseMember.objects.filter(vote=vote, person_id=actor.person_id).first() if actor.person_id else None
    if member is None:
        raise _stranger(actor, vote)
    check_standing(may_vote=member.may_vote, is_counted=member.is_counted)
    return member.person_id


def check_may_cast(actor: Actor, box: SecretBox) -> UUID:
    """Return the voter. Refuses whoever had no vote when the box was opened, and a sign-in that is not that one.

    Raises Missing out of reach. At most three queries.
    """
    member = BoxMember.objects.filter(box=box, person_id=actor.person_id).first() if actor.person_id else None
    if member is None:
        raise _stranger(actor, box)
    account = user_of(actor.user_id or 0)
    check_voter(
        Voter(
            may_vote=member.may_vote,
            is_counted=member.is_counted,
            user_then=member.user_id,
            reset_then=member.reset_at,
            user_now=account.pk,
            reset_now=account.reset_at,
        )
    )
    return member.person_id


def check_line() -> None:
    """Refuse a secret ballot where this process serves a room without encryption."""
    if settings.ROOM == "plain":
        raise Refusal("ballots.in_the_clear")


def accounts_of(person_ids: Iterable[UUID]) -> dict[UUID, User]:
    """Return the account by which each person could sign in now; persons without one are left out. Two queries."""
    user_ids = user_ids_of(person_ids)
    open_now = {user.pk: user for user in active_users(user_ids.values()) if user.has_usable_password()}
    return {person_id: open_now[user_id] for person_id, user_id in user_ids.items() if user_id in open_now}


def own_answer(actor: Actor, vote_id: UUID) -> str:
    """Return what the actor has answered in an open vote by phone; empty before. One query."""
    if actor.person_id is None:
        return ""
    found = Tap.objects.filter(vote_id=vote_id, person_id=actor.person_id).values_list("choice", flat=True).first()
    return found or ""


def _stranger(actor: Actor, vote: OpenVote | SecretBox) -> Exception:
    if may(actor, "ballots.base.read", place_of(vote.unit)):
        return Refusal("ballots.no_vote_here")
    return Missing("vote")
