"""Who a row of a list is, among those in the book and the rows above it. Pure: it is given maps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from chibo.exchange.rules.findings import Finding, error, warning
from chibo.exchange.rules.members import MemberRow
from chibo.kernel.text import fold


@dataclass(frozen=True, slots=True)
class Namesake:
    """Somebody in the book under a folded name."""

    person_id: UUID
    full_name: str
    born_on: date | None
    born_year: int | None


@dataclass(slots=True)
class Book:
    """Who is there already, within reach of the one who imports."""

    numbers: Mapping[str, UUID] = field(default_factory=dict)
    """Card number to person."""
    names: Mapping[str, list[Namesake]] = field(default_factory=dict)
    """Folded name to persons."""
    taken: Mapping[str, UUID] = field(default_factory=dict)
    """Card numbers that belong to somebody out of reach."""


@dataclass(slots=True)
class Seen:
    """The rows of the file so far: card number or name with birth to the number of the row."""

    numbers: dict[str, int] = field(default_factory=dict)
    names: dict[tuple[str, str], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Match:
    """Who the row is. `is_sure` is False where a person has to decide; None for nobody known."""

    person_id: UUID | None = None
    is_sure: bool = True
    findings: tuple[Finding, ...] = ()


NOBODY = Match()


def match(row: MemberRow, book: Book) -> Match:
    """Return who in the book the row speaks of: by card number, else by name with birth.

    A card number that two persons of the book share with the row, or that belongs to somebody out of reach, refuses
    the row. A namesake is a doubt, unless letters and day of birth are the same and only one person fits.
    """
    numbers = [number for number in (row.card_new, row.card_old) if number]
    if any(number in book.taken for number in numbers):
        return Match(None, findings=(error("exchange.card_elsewhere", _card_column(row)),))
    owners = {book.numbers[number] for number in numbers if number in book.numbers}
    if len(owners) > 1:
        return Match(None, findings=(error("exchange.card_of_two", _card_column(row)),))
    namesakes = book.names.get(fold(row.full_name), [])
    if owners:
        owner = next(iter(owners))
        if any(namesake.person_id == owner for namesake in namesakes):
            return Match(owner)
        return Match(owner, is_sure=False, findings=(warning("exchange.card_of_other", _card_column(row)),))
    return _by_name(row, namesakes)


def _by_name(row: MemberRow, namesakes: list[Namesake]) -> Match:
    alike = [namesake for namesake in namesakes if may_be_born_so(row, namesake)]
    if not alike:
        return NOBODY
    exact = [
        namesake
        for namesake in alike
        if row.born_on and namesake.born_on == row.born_on and namesake.full_name.casefold() == row.full_name.casefold()
    ]
    if len(exact) == 1:
        return Match(exact[0].person_id)
    one = (exact or alike)[0]
    found = warning("exchange.namesake", "full_name", name=one.full_name, year=str(one.born_year or "?"))
    return Match(one.person_id, is_sure=False, findings=(found,))


def may_be_born_so(row: MemberRow, namesake: Namesake) -> bool:
    """Tell whether the births do not contradict each other, as far as both are known."""
    if row.born_on and namesake.born_on:
        return row.born_on == namesake.born_on
    if row.born_year and namesake.born_year:
        return row.born_year == namesake.born_year
    return True


def double_above(row: MemberRow, number: int, seen: Seen) -> tuple[Finding | None, bool]:
    """Return a doubt if an earlier row is of the same person, and whether by card number; remember this row."""
    keys = [card for card in (row.card_new, row.card_old) if card]
    by_card = next((seen.numbers[key] for key in keys if key in seen.numbers), None)
    above = by_card
    birth = str(row.born_on or row.born_year or "")
    if birth and row.full_name:
        by_name = seen.names.setdefault((row.full_name.casefold(), birth), number)
        above = above or (by_name if by_name != number else None)
    for key in keys:
        seen.numbers.setdefault(key, number)
    found = warning("exchange.double_row", "full_name", row=above) if above else None
    return found, by_card is not None


def names_of(known: Iterable[Mapping[str, Any]]) -> dict[str, list[Namesake]]:
    """Return the map of names from lines of the book."""
    found: dict[str, list[Namesake]] = defaultdict(list)
    for line in known:
        namesake = Namesake(line["person_id"], line["full_name"], line["born_on"], line["born_year"])
        found[line["search"]].append(namesake)
    return found


def _card_column(row: MemberRow) -> str:
    return "card_new" if row.card_new else "card_old"
