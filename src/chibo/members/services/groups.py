"""Groups of a cell (tổ đảng): founded, who belongs to them, who leads them, ended."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from chibo.access import Actor, require
from chibo.audit.rows import locked, save
from chibo.audit.services import command, record
from chibo.kernel import clock
from chibo.kernel.errors import Missing, Refusal
from chibo.kernel.text import tidy
from chibo.members import rules, selectors
from chibo.members.models import GroupPlace, Person, Post
from chibo.members.services.mandates import open_for
from chibo.members.services.stays import end_row
from chibo.members.states import LEADER, LEADERS, LEADERS_DEPUTY
from chibo.organisations import selectors as organisations
from chibo.organisations import services as units
from chibo.organisations.selectors import place_of

if TYPE_CHECKING:
    from chibo.organisations.models import Unit


@command("members.group.change")
def found_group(*, actor: Actor, cell: Unit, name: str, founded_on: date, decision: str = "") -> Unit:
    """Found a group inside a cell. Refuses a unit that is no cell, a name taken in the cell, and a day to come."""
    require(actor, "members.group.change", place_of(cell))
    rules.check_not_future(founded_on, clock.today())
    kind = organisations.group_kind(cell, founded_on)
    if not kind:
        raise Refusal("members.no_groups_here", unit=cell.name)
    if organisations.groups_of(cell.pk).filter(name=tidy(name)).exists():
        raise Refusal("members.group_name_taken", name=tidy(name))
    group = units.found_unit(
        actor=actor, name=name, kind=kind, founded_on=founded_on, parent=cell, place=cell.place, decision=decision
    )
    record(actor, group, place_of(cell), changed={"name": (None, group.name)})
    return group


@command("members.group.change")
def choose_members(*, actor: Actor, group: Unit, person_ids: Collection[UUID], since: date) -> int:
    """Let exactly these members of the cell belong to the group from that day; returns how many came or went.

    Whoever is in another group of the cell comes over. Who leads the group and goes leads it no more. Refuses somebody
    who is not in the cell, and a day to come. Two queries and two for each who comes or goes.
    """
    cell = _cell_of(group)
    require(actor, "members.group.change", place_of(cell))
    rules.check_not_future(since, clock.today())
    wanted = set(person_ids)
    if wanted - {comrade.person_id for comrade in selectors.roster(cell.pk, clock.today())}:
        raise Refusal("members.split_not_here")
    running = GroupPlace.objects.select_for_update().filter(unit__parent=cell, ends_on=None)
    leaving = [row for row in running if (row.unit_id == group.pk) != (row.person_id in wanted)]
    staying = {row.person_id for row in running} - {row.person_id for row in leaving}
    for row in leaving:
        row.ends_on = max(since, row.starts_on)
        save(row, "ends_on")
    coming = wanted - staying
    for person_id in sorted(coming):
        GroupPlace.objects.create(person_id=person_id, unit=group, starts_on=since)
    posts = Post.objects.filter(unit__parent=cell, kind__in=LEADERS, ends_on=None)
    for post in posts.filter(person_id__in=[row.person_id for row in leaving]).select_related("mandate__unit__parent"):
        end_row(actor, post, max(since, post.starts_on))
    changed = len(coming | {row.person_id for row in leaving})
    record(actor, group, place_of(cell), details={"members": len(wanted), "changed": changed})
    return changed


@command("members.group.change")
def choose_leaders(
    *, actor: Actor, group: Unit, leader_id: UUID | None, deputy_id: UUID | None, since: date, decision: str = ""
) -> list[Post]:
    """Write down whom the group elected as leader and deputy from a day on; None for nobody. Whoever stays, stays.

    Their accounts may then plan and hold the meetings of this group. Refuses somebody outside the group, one person as
    both, and a day to come.
    """
    cell = _cell_of(group)
    require(actor, "members.group.change", place_of(cell))
    rules.check_not_future(since, clock.today())
    if leader_id is not None and leader_id == deputy_id:
        raise Refusal("members.leader_is_deputy")
    wanted = {LEADER: leader_id, LEADERS_DEPUTY: deputy_id}
    here = set(GroupPlace.objects.filter(unit=group, ends_on=None).values_list("person_id", flat=True))
    if {person_id for person_id in wanted.values() if person_id} - here:
        raise Refusal("members.not_in_group", name=group.name)
    running = {post.kind: post for post in _posts_at(group)}
    for kind, post in running.items():
        if post.person_id != wanted[kind]:
            end_row(actor, post, max(since, post.starts_on))
    for kind, person_id in wanted.items():
        if person_id is not None and (kind not in running or running[kind].person_id != person_id):
            _begin(actor, group, person_id, kind, since, decision)
    details = {kind: str(person_id or "") for kind, person_id in wanted.items()}
    record(actor, group, place_of(cell), details=details)
    return _posts_at(group)


@command("members.group.change")
def arrange_group(
    *,
    actor: Actor,
    group: Unit,
    person_ids: Collection[UUID],
    leader_id: UUID | None,
    deputy_id: UUID | None,
    since: date,
    decision: str = "",
) -> Unit:
    """Write down who belongs to the group and whom it elected, in one act: both or nothing."""
    choose_members(actor=actor, group=group, person_ids=person_ids, since=since)
    choose_leaders(actor=actor, group=group, leader_id=leader_id, deputy_id=deputy_id, since=since, decision=decision)
    record(actor, group, place_of(_cell_of(group)))
    return group


@command("members.group.change")
def end_group(*, actor: Actor, group: Unit, version: int, ended_on: date, decision: str = "") -> Unit:
    """End a group: its members stay in the cell, nobody leads it any more. Its meetings can still be read."""
    cell = _cell_of(group)
    require(actor, "members.group.change", place_of(cell))
    rules.check_not_future(ended_on, clock.today())
    for post in _posts_at(group):
        end_row(actor, post, max(ended_on, post.starts_on))
    for row in GroupPlace.objects.select_for_update().filter(unit=group, ends_on=None):
        row.ends_on = max(ended_on, row.starts_on)
        save(row, "ends_on")
    ended = units.dissolve_unit(
        actor=actor, unit_id=group.pk, version=version, dissolved_on=ended_on, decision=decision
    )
    record(actor, ended, place_of(cell), changed={"ended_on": (None, ended_on)})
    return ended


def _cell_of(group: Unit) -> Unit:
    if not organisations.is_group(group, clock.today()) or group.parent is None:
        raise Missing("group")
    return group.parent


def _posts_at(group: Unit) -> list[Post]:
    rows = Post.objects.filter(unit=group, kind__in=LEADERS, ends_on=None)
    return list(rows.select_related("person", "mandate__unit__parent").order_by("id"))


def _begin(actor: Actor, group: Unit, person_id: UUID, kind: str, since: date, decision: str) -> None:
    person = locked(Person, person_id)
    post = Post.objects.create(person=person, unit=group, kind=kind, starts_on=since, decision=tidy(decision))
    open_for(actor, post, selectors.role_of(kind, group.kind, clock.today()))
