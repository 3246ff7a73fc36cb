"""Which meetings an actor sees at all, and where a meeting stands for `access`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q, QuerySet

from chibo.access import Actor, Place, Role, Scope, may, scope
from chibo.documents import selectors as documents
from chibo.documents.states import State as PaperState
from chibo.kernel import clock
from chibo.kernel.errors import Missing
from chibo.meetings.models import AgendaItem, Guest, JointCell, Material, Meeting, Opinion, ReplyRow
from chibo.meetings.states import APART, Kind, State
from chibo.members import selectors as members
from chibo.organisations.selectors import place_of, units_for, within

if TYPE_CHECKING:
    from chibo.documents.models import IssuedPaper
    from chibo.organisations.models import Unit


def place_in(actor: Actor, meeting: Meeting, person_id: UUID | None = None) -> Place:
    """Return where the meeting stands, with what the actor is in it (chair, clerk). Reads the meeting's unit."""
    here = set()
    if actor.person_id is not None and actor.person_id == meeting.chair_id:
        here.add(Role.CHAIR)
    if actor.person_id is not None and actor.person_id == meeting.clerk_id:
        here.add(Role.CLERK)
    here |= {role for role in _PARTS if _is_part(actor, meeting, role)}
    return place_of(meeting.unit, person_id, frozenset(here))


_PARTS = (Role.GROUP_LEADER, Role.MEMBER)


def _is_part(actor: Actor, meeting: Meeting, role: Role) -> bool:
    """Tell whether the actor leads the group that meets, or is a member of one of the cells that meet together.

    One query for a joint meeting, none for others.
    """
    if role is Role.GROUP_LEADER:
        return leads(actor, meeting.group_id)
    if meeting.kind != Kind.JOINT or meeting._state.adding:
        return False
    return JointCell.objects.filter(meeting=meeting, unit_id__in=_member_at(actor)).exists()


def _member_at(actor: Actor) -> list[UUID]:
    return [held.unit_id for held in actor.mandates if held.role is Role.MEMBER and held.unit_id]


def leads(actor: Actor, group_id: UUID | None) -> bool:
    """Tell whether the actor leads this group of a cell, as leader or deputy."""
    held = {mandate.unit_id for mandate in actor.mandates if mandate.role is Role.GROUP_LEADER}
    return group_id is not None and group_id in held


def place_at(actor: Actor, unit: Unit, group_id: UUID | None = None) -> Place:
    """Return where a meeting that is still to be drafted would stand: at the unit, for a group as its leader."""
    here = {Role.GROUP_LEADER} if leads(actor, group_id) else set()
    return place_of(unit, roles_here=frozenset(here))


def with_part(actor: Actor, where: Scope, meeting: str = "") -> Q:
    """Return the filter for meetings that a scope reaches because the actor is their chair or clerk.

    `meeting` is the way to the meeting from the rows that are filtered; empty filters meetings themselves.
    """
    prefix, found = f"{meeting}__" if meeting else "", Q(pk__in=[])
    if actor.person_id is not None and Role.CHAIR in where.roles_here:
        found |= Q(**{f"{prefix}chair_id": actor.person_id})
    if actor.person_id is not None and Role.CLERK in where.roles_here:
        found |= Q(**{f"{prefix}clerk_id": actor.person_id})
    if Role.MEMBER in where.roles_here and (units := _member_at(actor)):
        together = JointCell.objects.filter(unit_id__in=units).values("meeting_id")
        found |= Q(**{f"{prefix}pk__in": together})
    if led := [mandate.unit_id for mandate in actor.mandates if mandate.role in where.roles_here & {Role.GROUP_LEADER}]:
        found |= Q(**{f"{prefix}group__in": led})
    return found


def part_taken(actor: Actor, where: Scope) -> QuerySet[Any]:
    """Return the keys of the meetings of `with_part`, for a filter over rows that point to meetings. No query."""
    return Meeting.objects.filter(with_part(actor, where)).order_by().values("pk")


def meetings_for(actor: Actor) -> QuerySet[Meeting]:
    """Return the meetings whose public face the actor may see, newest month first. One query.

    Drafts are for those who prepare them, unless they were put off; the committee's own meetings are for its members
    and for the level above.
    """
    read = scope(actor, "meetings.meeting.read")
    mine = with_part(actor, replace(read, roles_here=read.roles_here - {Role.MEMBER}))
    seen = within(read, unit="unit") | with_part(actor, read)
    prepares = within(scope(actor, "meetings.meeting.prepare"), unit="unit") | mine
    committee = within(scope(actor, "meetings.committee.read"), unit="unit")
    announced = ~Q(state=State.DRAFT) | ~Q(change_reason="")
    open_to_all = announced & (~Q(kind__in=APART) | committee | _in_group(actor))
    rows = Meeting.objects.filter(seen).filter(prepares | open_to_all)
    return rows.select_related("unit").defer("rules", "seal_marks").order_by("-month_on", "-held_on", "-id")


MANY_UNITS = 200


def narrowed(actor: Actor, rows: QuerySet[Meeting]) -> tuple[QuerySet[Meeting], bool]:
    """Return rows of `meetings_for` by the keys of the units they belong to, and whether there are too many of those.

    "In this part of the tree, or with me in the chair" lies in two tables, and no engine has an index over both: it
    would read every meeting there is. With up to `MANY_UNITS` keys it need not. Above that the rows are left as they
    are, and want another bound, such as a month. One query.
    """
    read = scope(actor, "meetings.meeting.read")
    keys = list(units_for(actor, "meetings.meeting.read").order_by().values_list("pk", flat=True)[: MANY_UNITS + 1])
    if len(keys) > MANY_UNITS:
        return rows, True
    return rows.filter(Q(unit_id__in=keys) | with_part(actor, read)), False


def _in_group(actor: Actor) -> Q:
    """Return the filter for the meetings of the actor's own group."""
    if actor.person_id is None:
        return Q(pk__in=[])
    return Q(kind=Kind.GROUP, group__in=members.groups_of_person(actor.person_id, clock.today()))


def meeting_for(actor: Actor, meeting_id: UUID) -> Meeting:
    """Return the meeting with its unit, chair and clerk. Raises Missing out of reach. One query."""
    return _seen(actor, Meeting.objects.select_related("unit", "chair", "clerk"), meeting_id)


PLACED = ("unit__path", "chair", "clerk", "group", "kind", "state", "change_reason", "form", "link")
"""What says who sees a meeting and takes part in it; the unit's path is read with the unit."""


def placed_for(actor: Actor, meeting_id: UUID) -> Meeting:
    """Return as much of the meeting as says who sees it and takes part, for what a whole room asks at once.

    Raises Missing out of reach. One query, a third as long as that of `meeting_for`; any other field costs another.
    """
    return _seen(actor, Meeting.objects.select_related("unit").only(*PLACED), meeting_id)


def _seen(actor: Actor, rows: QuerySet[Meeting], meeting_id: UUID) -> Meeting:
    try:
        row = rows.get(pk=meeting_id)
    except Meeting.DoesNotExist:
        raise Missing("meeting") from None
    if not is_seen(actor, row):
        raise Missing("meeting")
    return row


def is_seen(actor: Actor, meeting: Meeting) -> bool:
    """Tell whether `meetings_for` has this one among its meetings. No query where the unit is loaded, one for a group's
    or a joint meeting.

    The same answer asked of one row: a filter over four scopes takes longer to be written than its row to be read.
    """
    read, here = scope(actor, "meetings.meeting.read"), place_in(actor, meeting)
    is_mine = bool((read.roles_here & here.roles_here) - {Role.MEMBER})
    if is_mine or may(actor, "meetings.meeting.prepare", here):
        return read.covers(here)
    is_announced = meeting.state != State.DRAFT or meeting.change_reason != ""
    is_open_to_all = meeting.kind not in APART or may(actor, "meetings.committee.read", here)
    return is_announced and read.covers(here) and (is_open_to_all or _is_of_group(actor, meeting))


def _is_of_group(actor: Actor, meeting: Meeting) -> bool:
    if meeting.group_id is None or actor.person_id is None:
        return False
    return members.groups_of_person(actor.person_id, clock.today()).filter(unit_id=meeting.group_id).exists()


def agenda_of(meeting: Meeting) -> list[AgendaItem]:
    """Return the items in their order, with presenter and preparer. One query."""
    return list(AgendaItem.objects.filter(meeting=meeting).select_related("presenter", "preparer"))


def materials_of(meeting: Meeting) -> list[Material]:
    """Return the files in the order they came, unsent ones too. One query. See `may_read_materials`."""
    return list(Material.objects.filter(meeting=meeting).select_related("file", "item").order_by("id"))


def issued_notice(meeting: Meeting) -> IssuedPaper | None:
    """Return the meeting's notice that has its number; None while there is none. One query."""
    rows = documents.papers_of(meeting.pk).filter(type_code="TB").exclude(state=PaperState.CANCELLED)
    return rows.select_related("sealed_pdf").first()


def item_in(meeting: Meeting, item_id: UUID) -> AgendaItem:
    """Return an item of that meeting. Raises Missing. One query."""
    item = AgendaItem.objects.filter(meeting=meeting, pk=item_id).select_related("presenter", "preparer").first()
    if item is None:
        raise Missing("item")
    return item


def item_for(actor: Actor, item_id: UUID) -> tuple[Meeting, AgendaItem]:
    """Return an item with its meeting, within the actor's reach. Raises Missing. Two queries."""
    item = AgendaItem.objects.filter(pk=item_id).select_related("presenter", "preparer").first()
    if item is None:
        raise Missing("item")
    return meeting_for(actor, item.meeting_id), item


def material_for(meeting: Meeting, material_id: UUID) -> Material:
    """Return a file of that meeting. Raises Missing. One query. The caller has asked `may_read_materials`."""
    row = Material.objects.filter(meeting=meeting, pk=material_id).select_related("file", "file__unit").first()
    if row is None:
        raise Missing("material")
    return row


def guest_in(meeting: Meeting, guest_id: UUID) -> Guest:
    """Return a guest of that meeting. Raises Missing. One query."""
    guest = Guest.objects.filter(meeting=meeting, pk=guest_id).first()
    if guest is None:
        raise Missing("guest")
    return guest


def own_reply(actor: Actor, meeting: Meeting) -> ReplyRow | None:
    """Return what the actor answered; None while nothing. One query."""
    if actor.person_id is None:
        return None
    return ReplyRow.objects.filter(meeting=meeting, person_id=actor.person_id).first()


def own_opinions(actor: Actor, meeting: Meeting) -> list[Opinion]:
    """Return the actor's own opinions, unsent ones too. One query."""
    if actor.person_id is None:
        return []
    rows = Opinion.objects.filter(meeting=meeting, person_id=actor.person_id)
    return list(rows.select_related("item").order_by("id"))


def opinions_sent(meeting: Meeting) -> QuerySet[Opinion]:
    """Return the opinions that were sent, for those whom `inside_for` lets in. One query."""
    rows = Opinion.objects.filter(meeting=meeting, sent_at__isnull=False)
    return rows.select_related("item", "person").order_by("sent_at", "id")
