"""The account of a person: linked to the record, with the rights that stays and posts give."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from chibo.access import Actor, require
from chibo.audit.rows import locked, save
from chibo.audit.services import command, record
from chibo.kernel.errors import Refusal
from chibo.members.models import Person, Suspension
from chibo.members.selectors import place_of
from chibo.members.services.mandates import open_all

if TYPE_CHECKING:
    from chibo.accounts.models import User


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
    if not Suspension.objects.filter(person=person, ends_on=None).exists():
        open_all(actor, person)
    record(actor, person, place, changed={"user": (None, user.pk)})
    return person
