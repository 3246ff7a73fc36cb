"""Terms of office."""

from datetime import date

from chibo.access import Actor, require
from chibo.audit.rows import save
from chibo.audit.services import command, record
from chibo.kernel.errors import Refusal
from chibo.kernel.text import tidy
from chibo.organisations import selectors
from chibo.organisations.models import Term, Unit
from chibo.organisations.selectors import place_of


@command("organisations.term.open")
def open_term(*, actor: Actor, unit: Unit, name: str, starts_on: date) -> Term:
    """Open a term of office; papers begin again at 01. Ends the one that runs."""
    require(actor, "organisations.term.open", place_of(unit))
    running = selectors.current_term(unit.pk)
    if running is not None:
        if starts_on <= running.starts_on:
            raise Refusal("organisations.term_runs", name=running.name)
        running.ends_on = starts_on
        save(running, "ends_on")
    term = Term.objects.create(unit=unit, name=tidy(name), starts_on=starts_on)
    record(actor, term, place_of(unit), changed={"name": (None, term.name)})
    return term
