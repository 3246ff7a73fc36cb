"""A person's record, part by part, and one's own. Every look at somebody else's is written before the answer."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.access import Actor, Place, may
from chibo.audit import selectors as audit
from chibo.audit.services import look
from chibo.documents import selectors as documents
from chibo.kernel import clock
from chibo.kernel.errors import Missing
from chibo.members import papers, selectors
from chibo.members.models import Person
from chibo.members.phrases import CORRECTION_STATES, CORRECTIONS, READ_ACTIONS, STATUSES
from chibo.members.views import acts, shown
from chibo.organisations import selectors as organisations
from chibo.ui.guard import actor_of, needs, signed_in
from chibo.ui.pages import page
from chibo.ui.shapes import Crumb
from chibo.ui.write import initials

OWN = "Everybody's own record."
PARTS = ("thong-tin", "qua-trinh", "chuc-vu", "the", "ai-da-xem")


@needs("members.record.read")
def record(request: HttpRequest, person_id: UUID, part: str = "thong-tin") -> HttpResponse:
    """One person's record, for whoever has the post for it."""
    actor = actor_of(request)
    person = selectors.person_for(actor, person_id)
    if part not in PARTS:
        raise Missing("part")
    place = selectors.place_of(person)
    if person.pk != actor.person_id:
        look(actor, f"members.record.{part}", person_id=person.pk, unit_id=place.unit_id)
    return page(request, "members/record.html", _context(actor, person, place, part))


@signed_in(OWN)
def me(request: HttpRequest, part: str = "thong-tin") -> HttpResponse:
    """One's own record: what is kept, what was asked to be corrected, and who looked."""
    actor = actor_of(request)
    if actor.person_id is None or part not in PARTS:
        raise Missing("person")
    person = selectors.person(actor.person_id)
    return page(
        request, "members/record.html", _context(actor, person, selectors.place_of(person), part) | {"own": True}
    )


@signed_in(OWN)
def my_paper(request: HttpRequest) -> HttpResponse:
    """One's own record as a paper to keep; it is printed for this answer alone and kept nowhere."""
    actor, today = actor_of(request), clock.today()
    if actor.person_id is None:
        raise Missing("person")
    person = selectors.person(actor.person_id)
    life = selectors.life_of(person.pk, today)
    if not life.stays:
        raise Missing("unit")
    posts, cards = selectors.posts_of(person.pk), selectors.cards_of(person.pk)
    kept = papers.Kept(person, life, posts, cards, audit.looks_at(person.pk))
    layout = documents.regulated(life.stays[0].unit, today).layout
    content = documents.print_pdf(papers.own_record(kept, today), layout, on=today, keep=False)
    return documents.bytes_response(content, _("Thông tin của tôi"), "pdf")


@needs("members.record.read")
def readers(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Who may see this record, and by which mandate."""
    return _readers(request, selectors.person_for(actor_of(request), person_id))


@signed_in(OWN)
def my_readers(request: HttpRequest) -> HttpResponse:
    """Who may see one's own record, and by which mandate."""
    actor = actor_of(request)
    if actor.person_id is None:
        raise Missing("person")
    return _readers(request, selectors.person(actor.person_id))


def _readers(request: HttpRequest, person: Person) -> HttpResponse:
    found = [
        reader
        for place in selectors.places_of(person)
        for reader in organisations.who_may(tuple(READ_ACTIONS), place, [person.user_id] if person.user_id else [])
    ]
    lines = organisations.explained(dict.fromkeys(found), READ_ACTIONS)
    own = person.pk == actor_of(request).person_id
    back = reverse("members:me") if own else reverse("members:record", args=[person.pk])
    context = {"person": person, "lines": lines, "crumbs": [Crumb(person.full_name, back)]}
    return page(request, "members/readers.html", context)


def _context(actor: Actor, person: Person, place: Place, part: str) -> dict[str, Any]:
    own = person.pk == actor.person_id
    life = selectors.life_of(person.pk, clock.today())
    context = {
        "person": person,
        "part": part,
        "tabs": shown.tabs(person, part, own=own),
        "initials": initials(person.full_name),
        "status": STATUSES[life.status],
        "sign": shown.STATUS_SIGNS[life.status] or "ok",
        "dates": papers.dates(life),
        "acts": acts.offered(actor, person, life, place),
        "may_correct": may(actor, "members.correction.ask", place),
    }
    may_end = may(actor, "members.post.change", place)
    return context | _part(person, life, part, may_end=may_end)


def _part(person: Person, life: selectors.Life, part: str, *, may_end: bool) -> dict[str, Any]:
    if part == "thong-tin":
        asked = selectors.corrections_of(person.pk)[:20]
        corrections = [(row, CORRECTIONS[row.about], CORRECTION_STATES[row.state]) for row in asked]
        return {"facts": papers.about(person), "corrections": corrections}
    if part == "qua-trinh":
        return {"course": papers.course(life)}
    if part == "chuc-vu":
        return {"posts": shown.post_lines(selectors.posts_of(person.pk), may_end=may_end)}
    if part == "the":
        return {"cards": selectors.cards_of(person.pk)}
    return {"looks": shown.looks(person)}
