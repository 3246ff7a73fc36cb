"""Member lists: judged against the book, written and taken back through the services of `members`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import batched
from typing import Any
from uuid import UUID

from chibo.access import Actor
from chibo.audit.rows import insert_many
from chibo.audit.services import one_command
from chibo.exchange.figures import AdmissionFigures
from chibo.exchange.models import ImportRow, ImportRun, ImportTrace
from chibo.exchange.rules.members import MemberRow, read_member
from chibo.exchange.services.judging import figures_of, judge_for
from chibo.exchange.states import Fate, Result
from chibo.kernel.pace import Pace
from chibo.members import services as members
from chibo.members.services import ChangedMember, NewMember, Outcome
from chibo.organisations.selectors import place_of

CHUNK = 250
"""Rows in one transaction: well under half a second on a small machine, so that nobody else waits."""
REVEALED = 1000
"""Persons shown in one transaction."""
_PERSON = (
    *("full_name", "other_name", "sex", "born_on", "born_year", "home_place", "residence", "occupation", "phone"),
    *("ethnicity", "religion"),
)
_MEMBERSHIP = ("admitted_on", "joined_on", "official_on", "file_number")
_DAYS = frozenset({"born_on", "admitted_on", "joined_on", "official_on"})


def write(actor: Actor, run: ImportRun) -> None:
    """Write the rows that bear no mark yet, a chunk in a transaction, then let the new persons be seen."""
    place, figures = place_of(run.unit), figures_of(run)
    with one_command(_command(run)):
        for rows in _chunks(run, result__in=[Result.NEW, Result.CHANGED], fate=""):
            new = [_new(run, row, figures) for row in rows if row.result == Result.NEW]
            changed = [_changed(run, row, figures) for row in rows if row.result == Result.CHANGED]
            members.write_many(
                actor=actor,
                place=place,
                run=run,
                new=new,
                changed=changed,
                keep=lambda outcome, rows=rows: _mark_written(run, rows, outcome),  # type: ignore[misc]
            )
        made = ImportRow.objects.filter(run=run, result=Result.NEW, fate=Fate.WRITTEN).order_by("unit_id", "number")
        for ids in batched(made.values_list("target_id", flat=True), REVEALED):
            members.reveal(actor=actor, place=place, run=run, person_ids=[pk for pk in ids if pk])


def take_back(actor: Actor, run: ImportRun) -> None:
    """Take back the rows that were written, a chunk in a transaction."""
    place = place_of(run.unit)
    with one_command(_command(run)):
        for rows in _chunks(run, fate=Fate.WRITTEN):
            stored = dict(ImportTrace.objects.filter(row__in=rows).values_list("row_id", "entries"))
            traces = {row.target_id: stored[row.pk] for row in rows if row.target_id}
            members.take_back(
                actor=actor,
                place=place,
                run=run,
                traces=traces,
                keep=lambda left, rows=rows: _mark_taken_back(run, rows, left),  # type: ignore[misc]
            )


def _command(run: ImportRun) -> UUID:
    assert run.command_id is not None
    return run.command_id


def _chunks(run: ImportRun, **which: Any) -> Iterator[list[ImportRow]]:
    """Yield rows in the order of the file; by key, since the marks of a chunk take its rows out of the filter."""
    pace, last = Pace(), 0
    waiting = ImportRow.objects.filter(run=run, **which).order_by("number").defer("findings", "left")
    while rows := list(waiting.filter(number__gt=last)[:CHUNK]):
        last = rows[-1].number
        yield rows
        pace.let_others_write()


def _mark_written(run: ImportRun, rows: list[ImportRow], outcome: Outcome) -> None:
    written = [row for row in rows if row.target_id in outcome.traces]
    insert_many(
        ImportTrace,
        ("row_id", "entries"),
        [(row.pk, outcome.traces[row.target_id]) for row in written if row.target_id],
    )
    overtaken = {row.pk: ["members.person", str(row.target_id)] for row in rows if row.target_id in outcome.overtaken}
    _mark(run, rows, Fate.WRITTEN, overtaken, Fate.OVERTAKEN)


def _mark_taken_back(run: ImportRun, rows: list[ImportRow], left: dict[UUID, tuple[str, str]]) -> None:
    kept = {row.pk: list(left[row.target_id]) for row in rows if row.target_id in left}
    _mark(run, rows, Fate.TAKEN_BACK, kept, Fate.KEPT)


def _mark(run: ImportRun, rows: list[ImportRow], fate: Fate, left: dict[int, list[str]], otherwise: Fate) -> None:
    """Mark the rows: `fate`, or `otherwise` with what kept them from it. One query, one more for each of the latter."""
    ImportRow.objects.filter(pk__in=[row.pk for row in rows if row.pk not in left]).update(fate=fate)
    for pk, reason in left.items():
        ImportRow.objects.filter(pk=pk).update(fate=otherwise, left=reason)
    run.done_count += len(rows)
    ImportRun.objects.filter(pk=run.pk).update(done_count=run.done_count)


def _new(run: ImportRun, row: ImportRow, figures: AdmissionFigures) -> NewMember:
    member = read_member(row.cells, run.as_of_on, figures)
    assert row.target_id is not None and row.unit_id is not None
    cards = tuple(number for number in (member.card_new, member.card_old) if number)
    return NewMember(
        person_id=row.target_id,
        unit_id=row.unit_id,
        person={name: getattr(member, name) for name in _PERSON},
        membership={name: getattr(member, name) for name in _MEMBERSHIP},
        is_official=_is_official(member),
        stays_from=member.since_on or run.as_of_on,
        decision=(member.decision or run.decision)[:200],
        cards=cards,
        card_from=member.card_on if len(cards) == 1 else None,
        post=row.changes.get("post", ["", ""])[1],
    )


def _is_official(member: MemberRow) -> bool:
    return member.official_on is not None or member.activity == "official"


def _changed(run: ImportRun, row: ImportRow, figures: AdmissionFigures) -> ChangedMember:
    member = read_member(row.cells, run.as_of_on, figures)
    changes = row.changes
    columns = {name: pair for name, pair in changes.items() if name in {*_PERSON, *_MEMBERSHIP}}
    assert row.target_id is not None
    return ChangedMember(
        person_id=row.target_id,
        before={name: _value(name, pair[0]) for name, pair in columns.items()},
        values={name: _value(name, pair[1]) for name, pair in columns.items()},
        cards=tuple(changes[name][1] for name in ("card_new", "card_old") if name in changes),
        unit_id=UUID(changes["unit"][1]) if "unit" in changes else None,
        post=changes.get("post", ["", ""])[1],
        post_unit_id=row.unit_id,
        on=member.since_on or run.as_of_on,
        decision=(member.decision or run.decision)[:200],
    )


def _value(name: str, plain: Any) -> Any:
    return date.fromisoformat(plain) if name in _DAYS and plain else plain


__all__ = ["judge_for", "take_back", "write"]
