"""Numbers of the Party card: a history, never overwritten."""

from datetime import date
from uuid import UUID

from chibo.access import Actor, require
from chibo.audit.rows import locked
from chibo.audit.services import command, record
from chibo.members.models import CardNumber, Person
from chibo.members.selectors import place_of
from chibo.members.services.entry import write_card


@command("members.record.write")
def add_card_number(*, actor: Actor, person_id: UUID, number: str, starts_on: date | None = None) -> CardNumber:
    """Add a number to a person's history; the older ones stay. Refuses a wrong shape and one entered already."""
    person = locked(Person, person_id)
    place = place_of(person)
    require(actor, "members.record.write", place)
    card = write_card(person, number, starts_on)
    record(actor, card, place, changed={"number": (None, card.number)})
    return card
