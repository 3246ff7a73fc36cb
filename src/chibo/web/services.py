"""The acts that need several rooms and belong to none: opening an installation."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from chibo.access import NOBODY, Actor, Mandate, Place, Role, require
from chibo.accounts.services import NOWHERE, IssuedSlip, create_user, found_operator, issue_slip
from chibo.audit.services import command, record
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.organisations.selectors import place_of
from chibo.organisations.services import found_unit, give_mandate
from chibo.web import first_run

if TYPE_CHECKING:
    from chibo.accounts.models import User


@command("web.installation.open")
def open_installation(*, actor: Actor = NOBODY, code: str, username: str, display_name: str, password: str) -> User:
    """Make the operator's account with the code from the terminal, and give it the operator's mandate.

    Refuses a wrong code, and everything once there is an account.
    """
    if not first_run.is_code(code):
        raise Refusal("web.first_run_code")
    user = found_operator(actor=actor, username=username, display_name=display_name, password=password)
    operator = Actor(user.pk, None, user.display_name, (Mandate(Role.OPERATOR, None, ""),), clock.today())
    give_mandate(actor=operator, user=user, role=Role.OPERATOR, unit=None, starts_on=clock.today())
    record(operator, user, NOWHERE)
    return user


@command("web.installation.begin")
def begin_work(
    *,
    actor: Actor,
    name: str,
    kind: str,
    founded_on: date,
    place: str,
    display_name: str,
    username: str,
) -> IssuedSlip:
    """Found the first unit, make the account of its office with the mandate, and issue its slip.

    The operator does it once; every later mandate comes from the unit. Refuses what founding a unit, making an account
    and giving a mandate refuse, and then keeps nothing.
    """
    require(actor, "organisations.installation.set_up", Place())
    unit = found_unit(actor=actor, name=name, kind=kind, founded_on=founded_on, place=place)
    where = place_of(unit)
    user = create_user(actor=actor, place=where, username=username, display_name=display_name)
    give_mandate(actor=actor, user=user, role=Role.OFFICE, unit=unit, starts_on=clock.today())
    issued = issue_slip(actor=actor, place=where, user_id=user.pk)
    record(actor, unit, where, details={"user": user.pk})
    return issued
