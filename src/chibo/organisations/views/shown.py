"""What the pages of a unit show, made ready: history, mandates with their reasons, acts that are possible."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from chibo.access import Actor, Role, may
from chibo.organisations import selectors
from chibo.organisations.models import Unit, UnitEvent
from chibo.organisations.phrases import EVENTS, ROLES
from chibo.organisations.states import Event

Words = str | Promise


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change of the tree that touched this unit."""

    on: date
    what: str
    decision: str


@dataclass(frozen=True, slots=True)
class MandateLine:
    name: str
    role: Words
    since: date
    decided_by: str
    end_url: str
    """Empty where it ends with a post or a stay, or the viewer may not end it."""


@dataclass(frozen=True, slots=True)
class Act:
    label: Words
    url: str
    icon: str


def history(unit: Unit) -> list[HistoryLine]:
    """Return what happened to the unit, newest first."""
    return [
        HistoryLine(event.happened_on, _told(event, unit), event.decision) for event in selectors.events_of(unit.pk)
    ]


def _told(event: UnitEvent, unit: Unit) -> str:
    before = [one.name for one in event.before.all() if one.pk != unit.pk]
    after = [one.name for one in event.after.all() if one.pk != unit.pk]
    if event.event == Event.MERGED and after:
        return _("Sáp nhập vào %(name)s") % {"name": after[0]}
    if event.event == Event.MERGED:
        return _("Thành lập trên cơ sở sáp nhập %(names)s") % {"names": ", ".join(before)}
    if event.event == Event.SPLIT and before:
        return _("Tách ra từ %(name)s") % {"name": before[0]}
    if event.event == Event.SPLIT:
        return _("Tách thêm %(names)s") % {"names": ", ".join(after)}
    return str(EVENTS[event.event])


def mandate_lines(unit: Unit, actor: Actor, on: date) -> list[MandateLine]:
    """Return who holds what at the unit, members aside: those stand in the list of members."""
    may_end = may(actor, "organisations.mandate.end", selectors.place_of(unit))
    held = selectors.mandates_at(unit.pk, on).exclude(role=Role.MEMBER)
    return [
        MandateLine(
            name=mandate.user.display_name,
            role=ROLES[mandate.role],
            since=mandate.starts_on,
            decided_by=mandate.decided_by,
            end_url=_end_url(mandate.pk) if may_end and not mandate.kept_by else "",
        )
        for mandate in held
    ]


def acts_on(unit: Unit, actor: Actor) -> list[Act]:
    """Return what the viewer may do with the unit; nothing once it is dissolved."""
    if unit.dissolved_on is not None:
        return []
    place = selectors.place_of(unit)
    offered = (
        ("organisations.unit.found", _("Lập tổ chức trực thuộc"), "organisations:found", "plus"),
        ("organisations.unit.change", _("Đổi tên"), "organisations:rename", "pencil"),
        ("organisations.unit.change", _("Chuyển cấp trên trực thuộc"), "organisations:move", "arrow-right-left"),
        ("organisations.term.open", _("Mở nhiệm kỳ mới"), "organisations:term", "calendar-plus"),
        ("organisations.mandate.give", _("Giao vai trò"), "organisations:give", "key-round"),
    )
    return [
        Act(label, reverse(name, args=[unit.pk]), icon)
        for action, label, name, icon in offered
        if may(actor, action, place) and (unit.parent_id or name != "organisations:move")
    ]


def _end_url(mandate_id: UUID) -> str:
    return reverse("organisations:end_mandate", args=[mandate_id])
