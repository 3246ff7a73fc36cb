"""The rights that go with a person's stays and posts: opened and closed here, kept in `organisations`."""

from datetime import date

from chibo.access import Actor, Role
from chibo.audit.rows import save
from chibo.kernel import clock
from chibo.members import selectors
from chibo.members.models import Person, Post, Stay, Suspension
from chibo.organisations import services as organisations

KEEPER = "members"


def open_for(actor: Actor, row: Stay | Post, role: Role | None) -> None:
    """Open the mandate of a running stay or post, where its person has an account and the post gives a role.

    It starts today at the earliest: a right is never given for the past. Nothing where it is open already, and
    nothing while the person is suspended.
    """
    user = row.person.user
    if user is None or role is None or row.mandate_id is not None or row.ends_on is not None:
        return
    if Suspension.objects.filter(person=row.person, ends_on=None).exists():
        return
    starts_on = max(row.starts_on, clock.today())
    row.mandate = organisations.give_mandate(
        actor=actor, user=user, role=role, unit=row.unit, starts_on=starts_on, decided_by=row.decision, kept_by=KEEPER
    )
    save(row, "mandate")


def close_of(actor: Actor, row: Stay | Post, ends_on: date) -> None:
    """End the mandate of a stay or post. One that has not begun by then ends on the day it began."""
    if row.mandate is None or row.mandate.ends_on is not None:
        return
    day = max(ends_on, row.mandate.starts_on)
    organisations.end_mandate(actor=actor, mandate_id=row.mandate.pk, ends_on=day, kept_by=KEEPER)


def open_all(actor: Actor, person: Person) -> None:
    """Open the mandates of all running stays and posts that have none."""
    for stay in Stay.objects.filter(person=person, ends_on=None).select_related("person__user", "unit"):
        open_for(actor, stay, Role.MEMBER)
    for post in Post.objects.filter(person=person, ends_on=None).select_related("person__user", "unit"):
        open_for(actor, post, selectors.role_of(post.kind, post.unit.kind, clock.today()))


def hold_back_all(actor: Actor, person: Person, ends_on: date) -> None:
    """End the mandates of all running stays and posts, which themselves go on; `open_all` opens new ones."""
    for model in (Stay, Post):
        for row in model.objects.filter(person=person, ends_on=None).select_related("mandate"):
            close_of(actor, row, ends_on)
            if row.mandate is not None:
                row.mandate = None
                save(row, "mandate")
