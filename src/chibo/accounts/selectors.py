"""Reading accounts, sessions and slips."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, QuerySet

from chibo.access import Actor, require
from chibo.access.decide import Place
from chibo.accounts.models import Slip, User, written_username
from chibo.accounts.rules import browser_of, system_of
from chibo.audit.rows import matching
from chibo.kernel import clock
from chibo.kernel.errors import Missing, Refusal


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One place where the user is signed in."""

    pk: int
    since: datetime
    until: datetime
    browser: str
    system: str
    address: str
    is_this: bool


def has_users() -> bool:
    """Tell whether anybody has an account; an empty installation is in its first run. One query."""
    return User.objects.exists()


def user(user_id: int) -> User:
    """Return an account for a service that asks permission itself. Raises Missing. One query."""
    found = User.objects.filter(pk=user_id).first()
    if found is None:
        raise Missing("user")
    return found


def user_named(username: str) -> User:
    """Return the open account with this name. Refuses a name that nobody signs in with. One query."""
    found = User.objects.filter(username=written_username(username), is_active=True).first()
    if found is None:
        raise Refusal("accounts.nobody_named", username=username)
    return found


def active_users(user_ids: Collection[int]) -> list[User]:
    """Return those of these accounts that are open, by id. One query."""
    return list(User.objects.filter(pk__in=user_ids, is_active=True).order_by("pk"))


def own_user(actor: Actor) -> User:
    """Return the actor's own account. Raises Missing for nobody. One query."""
    return user(actor.user_id or 0)


def users_for(actor: Actor, text: str = "") -> QuerySet[User]:
    """Return all accounts by name for the operator, filtered by words of either name. One query.

    Raises Denied for everybody else: other lists of accounts are made by the rooms that know whose they are.
    """
    require(actor, "accounts.user.read", Place())
    found = User.objects.order_by("username")
    if text:
        found = found.filter(matching(text, "search"))
    return found.annotate(has_slip=Exists(open_slips().filter(user=OuterRef("pk"))))


def user_for(actor: Actor, user_id: int) -> User:
    """Return one account for the operator. Raises Missing. One query."""
    found = users_for(actor).filter(pk=user_id).first()
    if found is None:
        raise Missing("user")
    return found


def taken_usernames(start: str) -> set[str]:
    """Return the names in use that begin so, e.g. to find a free one with `rules.username_for`. One query."""
    return set(User.objects.filter(username__startswith=start).values_list("username", flat=True))


def open_slips() -> QuerySet[Slip]:
    """Return the slips that still work."""
    return Slip.objects.filter(used_at=None, withdrawn_at=None, ends_at__gt=clock.now())


def last_slip_used(user_id: int) -> Slip | None:
    """Return the slip with which the password was last set; None if it never was. One query."""
    return Slip.objects.filter(user_id=user_id).exclude(used_at=None).order_by("-used_at").first()


def sessions_of(user_id: int, session_key: str | None) -> list[OpenSession]:
    """Return where the user is signed in, this browser first, then newest first. Two queries."""
    rows = list(UserSession.objects.filter(user_id=user_id).order_by("-created_at"))
    ends = dict(
        Session.objects.filter(
            session_key__in=[row.session_key for row in rows], expire_date__gt=clock.now()
        ).values_list("session_key", "expire_date")
    )
    found = [
        OpenSession(
            pk=row.pk,
            since=row.created_at,
            until=ends[row.session_key],
            browser=browser_of(row.user_agent),
            system=system_of(row.user_agent),
            address=row.ip,
            is_this=row.session_key == session_key,
        )
        for row in rows
        if row.session_key in ends
    ]
    return sorted(found, key=lambda session: not session.is_this)


def second_steps(user_id: int) -> frozenset[str]:
    """Return which second steps the user has set up: `totp`, `webauthn`, `recovery_codes`. One query."""
    return frozenset(Authenticator.objects.filter(user_id=user_id).values_list("type", flat=True))
