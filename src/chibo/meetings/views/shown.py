"""What the pages of a meeting show: written once here, not cell by cell in the templates."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from chibo.access import may, require
from chibo.kernel import clock
from chibo.meetings import phrases, selectors
from chibo.meetings.figures import later
from chibo.meetings.models import AgendaItem, CellRequest, Material, Meeting
from chibo.meetings.rules import phase_of
from chibo.meetings.selectors.away import link_for, permission_of
from chibo.meetings.selectors.barring import barred_now
from chibo.meetings.selectors.counting import duty_in
from chibo.meetings.selectors.parts import may_be_named
from chibo.meetings.states import HELD, PREPARABLE, Form, State
from chibo.members.phrases import STATUSES
from chibo.regulations.figures import AgendaRow
from chibo.ui import write
from chibo.ui.guard import actor_of
from chibo.ui.shapes import Fact, Tab


def to_act_on(request: HttpRequest, meeting_id: UUID, action: str) -> Meeting:
    """Return the meeting for an act: 404 where the viewer may not see it, 403 where the act is not theirs there.

    Asked before a form is shown: choices of a form name the people of the unit.
    """
    actor = actor_of(request)
    meeting = selectors.meeting_for(actor, meeting_id)
    require(actor, action, selectors.place_in(actor, meeting))
    return meeting


@dataclass(frozen=True, slots=True)
class Note:
    """What another room knows of an item, with the way there."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item as a row of the agenda."""

    item: AgendaItem
    number: int
    who: str
    """Who presents it."""
    prepares: str = ""
    """Who prepares it and until when, where it is not done."""
    votes: str = ""
    """The kind of vote that it asks for."""
    papers: Sequence[Material] = ()
    note: Note | None = None
    is_first: bool = False
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the agenda with its rows and minutes."""

    label: str | Promise
    rows: list[ItemRow] = field(default_factory=list)
    minutes: int = 0
    share: int = 0
    """Of the whole, in whole percent, for the bar."""


def state_tag(meeting: Meeting) -> tuple[str, str | Promise]:
    """Return sign and word of the meeting's state; a draft that was put off says so."""
    if meeting.state == State.DRAFT and meeting.change_reason:
        agreed = meeting.change_agreed
        return ("info", phrases.POSTPONED_AGREED) if agreed else ("warn", phrases.POSTPONED)
    return phrases.STATE_SIGNS[meeting.state], phrases.STATES[meeting.state]


def registered_line(meeting: Meeting) -> str:
    """Return when it was registered, and how that stands to the deadline."""
    if meeting.registered_at is None:
        due = meeting.registration_due_on
        return _("Đăng ký chậm nhất %(day)s") % {"day": write.day(due)} if due else ""
    on, due = clock.local(meeting.registered_at).date(), meeting.registration_due_on
    facts = {"day": write.day(on), "count": abs((due - on).days) if due else 0}
    if due is None or on == due:
        return _("Đã đăng ký ngày %(day)s") % facts
    if on < due:
        return _("Đã đăng ký ngày %(day)s, trước hạn %(count)s ngày") % facts
    return _("Đã đăng ký ngày %(day)s, sau hạn %(count)s ngày") % facts


def head_facts(meeting: Meeting) -> list[Fact]:
    """Return time, place, chair, clerk and the assigned committee member. One query for the guests."""
    guests = [guest for guest in meeting.guests.all() if guest.is_assigned]
    facts = [
        Fact(_("Thời gian"), write.weekday_day(meeting.held_on) or _("Chưa chọn ngày"), hours(meeting)),
        Fact(_("Nơi họp"), meeting.place or _place_of(meeting), _form_of(meeting)),
        Fact(_("Chủ trì"), meeting.chair.full_name if meeting.chair else _("Chưa chọn")),
        Fact(
            _("Thư ký") if meeting.opened_at else _("Thư ký (dự kiến)"),
            meeting.clerk.full_name if meeting.clerk else _("Cử tại buổi họp"),
        ),
    ]
    return facts + [Fact(guest.office, guest.name) for guest in guests]


def _place_of(meeting: Meeting) -> str:
    return _("Chưa ghi") if meeting.form == Form.IN_PERSON else _("Phòng họp trực tuyến")


def _form_of(meeting: Meeting) -> str:
    """Return the form, and by which document members may take part from away."""
    word, permission = str(phrases.FORMS[Form(meeting.form)]), permission_of(meeting)
    return _("%(form)s, theo %(basis)s") % {"form": word, "basis": permission.basis} if permission else word


def hours(meeting: Meeting) -> str:
    """Return `19:30 đến 21:10`; an empty text without a time."""
    if meeting.starts_at is None:
        return ""
    end = write.clock_time(later(meeting.starts_at, meeting.planned_minutes))
    return _("%(start)s đến %(end)s") % {"start": write.clock_time(meeting.starts_at), "end": end}


def agenda(
    items: Sequence[AgendaItem],
    lines: dict[str, AgendaRow],
    materials: Iterable[Material] = (),
    notes: Mapping[str, Note] | None = None,
) -> list[Part]:
    """Return the agenda in its parts, in the order of the items. `notes` stand under lines of the standard agenda."""
    papers: dict[UUID | None, list[Material]] = {}
    for material in materials:
        papers.setdefault(material.item_id, []).append(material)
    whole = sum(item.planned_minutes for item in items) or 1
    numbered = list(enumerate(items, start=1))
    parts = []
    for phase, group in groupby(numbered, key=lambda pair: phase_of(pair[1].steps)):
        rows = [_row(item, number, lines, papers.get(item.pk, ()), len(items)) for number, item in group]
        rows = [replace(row, note=(notes or {}).get(row.item.line)) for row in rows]
        minutes = sum(row.item.planned_minutes for row in rows)
        parts.append(Part(phrases.PHASES[phase], rows, minutes, round(100 * minutes / whole)))
    return parts


def _row(item: AgendaItem, number: int, lines: dict[str, AgendaRow], papers: Sequence[Material], count: int) -> ItemRow:
    line = lines.get(item.line)
    return ItemRow(
        item,
        number,
        who=item.presenter.full_name if item.presenter else collective(line),
        prepares=_prepares(item),
        votes=str(phrases.DECISION) if item.decision else "",
        papers=papers,
        is_first=number == 1,
        is_last=number == count,
    )


def collective(line: AgendaRow | None) -> str:
    """Return who speaks where it is nobody in particular; an empty text where somebody is still to be named."""
    return str(phrases.COLLECTIVE.get(line.presenter, "")) if line else ""


def _prepares(item: AgendaItem) -> str:
    if item.preparer is None or item.prepared_at is not None:
        return ""
    name = write.comrade(item.preparer.full_name)
    if item.prepare_by_on is None:
        return _("%(name)s chuẩn bị") % {"name": name}
    return _("%(name)s chuẩn bị, trước %(day)s") % {"name": name, "day": write.day(item.prepare_by_on)}


def tabs(request: HttpRequest, meeting: Meeting, current: str, counts: dict[str, int]) -> list[Tab]:
    """Return the parts of the preparation that open for whoever prepares, each with its address. No query.

    An office prepares its committee's meeting without being let inside: no tab leads it to who comes or to opinions.
    """
    actor = actor_of(request)
    place = selectors.place_in(actor, meeting)
    parts = (
        ("detail", _("Chương trình"), "meetings.meeting.read"),
        ("materials", _("Tài liệu"), "meetings.meeting.prepare"),
        ("replies", _("Thành phần dự"), "meetings.reply.enter"),
        ("opinions", _("Ý kiến chuẩn bị"), "meetings.inside.read"),
        ("papers", _("Văn bản in"), "meetings.paper.print"),
    )
    return [
        Tab(label, reverse(f"meetings:{name}", args=[meeting.pk]), name == current, counts.get(name))
        for name, label, action in parts
        if may(actor, action, place)
    ]


def people_choices(meeting: Meeting) -> list[tuple[UUID, str, str | Promise]]:
    """Return those who may chair, write, present or prepare. Six queries."""
    return [(one.person_id, one.full_name, STATUSES.get(one.status, "")) for one in may_be_named(meeting)]


def request_rows(rows: Iterable[CellRequest]) -> list[tuple[CellRequest, str, str | Promise]]:
    """Return requests with the sign and the word of their state."""
    return [(row, phrases.REQUEST_SIGNS[row.state], phrases.REQUESTS[row.state]) for row in rows]


def base_context(request: HttpRequest, meeting: Meeting) -> dict[str, object]:
    """Return what every page of one meeting shows at its head."""
    actor = actor_of(request)
    place = selectors.place_in(actor, meeting)
    sign, word = state_tag(meeting)
    may_hold = may(actor, "meetings.meeting.hold", place)
    prepared, barred = meeting.state in PREPARABLE, barred_now(meeting)
    return {
        "meeting": meeting,
        "kind": phrases.KINDS[meeting.kind],
        "sign": sign,
        "word": word,
        "registered": registered_line(meeting),
        "facts": head_facts(meeting),
        "link": link_for(actor, meeting),
        "barred": barred,
        "may_join": meeting.state == State.OPEN
        and meeting.form != Form.IN_PERSON
        and not barred
        and may(actor, "meetings.away.join", selectors.place_in(actor, meeting, actor.person_id)),
        "may_prepare": prepared and may(actor, "meetings.meeting.prepare", place),
        "may_call": prepared and may(actor, "meetings.meeting.call", place),
        "may_change": prepared and may(actor, "meetings.meeting.change", place),
        "may_follow": meeting.state == State.OPEN and selectors.may_read_inside(actor, meeting),
        "may_hold": may_hold and meeting.state in (State.REGISTERED, State.CALLED, State.OPEN),
        "is_day": prepared and meeting.held_on is not None and meeting.held_on <= clock.today(),
        "has_minutes": meeting.state in HELD and may(actor, "meetings.inside.read", place),
        "may_look": meeting.state == State.CLOSED and selectors.may_read_inside(actor, meeting),
        "duty": duty_in(actor, meeting) if meeting.state == State.OPEN else None,
        "may_finish": meeting.state == State.CLOSED and may(actor, "meetings.meeting.finish", place),
    }
