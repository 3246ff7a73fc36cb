"""One row of a member list as typed values and findings."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from chibo.exchange.figures import AdmissionFigures
from chibo.exchange.rules.cards import NEW_DIGITS, OLD_DIGITS, Card, contradicts, read_card
from chibo.exchange.rules.dates import PartDate, Precision, read_date
from chibo.exchange.rules.findings import Finding, error, from_refusal, warning
from chibo.exchange.rules.words import Activity, is_mark, read_activity, read_name, read_post, read_sex
from chibo.kernel.errors import Refusal

_PLACES = ("birth", "home", "residence")
_LONGEST = {"home_place": 200, "residence": 200, "occupation": 200, "phone": 30, "ethnicity": 60, "religion": 60,
            "other_name": 120, "file_number": 20, "decision": 200}  # fmt: skip
_NONE_WORDS = frozenset({"không", "ko", "k", "-", "--"})


@dataclass(slots=True)
class MemberRow:
    """What a row says of a member. Empty text or None where it says nothing."""

    full_name: str = ""
    other_name: str = ""
    sex: str = ""
    born_on: date | None = None
    born_year: int | None = None
    home_place: str = ""
    residence: str = ""
    occupation: str = ""
    phone: str = ""
    ethnicity: str = ""
    religion: str = ""
    file_number: str = ""
    admitted_on: date | None = None
    joined_on: date | None = None
    official_on: date | None = None
    card_new: str = ""
    """12 digits."""
    card_old: str = ""
    """8 digits."""
    card_on: date | None = None
    unit: str = ""
    """Name of the cell as typed."""
    post: str = ""
    since_on: date | None = None
    """Day from which the member is in this cell."""
    decision: str = ""
    activity: str = ""
    findings: list[Finding] = field(default_factory=list)


@dataclass(slots=True)
class _Reader:
    """Reads the cells of one row; what a parser refuses becomes a finding of that cell."""

    cells: dict[str, str]
    row: MemberRow

    def text(self, name: str) -> str:
        return self.cells.get(name, "")

    def parse[T](self, name: str, parser: Callable[[str], T]) -> T | None:
        text = self.text(name)
        if not text:
            return None
        try:
            return parser(text)
        except Refusal as refusal:
            self.row.findings.append(from_refusal(refusal, name))
            return None

    def warn(self, code: str, name: str, **facts: object) -> None:
        self.row.findings.append(warning(code, name, **facts))


def read_member(cells: dict[str, str], as_of: date, figures: AdmissionFigures) -> MemberRow:
    """Return what the cells of a row say. `as_of` is the day of the list: nothing in it lies later."""
    row = MemberRow()
    reader = _Reader(cells, row)
    _read_name(reader)
    _read_sex(reader)
    _read_born(reader, as_of, figures)
    _read_words(reader)
    _read_cards(reader, as_of)
    _read_dates(reader, as_of)
    _read_activity(reader)
    _read_post(reader)
    row.unit = reader.text("unit")
    row.findings += _doubts(row, figures)
    return row


def _read_name(reader: _Reader) -> None:
    cells = reader.cells
    if cells.get("given_name") and cells.get("family_name") and not cells.get("full_name"):
        cells = {**cells, "full_name": f"{cells['family_name']} {cells['given_name']}"}
        reader.cells = cells
    if not cells.get("full_name"):
        reader.row.findings.append(error("exchange.name_missing", "full_name"))
        return
    name = reader.parse("full_name", read_name)
    if name is None:
        return
    reader.row.full_name = name.full
    if name.is_short:
        reader.warn("exchange.name_short", "full_name", seen=name.full)


def _read_sex(reader: _Reader) -> None:
    if is_mark(reader.text("female")) or reader.text("born_female"):
        reader.row.sex = "female"
    elif is_mark(reader.text("male")) or reader.text("born_male"):
        reader.row.sex = "male"
    reader.row.sex = reader.parse("sex", read_sex) or reader.row.sex


def _read_born(reader: _Reader, as_of: date, figures: AdmissionFigures) -> None:
    name = next((n for n in ("born", "born_male", "born_female") if reader.text(n) and not is_mark(reader.text(n))), "")
    latest = plus_months(as_of, -12 * figures.least_age_years)
    found = reader.parse(name, lambda text: read_date(text, latest)) if name else None
    if found is None:
        if not name:
            reader.warn("exchange.born_missing", "born")
        return
    reader.row.born_on, reader.row.born_year = found.on, found.year
    if found.precision is not Precision.DAY:
        reader.warn("exchange.born_year_only", name, year=str(found.year))


def _read_words(reader: _Reader) -> None:
    for place in _PLACES:
        parts = [reader.text(f"{place}_{part}") for part in ("detail", "province", "country")]
        name = f"{place}_place" if place != "residence" else place
        if any(parts) and not reader.text(name):
            reader.cells = {**reader.cells, name: ", ".join(part for part in parts if part and part != "Việt Nam")}
    for name, longest in _LONGEST.items():
        text = reader.text(name)
        if len(text) > longest:
            reader.warn("exchange.text_too_long", name, limit=longest)
        if text.casefold() not in _NONE_WORDS or name == "religion":
            setattr(reader.row, name, text[:longest])
    phone = reader.row.phone
    if re.fullmatch(r"[1-9]\d{8}", phone):  # a mobile number without the zero that a number cell took
        reader.row.phone = "0" + phone


def _read_cards(reader: _Reader, as_of: date) -> None:
    row = reader.row
    for name, digits in (("card_new", NEW_DIGITS), ("card_old", OLD_DIGITS), ("card", None)):
        card = reader.parse(name, lambda text, digits=digits: read_card(text, digits))  # type: ignore[misc]
        if card is not None:
            _take_card(reader, name, card)
    personal = reader.parse("personal_number", lambda text: read_card(text, NEW_DIGITS))
    if personal and row.card_new and personal.number != row.card_new:
        reader.warn("exchange.card_not_personal", "card_new")
    row.card_on = _whole_day(reader, "card_on", as_of)


def _take_card(reader: _Reader, name: str, card: Card) -> None:
    kept = "card_new" if card.is_new else "card_old"
    before = getattr(reader.row, kept)
    if before and before != card.number:
        reader.row.findings.append(error("exchange.card_two", name, first=before, second=card.number))
        return
    setattr(reader.row, kept, card.number)
    if card.restored:
        reader.warn("exchange.card_restored", name, number=card.number)
    if card.is_new and contradicts(card.number, sex=reader.row.sex, born_year=reader.row.born_year):
        reader.warn("exchange.card_contradicts", name)


def _read_dates(reader: _Reader, as_of: date) -> None:
    row = reader.row
    row.admitted_on = _whole_day(reader, "admitted", as_of)
    row.joined_on = _whole_day(reader, "joined", as_of)
    row.since_on = _whole_day(reader, "since", as_of)
    # probationary members' lists often name the day on which the year will be over
    official = _whole_day(reader, "official", plus_months(as_of, 24))
    if official and official > as_of:
        reader.warn("exchange.official_ahead", "official", day=_plain(official))
        official = None
    row.official_on = official


def _whole_day(reader: _Reader, name: str, latest: date) -> date | None:
    found: PartDate | None = reader.parse(name, lambda text: read_date(text, latest))
    if found is None:
        return None
    if found.on is None:
        reader.warn("exchange.day_missing", name, seen=reader.text(name))
    return found.on


def _read_activity(reader: _Reader) -> None:
    activity = reader.parse("activity", read_activity) or ""
    if activity == Activity.ENDED:
        reader.row.findings.append(error("exchange.activity_ended", "activity", seen=reader.text("activity")))
    elif activity in {Activity.EXEMPT, Activity.SHORT_EXEMPT, Activity.AWAY, Activity.SUSPENDED}:
        reader.warn("exchange.activity_by_hand", "activity", seen=reader.text("activity"))
    reader.row.activity = activity


def _read_post(reader: _Reader) -> None:
    try:
        reader.row.post = read_post(reader.text("post")) or ""
    except Refusal as refusal:
        reader.warn(refusal.code, "post", **refusal.facts)


def _doubts(row: MemberRow, figures: AdmissionFigures) -> list[Finding]:
    """Return what does not fit together: order of the days, age and probation (294-QĐ/TW mục 1, 4)."""
    joined, official, found = row.joined_on, row.official_on, []
    if joined and official:
        if official < joined:
            found.append(error("exchange.official_before_joined", "joined", official=_plain(official)))
        elif official < plus_months(joined, figures.probation_months):
            found.append(warning("exchange.probation_short", "official", months=figures.probation_months))
    if joined and row.born_on and joined < plus_months(row.born_on, 12 * figures.least_age_years):
        found.append(warning("exchange.joined_young", "joined", years=figures.least_age_years))
    if joined and row.born_year and joined.year < row.born_year:
        found.append(error("exchange.joined_before_born", "joined"))
    if not joined and not any(finding.column == "joined" for finding in row.findings):
        found.append(warning("exchange.joined_missing", "joined"))
    if row.activity == Activity.OFFICIAL and not official:
        found.append(warning("exchange.official_missing", "official"))
    return found


@lru_cache(maxsize=50_000)
def plus_months(day: date, months: int) -> date:
    """Return the same day so many months later, the last of the month where that day does not exist."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _plain(day: date) -> str:
    return day.strftime("%d/%m/%Y")
