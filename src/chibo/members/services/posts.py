"""Posts of the Party: a fact about a person, which opens and closes the mandate that goes with it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from chibo.access import Actor, require
from chibo.audit.rows import locked
from chibo.audit.services import command, record
from chibo.kernel import clock
from chibo.kernel.errors import Missing, Refusal
from chibo.kernel.text import tidy
from chibo.members import rules, selectors
from chibo.members.models import Person, Post
from chibo.members.services.mandates import open_for
from chibo.members.services.stays import end_row
from chibo.organisations.selectors import place_of

if TYPE_CHECKING:
    from chibo.organisations.models import Unit


@command("members.post.change")
def start_post(*, actor: Actor, person_id: UUID, unit: Unit, kind: str, starts_on: date, decision: str) -> Post:
    """Let a person hold a post at a unit; their account gets the role that the post gives there.

    Refuses a post that this kind of unit does not have, one that the person holds already, one that only one
    can hold and somebody does, and a day that has not come.
    """
    person = locked(Person, person_id)
    require(actor, "members.post.change", place_of(unit))
    known = selectors.posts_at(unit.kind, clock.today())
    if kind not in known:
        raise Refusal("members.no_such_post", unit=unit.name)
    _check_free(person, unit, kind, one_holder=known[kind].one_holder)
    rules.check_not_future(starts_on, clock.today())
    post = Post.objects.create(person=person, unit=unit, kind=kind, starts_on=starts_on, decision=tidy(decision))
    open_for(actor, post, known[kind].role)
    record(actor, post, place_of(unit, person.pk), changed={"post": (None, kind)})
    return post


@command("members.post.change")
def end_post(*, actor: Actor, post_id: UUID, ends_on: date) -> Post:
    """Let a post end, and the mandate with it. Refuses one that has ended, and a day before it began."""
    post = Post.objects.select_for_update(of=("self",)).filter(pk=post_id).select_related("unit", "mandate").first()
    if post is None:
        raise Missing("post")
    place = place_of(post.unit, post.person_id)
    require(actor, "members.post.change", place)
    if post.ends_on is not None:
        raise Refusal("members.post_ended", day=post.ends_on)
    end_row(actor, post, ends_on)
    record(actor, post, place, changed={"ends_on": (None, ends_on)})
    return post


def _check_free(person: Person, unit: Unit, kind: str, *, one_holder: bool) -> None:
    held = Post.objects.filter(unit=unit, kind=kind, ends_on=None).select_related("person")
    for post in held:
        if post.person_id == person.pk:
            raise Refusal("members.post_held", unit=unit.name)
        if one_holder:
            raise Refusal("members.post_taken", name=post.person.full_name, unit=unit.name)
