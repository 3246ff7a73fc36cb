"""What a row would change of somebody who is in the book, and what it may not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from chibo.exchange.rules.findings import Finding, warning
from chibo.exchange.rules.members import MemberRow

_TEXTS = ("other_name", "home_place", "residence", "occupation", "phone", "ethnicity", "religion", "file_number")
_DAYS = {"admitted_on": "admitted", "joined_on": "joined", "official_on": "official"}


@dataclass(slots=True)
class Comparison:
    """Changes as name to (before, after): columns, `card_new`, `card_old`, `unit` (ids as text) and `post`."""

    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def compare(row: MemberRow, known: Mapping[str, Any], unit_id: UUID | None, decision: str) -> Comparison:
    """Return what differs between the row and what the book holds of the person.

    Empty cells change nothing. A legal name, sex, day of birth and a card number of the same kind are never
    overwritten. A new cell or post needs a decision, else it waits; official standing is never given by a list.
    """
    result = Comparison()
    _compare_birth_and_name(row, known, result)
    _compare_texts(row, known, result)
    _compare_days(row, known, result)
    _compare_cards(row, known, result)
    _compare_cell(known, unit_id, decision, result)
    _compare_post(row, known, unit_id, decision, result)
    return result


def _compare_birth_and_name(row: MemberRow, known: Mapping[str, Any], result: Comparison) -> None:
    if row.full_name != known["full_name"]:
        result.findings.append(warning("exchange.name_kept", "full_name", kept=known["full_name"]))
    if row.sex and not known["sex"]:
        result.changes["sex"] = ("", row.sex)
    elif row.sex and row.sex != known["sex"]:
        result.findings.append(warning("exchange.sex_kept", "sex"))
    if row.born_on and known["born_on"] is None:
        result.changes["born_on"] = (None, row.born_on)
        if known["born_year"] != row.born_year:
            result.changes["born_year"] = (known["born_year"], row.born_year)
    elif row.born_on and row.born_on != known["born_on"]:
        result.findings.append(warning("exchange.born_kept", "born", kept=f"{known['born_on']:%d/%m/%Y}"))
    elif row.born_year and known["born_year"] is None:
        result.changes["born_year"] = (None, row.born_year)


def _compare_texts(row: MemberRow, known: Mapping[str, Any], result: Comparison) -> None:
    for name in _TEXTS:
        after, before = getattr(row, name), known[name]
        if after and after.casefold() != before.casefold():
            result.changes[name] = (before, after)


def _compare_days(row: MemberRow, known: Mapping[str, Any], result: Comparison) -> None:
    for name, column in _DAYS.items():
        after, before = getattr(row, name), known[name]
        if after is None or after == before:
            continue
        if name == "official_on" and known["standing"] != "official":
            result.findings.append(warning("exchange.official_by_hand", column))
        elif not known["simple_dates"]:
            result.findings.append(warning("exchange.days_by_hand", column))
        else:
            result.changes[name] = (before, after)
    _check_order(known, result)


def _check_order(known: Mapping[str, Any], result: Comparison) -> None:
    """Drop changes of days that would stand in the wrong order with what the book keeps."""
    changes = result.changes
    joined = changes.get("joined_on", (None, known["joined_on"]))[1]
    official = changes.get("official_on", (None, known["official_on"]))[1]
    if joined and official and joined > official and ("joined_on" in changes or "official_on" in changes):
        changes.pop("joined_on", None)
        changes.pop("official_on", None)
        result.findings.append(warning("exchange.days_by_hand", "joined"))


def _compare_cards(row: MemberRow, known: Mapping[str, Any], result: Comparison) -> None:
    for name, digits in (("card_new", 12), ("card_old", 8)):
        number = getattr(row, name)
        if not number or number in known["cards"]:
            continue
        if any(len(card) == digits for card in known["cards"]):
            result.findings.append(warning("exchange.card_kept", name))
        else:
            result.changes[name] = (None, number)


def _compare_cell(known: Mapping[str, Any], unit_id: UUID | None, decision: str, result: Comparison) -> None:
    if unit_id is None or unit_id == known["unit_id"]:
        return
    if known["has_account"]:
        result.findings.append(warning("exchange.cell_by_hand", "unit", kept=known["unit_name"]))
    elif not decision:
        result.findings.append(warning("exchange.cell_waits", "unit", kept=known["unit_name"]))
    else:
        result.changes["unit"] = (known["unit_name"], str(unit_id))


def _compare_post(
    row: MemberRow, known: Mapping[str, Any], unit_id: UUID | None, decision: str, result: Comparison
) -> None:
    there = unit_id or known["unit_id"]
    if not row.post or (there, row.post) in known["posts"]:
        return
    if known["has_account"]:
        result.findings.append(warning("exchange.post_by_hand", "post"))
    elif not decision:
        result.findings.append(warning("exchange.post_waits", "post"))
    elif "unit" in result.changes or there == known["unit_id"]:
        result.changes["post"] = ("", row.post)
