"""A person's record as plain data: for the page, and for the paper that a member keeps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chibo.documents.figures import Column, Head, Heading, Paper, Paragraph, Table
from chibo.documents.figures import Fact as PaperFact
from chibo.members.models import CardNumber, Person, Post
from chibo.members.phrases import ENDS, EXEMPTIONS, LOOKS, SEXES, STANDINGS, STAYS
from chibo.members.selectors import Life, post_name
from chibo.ui.shapes import Fact
from chibo.ui.write import day, moment

if TYPE_CHECKING:
    from chibo.audit.models import Look

type Words = str | Promise


@dataclass(frozen=True, slots=True)
class Period:
    """One line of the course of a life in the Party."""

    what: Words
    since: date
    until: date | None
    decision: str = ""


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


@dataclass(frozen=True, slots=True)
class Kept:
    """Everything that is kept of a person, for their own copy."""

    person: Person
    life: Life
    posts: Sequence[Post]
    cards: Sequence[CardNumber]
    looks: Iterable[Look]


def own_record(kept: Kept, on: date) -> Paper:
    """Return a member's own copy of what is kept: no official paper, and it says so."""
    facts = [*about(kept.person), *dates(kept.life)]
    note = _(
        "Bản này in từ phần mềm ngày %(day)s theo yêu cầu của chính đảng viên, không thay hồ sơ gốc do cấp ủy quản lý."
    )
    return Paper(
        head=Head(
            issuer=kept.life.stays[0].unit.name.upper(),
            type_name=_("BẢN THÔNG TIN CỦA ĐẢNG VIÊN"),
            subject=kept.person.full_name,
        ),
        body=(
            Paragraph(note % {"day": day(on)}),
            Heading(_("Thông tin cơ bản")),
            *(PaperFact(str(fact.term), str(fact.value)) for fact in facts),
            Heading(_("Thẻ đảng viên")),
            *(PaperFact(_("Số thẻ"), card.number) for card in kept.cards),
            Heading(_("Quá trình sinh hoạt")),
            _table((_("Nội dung"), _("Từ ngày"), _("Đến trước ngày")), map(_course_row, course(kept.life))),
            Heading(_("Chức vụ trong Đảng")),
            _table((_("Chức vụ"), _("Từ ngày"), _("Đến trước ngày")), [_post_row(post, on) for post in kept.posts]),
            Heading(_("Ai đã xem hồ sơ")),
            _table((_("Họ và tên"), _("Đã xem"), _("Lúc")), map(_look_row, kept.looks)),
        ),
    )


def _table(heads: tuple[str, str, str], rows: Iterable[tuple[str, str, str]]) -> Table | Paragraph:
    found = tuple(rows)
    if not found:
        return Paragraph(_("Không có."))
    return Table(columns=(Column(heads[0], 3), Column(heads[1], 2), Column(heads[2], 2)), rows=found)


def _course_row(period: Period) -> tuple[str, str, str]:
    return str(period.what), day(period.since), day(period.until)


def _post_row(post: Post, on: date) -> tuple[str, str, str]:
    name = post_name(post.kind, post.unit.kind, post.ends_on or on)
    return f"{name}, {post.unit.name}", day(post.starts_on), day(post.ends_on)


def _look_row(look: Look) -> tuple[str, str, str]:
    return look.actor_name, str(LOOKS.get(look.part, LOOKS["members.record"])), moment(look.looked_at)
