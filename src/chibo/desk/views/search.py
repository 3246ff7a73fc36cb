"""Search over people, organisations, meetings, papers and tasks within reach; diacritics do not matter."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from chibo.access import Actor, holds_anywhere
from chibo.audit.rows import matching
from chibo.audit.services import look
from chibo.desk.views.lines import Line
from chibo.directives import selectors as directives
from chibo.documents import selectors as documents
from chibo.kernel.text import fold
from chibo.meetings import selectors as meetings
from chibo.members import selectors as members
from chibo.organisations import selectors as organisations
from chibo.tasks import selectors as tasks
from chibo.ui import write
from chibo.ui.guard import actor_of, needs
from chibo.ui.pages import page

SHOWN, LEAST_LETTERS = 8, 2
"""At most so many of each kind are shown; so many letters have to be typed."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of one kind."""

    label: str | Promise
    icon: str
    lines: list[Line]


@needs("desk.search.read")
def search(request: HttpRequest) -> HttpResponse:
    actor, asked = actor_of(request), request.GET.get("q", "").strip()[:100]
    words = fold(asked).split()
    groups = _groups(actor, asked, words) if len("".join(words)) >= LEAST_LETTERS else []
    first = next((line.url for group in groups for line in group.lines), "")
    if request.GET.get("mo") and first:
        return redirect(first)
    context = {"asked": asked, "groups": groups, "is_short": bool(asked) and not words}
    return page(request, "desk/search.html", context, part="found")


def _groups(actor: Actor, asked: str, words: list[str]) -> list[Found]:
    found = [
        Found(_("Đảng viên"), "users", _people(actor, words)),
        Found(_("Tổ chức đảng"), "network", _units(actor, asked)),
        Found(_("Sinh hoạt"), "calendar-check", _meetings(actor, asked)),
        Found(_("Định hướng"), "compass", _directives(actor, asked)),
        Found(_("Tài liệu"), "file-text", _papers(actor, asked)),
        Found(_("Nhiệm vụ"), "list-checks", _tasks(actor, asked)),
    ]
    return [group for group in found if group.lines]


def _people(actor: Actor, words: list[str]) -> list[Line]:
    """Return persons, and write that they were listed. Two queries."""
    if not holds_anywhere(actor, "members.list.read"):
        return []
    rows = members.people_for(actor).filter(matching(" ".join(words), "search"))
    people = list(rows.order_by("sort_name", "pk")[:SHOWN])
    if not people:
        return []
    look(actor, "search", details={"filter": " ".join(words), "count": len(people)})
    opens = holds_anywhere(actor, "members.record.read")
    return [
        Line(
            person.full_name,
            reverse("members:record", args=[person.pk]) if opens else reverse("members:list"),
            notes=(str(person.born_year),) if person.born_year else (),
        )
        for person in people
    ]


def _units(actor: Actor, asked: str) -> list[Line]:
    if not holds_anywhere(actor, "organisations.unit.read"):
        return []
    rows = organisations.units_matching(actor, asked, SHOWN)
    return [
        Line(row.name, reverse("organisations:unit", args=[row.pk]), notes=(row.parent.name,) if row.parent else ())
        for row in rows
    ]


def _meetings(actor: Actor, asked: str) -> list[Line]:
    rows, _is_wide = meetings.narrowed(actor, meetings.meetings_for(actor))
    rows = rows.filter(matching(asked, "search", "unit__search"))
    return [
        Line(title, reverse("meetings:detail", args=[pk]), notes=(unit,))
        for pk, title, unit in rows.values_list("pk", "title", "unit__name")[:SHOWN]
    ]


def _directives(actor: Actor, asked: str) -> list[Line]:
    rows = directives.directives_for(actor).filter(matching(asked, "search"))
    return [
        Line(subject, reverse("directives:detail", args=[pk]), notes=(number,) if number else ())
        for pk, subject, number in rows.values_list("pk", "subject", "number")[:SHOWN]
    ]


def _papers(actor: Actor, asked: str) -> list[Line]:
    rows = documents.papers_for(actor).filter(matching(asked, "search"))
    return [
        Line(
            subject or kind, reverse("documents:paper", args=[pk]), notes=tuple(note for note in (kind, number) if note)
        )
        for pk, subject, number, kind in rows.values_list("pk", "subject", "number_text", "type_name")[:SHOWN]
    ]


def _tasks(actor: Actor, asked: str) -> list[Line]:
    rows = tasks.tasks_for(actor).filter(matching(asked, "search")).order_by("-due_on", "-id")
    return [
        Line(title, reverse("tasks:detail", args=[pk]), due, notes=(write.day(due),) if due else ())
        for pk, title, due in rows.values_list("pk", "title", "due_on")[:SHOWN]
    ]
