"""One row of a list of units as typed values and findings."""

import re
from dataclasses import dataclass, field
from datetime import date

from chibo.exchange.rules.dates import read_date
from chibo.exchange.rules.findings import Finding, error, from_refusal, warning
from chibo.kernel.errors import Refusal
from chibo.kernel.text import fold

_KINDS = (
    ("party_group", ("to dang",)),
    ("sub_committee", ("dang bo bo phan", "dang uy bo phan")),
    ("temporary_cell", ("chi bo sinh hoat tam thoi", "chi bo tam thoi")),
    ("grassroots_cell", ("chi bo co so",)),
    ("grassroots_committee", ("dang bo co so", "dang uy co so")),
    ("upper_grassroots", ("dang bo cap tren truc tiep", "cap tren truc tiep cua to chuc co so", "dang bo cap tren")),
    ("province_committee", ("dang bo tinh", "dang bo thanh pho", "tinh uy", "thanh uy")),
    ("cell", ("chi bo", "cb")),
    ("grassroots_committee", ("dang bo", "dang uy", "db")),
)


@dataclass(slots=True)
class UnitRow:
    """What a row says of a unit. Empty text or None where it says nothing."""

    name: str = ""
    kind: str = ""
    """Code in the rule of kinds of units."""
    parent: str = ""
    """Name of the unit above as typed; empty: the unit that imports."""
    founded_on: date | None = None
    decision: str = ""
    place: str = ""
    findings: list[Finding] = field(default_factory=list)


def read_unit(cells: dict[str, str], as_of: date) -> UnitRow:
    """Return what the cells of a row say."""
    row = UnitRow(
        name=cells.get("name", "").strip(" .,;:-")[:200],
        parent=cells.get("parent", "")[:200],
        decision=cells.get("decision", "")[:200],
        place=cells.get("place", "")[:120],
    )
    if not row.name:
        row.findings.append(error("exchange.unit_name_missing", "name"))
    elif not re.search(r"[^\W\d_]", row.name):
        row.findings.append(error("exchange.unit_name_odd", "name", seen=row.name))
    row.kind = kind_of(cells.get("kind", "")) or kind_of(row.name)
    if row.name and not row.kind:
        row.findings.append(error("exchange.unit_kind_unknown", "kind", seen=cells.get("kind", "") or row.name))
    _read_founded(row, cells.get("founded", ""), as_of)
    return row


def kind_of(text: str) -> str:
    """Return the code of the kind that the words begin with; empty where they name none."""
    seen = re.sub(r"[.\s]+", " ", fold(text)).strip()
    for code, words in _KINDS:
        if any(re.match(rf"{word}\b", seen) for word in words):
            return code
    return ""


def _read_founded(row: UnitRow, text: str, as_of: date) -> None:
    if not text:
        return
    try:
        row.founded_on = read_date(text, as_of).first_on
    except Refusal as refusal:
        row.findings.append(from_refusal(refusal, "founded"))
        return
    if not row.decision:
        row.findings.append(warning("exchange.unit_decision_missing", "decision"))
