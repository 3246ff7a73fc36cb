"""The account of a person: linked to the record, with the rights that stays and posts give."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING
from uuid import UUID

from chibo.access import Actor, Place, Role, require
from chibo.accounts import rules as accounts_rules
from chibo.accounts import selectors as accounts_selectors
from chibo.accounts import services as accounts
from chibo.accounts.services import IssuedSlip
from chibo.audit.rows import locked, save
from chibo.audit.services import command, no_entry, one_command, record
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.kernel.ids import uuid7
from chibo.members.models import Person
from chibo.members.selectors import Comrade, place_of
from chibo.members.services.mandates import open_all
from chibo.organisations import selectors as organisations

if TYPE_CHECKING:
    from chibo.accounts.models import User


@command("members.account.open")
def open_account(*, actor: Actor, person_id: UUID, username: str, email: str = "") -> IssuedSlip:
    """Make an account for a person and the slip that opens it, to be handed over in person.

    The secretaries of the person's cell are told when the slip is used. Refuses a person who has an account, and a
    name that is taken or cannot be typed.
    """
    person = locked(Person, person_id)
    place = place_of(person)
    require(actor, "members.account.open", place)
    if person.user_id is not None:
        raise Refusal("members.has_account", name=person.full_name)
    user = accounts.create_user(actor=actor, place=place, username=username, display_name=person.full_name, email=email)
    link_account(actor=actor, person_id=person.pk, user=user)
    slip = accounts.issue_slip(actor=actor, place=place, user_id=user.pk, tell=_secretaries(place))
    record(actor, person, place, details={"user": user.pk})
    return slip


@no_entry("every account is opened by a command of its own, all under one id")
def open_accounts(*, actor: Actor, comrades: Sequence[Comrade]) -> list[IssuedSlip]:
    """Open an account for each of them under a name made from theirs, and return the slips, in the same order.

    Each is written in a transaction of its own, because making a code is slow work: a long list does not keep other
    writers waiting. Whoever was given an account meanwhile, or whose name was taken in that moment, is passed over.
    """
    slips = []
    with one_command(uuid7()):
        for comrade in comrades:
            plain = accounts_rules.username_for(comrade.full_name, ())
            username = accounts_rules.username_for(comrade.full_name, accounts_selectors.taken_usernames(plain))
            with suppress(Refusal):
                slips.append(open_account(actor=actor, person_id=comrade.person_id, username=username))
    return slips


@command("members.account.open")
def renew_slip(*, actor: Actor, person_id: UUID) -> IssuedSlip:
    """Make a new slip for a person who has an account and lost the way in; an older slip stops working."""
    person = locked(Person, person_id)
    place = place_of(person)
    require(actor, "members.account.open", place)
    if person.user_id is None:
        raise Refusal("members.no_account", name=person.full_name)
    slip = accounts.issue_slip(actor=actor, place=place, user_id=person.user_id, tell=_secretaries(place))
    record(actor, person, place, details={"user": person.user_id})
    return slip


@command("members.account.open")
def link_account(*, actor: Actor, person_id: UUID, user: User) -> Person:
    """Say whose account it is; the mandates of running stays and posts open with it.

    Refuses a person who has an account, and an account that is somebody's already.
    """
    person = locked(Person, person_id)
    place = place_of(person)
    require(actor, "members.account.open", place)
    if person.user_id is not None:
        raise Refusal("members.has_account", name=person.full_name)
    if Person.objects.filter(user=user).exists():
        raise Refusal("members.account_taken", username=user.username)
    person.user = user
    save(person, "user")
    open_all(actor, person)
    record(actor, person, place, changed={"user": (None, user.pk)})
    return person


def _secretaries(place: Place) -> list[int]:
    if place.unit_id is None:
        return []
    return organisations.user_ids_with(place.unit_id, [Role.SECRETARY], clock.today())
