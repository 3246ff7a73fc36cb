"""Many members at once, for lists that come in: written in chunks, each with a trace by which it can be taken back.

A trace names every row that a chunk wrote with the version it then had, and what stood there before. Only rows of
persons without an account are moved or given posts here: rights are opened and closed one by one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max

from chibo.access import Actor, Place, require
from chibo.audit.rows import Row, insert_many
from chibo.audit.services import command, record
from chibo.kernel.ids import uuid7
from chibo.kernel.months import Month
from chibo.members.models import CardNumber, Membership, Person, Post, Standing, Stay
from chibo.members.selectors import lines
from chibo.members.services.entry import TOPIC, name_columns
from chibo.members.states import StandingKind, StayKind
from chibo.organisations import services as organisations

MODELS: dict[str, type[Row]] = {
    "person": Person,
    "membership": Membership,
    "standing": Standing,
    "stay": Stay,
    "card": CardNumber,
    "post": Post,
}
SAVED = {
    "person": lines.PERSON_FIELDS,
    "membership": lines.MEMBERSHIP_FIELDS,
    "standing": ("starts_on", "ends_on"),
    "stay": ("ends_on",),
}
_PERSON_TEXTS = (
    *("other_name", "sex", "home_place", "residence", "occupation", "phone", "ethnicity"),
    "religion",
)
FIRST_VERSION = 1
Trace = list[list[Any]]
"""Rows as [kind, id, version after, columns before]; None for the columns of a row that was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMember:
    """Somebody to be entered. `person_id` is given by the caller, so that a chunk begun twice is known."""

    person_id: UUID
    unit_id: UUID
    person: Mapping[str, Any]
    """Columns of the person; `full_name` at least."""
    membership: Mapping[str, Any]
    is_official: bool
    stays_from: date
    decision: str = ""
    """Of the stay; empty where the paper is still awaited."""
    cards: tuple[str, ...] = ()
    card_from: date | None = None
    post: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedMember:
    """What is to change for somebody who is there. `before` holds what the user saw of the same names."""

    person_id: UUID
    before: Mapping[str, Any]
    values: Mapping[str, Any]
    """Columns of person and membership by name."""
    cards: tuple[str, ...] = ()
    unit_id: UUID | None = None
    """The new cell; None to stay."""
    post: str = ""
    post_unit_id: UUID | None = None
    on: date
    """From when cell and post count."""
    decision: str = ""


@dataclass(slots=True)
class Outcome:
    """What a chunk did: traces by person, and who was left out since somebody was quicker."""

    traces: dict[UUID, Trace] = field(default_factory=dict)
    overtaken: list[UUID] = field(default_factory=list)


@command("members.record.write")
def write_many(
    *,
    actor: Actor,
    place: Place,
    run: Row,
    new: Sequence[NewMember],
    changed: Sequence[ChangedMember],
    keep: Callable[[Outcome], None] | None = None,
) -> Outcome:
    """Write a chunk of a list into the cells at or below the place. New persons stay hidden until `reveal`.

    `keep` is called in the same transaction, so that the caller's note of what was done is never apart from it.
    Whoever has changed since the list was shown, whose card number was taken meanwhile or whose cell was dissolved, is
    left out and named. About fifteen queries for any number of rows; keep chunks to a few hundred: SQLite has one
    writer.
    """
    require(actor, "members.record.write", place)
    require(actor, "members.standing.change", place)
    outcome = Outcome()
    units = {member.unit_id for member in new} | {member.unit_id for member in changed if member.unit_id}
    standing = organisations.hold_standing(units)
    _write_new(run.pk, _into(standing, new, outcome), outcome)
    _write_changed(_into(standing, changed, outcome), outcome)
    if keep is not None:
        keep(outcome)
    touched = {(member.unit_id, Month.of(member.on)) for member in changed if member.unit_id}
    record(
        actor,
        run,
        place,
        details={"new": len(new), "changed": len(changed), "overtaken": len(outcome.overtaken)},
        touches=[(unit_id, month, TOPIC) for unit_id, month in sorted(touched)],
    )
    return outcome


def _into[M: (NewMember, ChangedMember)](standing: set[UUID], members: Sequence[M], outcome: Outcome) -> list[M]:
    """Return those who come into a unit that stands, or into none; the others are left out and named."""
    fits = {*standing, None}
    outcome.overtaken += [member.person_id for member in members if member.unit_id not in fits]
    return [member for member in members if member.unit_id in fits]


@command("members.record.write")
def reveal(*, actor: Actor, place: Place, run: Row, person_ids: Sequence[UUID]) -> int:
    """Let the persons of a run be seen, and count their cells anew: before, they stood in no figure.

    Three queries besides the entry. Name the persons of a cell together, so that it is counted once.
    """
    require(actor, "members.record.write", place)
    shown = Person.objects.filter(pk__in=person_ids, import_run=run.pk).update(import_run=None)
    record(actor, run, place, details={"shown": shown}, touches=_entered_in(person_ids))
    return shown


def _entered_in(person_ids: Sequence[UUID]) -> list[tuple[UUID, Month, str]]:
    """Return the cells of persons just entered, each with the last month in which one of them came. One query."""
    stays = Stay.objects.filter(person_id__in=person_ids, kind=StayKind.FORMAL, ends_on=None)
    came = stays.order_by("unit_id").values_list("unit_id").annotate(Max("starts_on"))
    return [(unit_id, Month.of(day), TOPIC) for unit_id, day in came]


# -- new ones -----------------------------------------------------------------------------------------------------


def _write_new(run_id: UUID, new: Sequence[NewMember], outcome: Outcome) -> None:
    taken = lines.owners_of([number for member in new for number in member.cards])
    fresh = []
    for member in new:
        if any(number in taken for number in member.cards):
            outcome.overtaken.append(member.person_id)
        else:
            fresh.append(member)
            taken |= dict.fromkeys(member.cards, member.person_id)
    made: dict[str, list[dict[str, Any]]] = {kind: [] for kind in MODELS}
    for member in fresh:
        rows = _rows_of(member, run_id)
        outcome.traces[member.person_id] = [[kind, str(row["id"]), FIRST_VERSION, None] for kind, row in rows]
        for kind, row in rows:
            made[kind].append(row)
    for kind, rows_of_kind in made.items():
        if rows_of_kind:
            columns = list(rows_of_kind[0])
            insert_many(MODELS[kind], columns, ([row[name] for name in columns] for row in rows_of_kind))


def _rows_of(member: NewMember, run_id: UUID) -> list[tuple[str, dict[str, Any]]]:
    """Return the rows of a new member as plain columns, each kind always with the same ones."""
    facts = {**dict.fromkeys(_PERSON_TEXTS, ""), "born_on": None, "born_year": None, **member.person}
    names = name_columns(facts.pop("full_name"), facts.pop("given_name", ""))
    person = {"id": member.person_id, "import_run": run_id, **{name: facts[name] for name in sorted(facts)}, **names}
    about: dict[str, Any] = {"person_id": member.person_id}
    days = {**dict.fromkeys(("admitted_on", "joined_on", "official_on")), "file_number": "", **member.membership}
    stay = {
        **about,
        "id": uuid7(),
        "unit_id": member.unit_id,
        "kind": StayKind.FORMAL.value,
        "starts_on": member.stays_from,
        "decision": member.decision,
    }
    rows: list[tuple[str, dict[str, Any]]] = [("person", person)]
    rows += [("membership", {**about, "id": uuid7(), **days}), ("stay", stay)]
    rows += [("standing", {**about, "id": uuid7(), **standing}) for standing in _standings(member)]
    rows += [("card", {**about, "id": uuid7(), "number": n, "starts_on": member.card_from}) for n in member.cards]
    if member.post:
        rows.append(("post", {**stay, "id": uuid7(), "kind": member.post}))
    return rows


def _standings(member: NewMember) -> list[dict[str, Any]]:
    facts = member.membership
    joined, official = facts.get("joined_on") or facts.get("admitted_on"), facts.get("official_on")
    begins = joined or official or member.stays_from
    if not member.is_official:
        return [{"kind": StandingKind.PROBATIONARY.value, "starts_on": begins, "ends_on": None}]
    if official is None or official <= begins:
        return [{"kind": StandingKind.OFFICIAL.value, "starts_on": official or begins, "ends_on": None}]
    return [
        {"kind": StandingKind.PROBATIONARY.value, "starts_on": begins, "ends_on": official},
        {"kind": StandingKind.OFFICIAL.value, "starts_on": official, "ends_on": None},
    ]


# -- those who are there ------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Loaded:
    """The rows of the persons of a chunk, and which of them are to be saved or made."""

    people: dict[UUID, Person]
    memberships: dict[UUID, Membership]
    stays: dict[UUID, Stay]
    standings: dict[UUID, list[Standing]]
    changed: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    made: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))


def _write_changed(changed: Sequence[ChangedMember], outcome: Outcome) -> None:
    if not changed:
        return
    ids = [member.person_id for member in changed]
    loaded = _load(ids)  # first, so that nobody changes them after they were compared
    now = lines.lines_of(ids)
    taken = lines.owners_of([number for member in changed for number in member.cards])
    for member in changed:
        line = now.get(member.person_id)
        if line is None or _is_overtaken(member, line) or any(number in taken for number in member.cards):
            outcome.overtaken.append(member.person_id)
            continue
        outcome.traces[member.person_id] = _apply(member, loaded)
    for kind, rows in loaded.changed.items():
        MODELS[kind]._default_manager.bulk_update(rows, [*SAVED[kind], "version"], batch_size=200)
    for kind, rows in loaded.made.items():
        MODELS[kind]._default_manager.bulk_create(rows)


def _is_overtaken(member: ChangedMember, line: Mapping[str, Any]) -> bool:
    if (member.unit_id or member.post) and line["has_account"]:
        return True
    return any(line[name] != seen for name, seen in member.before.items())


def _load(ids: list[UUID]) -> _Loaded:
    standings: dict[UUID, list[Standing]] = defaultdict(list)
    for standing in Standing.objects.select_for_update().filter(person_id__in=ids).order_by("starts_on"):
        standings[standing.person_id].append(standing)
    stays = Stay.objects.select_for_update().filter(person_id__in=ids, kind=StayKind.FORMAL, ends_on=None)
    memberships = Membership.objects.select_for_update().filter(person_id__in=ids, ended_on=None)
    return _Loaded(
        people={person.pk: person for person in Person.objects.select_for_update().filter(pk__in=ids)},
        memberships={membership.person_id: membership for membership in memberships},
        stays={stay.person_id: stay for stay in stays},
        standings=standings,
    )


def _apply(member: ChangedMember, loaded: _Loaded) -> Trace:
    trace: Trace = []
    person = loaded.people[member.person_id]
    own = {name: value for name, value in member.values.items() if name in lines.PERSON_FIELDS}
    _change(trace, loaded, "person", person, own)
    membership = loaded.memberships.get(member.person_id)
    rest = {name: value for name, value in member.values.items() if name in lines.MEMBERSHIP_FIELDS}
    if membership is not None and rest:
        _change(trace, loaded, "membership", membership, rest)
        _correct_standings(trace, loaded, membership)
    for number in member.cards:
        _make(trace, loaded, "card", CardNumber(person=person, number=number))
    if member.unit_id is not None:
        _move(trace, loaded, person, member)
    if member.post and member.post_unit_id:
        post = Post(
            person=person,
            unit_id=member.post_unit_id,
            kind=member.post,
            starts_on=member.on,
            decision=member.decision,
        )
        _make(trace, loaded, "post", post)
    return trace


def _change(trace: Trace, loaded: _Loaded, kind: str, row: Row, values: Mapping[str, Any]) -> None:
    before = {name: getattr(row, name) for name, value in values.items() if getattr(row, name) != value}
    if not before:
        return
    for name in before:
        setattr(row, name, values[name])
    row.version += 1
    trace.append([kind, str(row.pk), row.version, {name: _plain(value) for name, value in before.items()}])
    loaded.changed[kind].append(row)


def _make(trace: Trace, loaded: _Loaded, kind: str, row: Row) -> None:
    trace.append([kind, str(row.pk), row.version, None])
    loaded.made[kind].append(row)


def _correct_standings(trace: Trace, loaded: _Loaded, membership: Membership) -> None:
    """Let the days of the usual two standings follow corrected days of the membership."""
    begins, official = membership.joined_on or membership.admitted_on, membership.official_on
    for standing in loaded.standings[membership.person_id]:
        if standing.kind == StandingKind.OFFICIAL and official:
            _change(trace, loaded, "standing", standing, {"starts_on": official})
        elif standing.kind == StandingKind.PROBATIONARY and begins:
            days: dict[str, Any] = {"starts_on": begins}
            if standing.ends_on is not None and official:
                days["ends_on"] = official
            _change(trace, loaded, "standing", standing, days)


def _move(trace: Trace, loaded: _Loaded, person: Person, member: ChangedMember) -> None:
    stay = loaded.stays.get(person.pk)
    day = member.on
    if stay is not None:
        day = max(day, stay.starts_on)
        _change(trace, loaded, "stay", stay, {"ends_on": day})
    if member.unit_id is None:
        return
    fresh = Stay(person=person, unit_id=member.unit_id, kind=StayKind.FORMAL, starts_on=day, decision=member.decision)
    _make(trace, loaded, "stay", fresh)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
