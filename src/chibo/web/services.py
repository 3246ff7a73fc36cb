"""The acts that need several rooms and belong to none: opening an installation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.access import NOBODY, Actor, Mandate, Role
from chibo.accounts.services import NOWHERE, found_operator
from chibo.audit.services import command, record
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.organisations.services import give_mandate
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
