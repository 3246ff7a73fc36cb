"""What the pages of a record show, made ready: facts, the course of a life in the Party, reasons for readers."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chibo.audit import selectors as audit
from chibo.kernel import clock
from chibo.members.models import Person, Post
from chibo.members.phrases import ENDS, EXEMPTIONS, LOOKS, SEXES, STANDINGS, STAYS
from chibo.members.selectors import Life, post_name
from chibo.members.states import Status
from chibo.ui.shapes import Event, Fact, Tab
from chibo.ui.write import day

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
class Period:
    """One line of the course of a life in the Party."""

    what: Words
    since: date
    until: date | None
    decision: str = ""


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


def about(person: Person) -> list[Fact]:
    """Return the basic record."""
    rows = (
        (_("Họ và tên"), person.full_name),
        (_("Tên gọi khác"), person.other_name),
        (_("Giới tính"), SEXES.get(person.sex, "")),
        (_("Ngày sinh"), day(person.born_on) or (str(person.born_year) if person.born_year else "")),
        (_("Dân tộc"), person.ethnicity),
        (_("Tôn giáo"), person.religion),
        (_("Quê quán"), person.home_place),
        (_("Nơi ở hiện nay"), person.residence),
        (_("Nghề nghiệp"), person.occupation),
        (_("Điện thoại"), person.phone),
    )
    return [Fact(term, value or "–") for term, value in rows]


def dates(life: Life) -> list[Fact]:
    """Return the days that count, and the party age."""
    found = life.membership
    items = [
        Fact(_("Ngày vào Đảng"), day(found.joined_on) or "–" if found else "–"),
        Fact(_("Ngày chính thức"), day(found.official_on) or "–" if found else "–"),
        Fact(_("Tuổi Đảng"), party_age(life.party_age_months)),
    ]
    if life.formal:
        items.append(Fact(_("Chi bộ"), life.formal.unit.name))
    if life.visit:
        items.append(Fact(_("Sinh hoạt tạm thời"), life.visit.unit.name))
    return items


def party_age(months: int | None) -> str:
    """Return `15 năm 6 tháng`; a dash until official."""
    if months is None:
        return "–"
    years, rest = divmod(months, 12)
    year = ngettext("%(count)s năm", "%(count)s năm", years) % {"count": years}
    month = ngettext("%(count)s tháng", "%(count)s tháng", rest) % {"count": rest}
    return f"{year} {month}" if years else month


def course(life: Life) -> list[Period]:
    """Return everything that was from a day to a day, newest first."""
    found = [
        Period(f"{STAYS[row.kind]}: {row.unit.name}", row.starts_on, row.ends_on, row.decision) for row in life.stays
    ]
    found += [Period(STANDINGS[row.kind], row.starts_on, row.ends_on, row.decision) for row in life.standings]
    found += [Period(EXEMPTIONS[row.kind], row.starts_on, row.ends_on, row.decision) for row in life.exemptions]
    found += [
        Period(_("Đình chỉ sinh hoạt đảng"), row.starts_on, row.ends_on, row.decision) for row in life.suspensions
    ]
    found += [
        Period(ENDS[row.end_kind], row.ended_on, None, row.end_decision) for row in life.memberships if row.ended_on
    ]
    return sorted(found, key=lambda period: period.since, reverse=True)


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
