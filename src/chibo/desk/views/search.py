"""Search over people, organisations, meetings, papers and tasks within reach; diacritics do not matter."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from chibo.access import Actor, holds_anywhere
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

LATEST, SHOWN, LEAST_LETTERS = 500, 8, 2
"""Titles have no folded column: the latest so many within reach are compared, at most so many of each shown."""


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
        Found(_("Sinh hoạt"), "calendar-check", _meetings(actor, words)),
        Found(_("Định hướng"), "compass", _directives(actor, words)),
        Found(_("Tài liệu"), "file-text", _papers(actor, words)),
        Found(_("Nhiệm vụ"), "list-checks", _tasks(actor, words)),
    ]
    return [group for group in found if group.lines]


def _people(actor: Actor, words: list[str]) -> list[Line]:
    """Return persons, and write that they were listed. Two queries."""
    if not holds_anywhere(actor, "members.list.read"):
        return []
    rows = members.people_for(actor)
    for word in words:
        rows = rows.filter(search__contains=word)
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


def _meetings(actor: Actor, words: list[str]) -> list[Line]:
    rows = _matching(meetings.meetings_for(actor), words, "title", "unit__name")
    return [Line(title, reverse("meetings:detail", args=[pk]), notes=(unit,)) for pk, title, unit in rows]


def _directives(actor: Actor, words: list[str]) -> list[Line]:
    rows = _matching(directives.directives_for(actor), words, "subject", "number")
    return [
        Line(subject, reverse("directives:detail", args=[pk]), notes=(number,) if number else ())
        for pk, subject, number in rows
    ]


def _papers(actor: Actor, words: list[str]) -> list[Line]:
    rows = _matching(documents.papers_for(actor), words, "subject", "number_text", "type_name")
    return [
        Line(
            subject or kind, reverse("documents:paper", args=[pk]), notes=tuple(note for note in (kind, number) if note)
        )
        for pk, subject, number, kind in rows
    ]


def _tasks(actor: Actor, words: list[str]) -> list[Line]:
    rows = _matching(tasks.tasks_for(actor).order_by("-due_on", "-id"), words, "title", "due_on")
    return [Line(title, reverse("tasks:detail", args=[pk]), due, notes=(write.day(due),)) for pk, title, due in rows]


def _matching(rows: QuerySet, words: Iterable[str], *columns: str) -> list[tuple]:  # type: ignore[type-arg]
    """Return pk and columns of the latest rows whose text holds every word. One query."""
    wanted, found = list(words), []
    for row in rows.values_list("pk", *columns)[:LATEST]:
        text = fold(" ".join(str(part or "") for part in row[1:]))
        if all(word in text for word in wanted):
            found.append(row)
            if len(found) == SHOWN:
                break
    return found
