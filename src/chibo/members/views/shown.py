"""What the pages of a record show, made ready: facts, the course of a life in the Party, reasons for readers."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from chibo.audit import selectors as audit
from chibo.kernel import clock
from chibo.members.models import Person, Post
from chibo.members.phrases import LOOKS
from chibo.members.selectors import post_name
from chibo.members.states import Status
from chibo.ui.shapes import Event, Tab

Words = str | Promise

STATUS_SIGNS = {
    Status.OFFICIAL: "",
    Status.PROBATIONARY: "info",
    Status.EXEMPT: "wait",
    Status.SHORT_EXEMPT: "wait",
    Status.AWAY: "draft",
    Status.GUEST: "draft",
    Status.SUSPENDED: "lock",
    Status.ENDED: "no",
}
"""The sign of each status; the normal case has none."""


@dataclass(frozen=True, slots=True)
class PostLine:
    name: str
    unit: str
    since: date
    until: date | None
    decision: str
    end_url: str = ""


def tabs(person: Person, part: str, *, own: bool) -> list[Tab]:
    """Return the parts of a record, each with an address."""
    names = {
        "thong-tin": _("Thông tin"),
        "qua-trinh": _("Quá trình sinh hoạt"),
        "chuc-vu": _("Chức vụ"),
        "the": _("Thẻ đảng viên"),
        "ai-da-xem": _("Ai đã xem"),
    }

    def address(slug: str) -> str:
        if own:
            return reverse("members:my_part", args=[slug])
        return reverse("members:part", args=[person.pk, slug])

    return [Tab(name, address(slug), slug == part) for slug, name in names.items()]


def post_lines(posts: list[Post], *, may_end: bool) -> list[PostLine]:
    """Return the posts, with a way to end those that run."""
    today = clock.today()
    return [
        PostLine(
            name=post_name(post.kind, post.unit.kind, post.ends_on or today),
            unit=post.unit.name,
            since=post.starts_on,
            until=post.ends_on,
            decision=post.decision,
            end_url=reverse("members:end_post", args=[post.pk]) if may_end and post.ends_on is None else "",
        )
        for post in posts
    ]


def looks(person: Person, limit: int = 100) -> list[Event]:
    """Return who looked at the record, newest first."""
    rows = audit.looks_at(person.pk)[:limit]
    return [Event(row.actor_name, LOOKS.get(row.part, LOOKS["members.record"]), row.looked_at) for row in rows]
