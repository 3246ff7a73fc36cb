"""What would become of rows: who they are, in which cell, what changes. Reads the book, writes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from chibo.exchange.figures import AdmissionFigures
from chibo.exchange.models import ImportRow, ImportRun
from chibo.exchange.rules.comparing import compare
from chibo.exchange.rules.findings import Finding, error, is_refused, warning
from chibo.exchange.rules.matching import Book, Match, Seen, double_above, match, names_of
from chibo.exchange.rules.members import MemberRow, read_member
from chibo.exchange.rules.words import unit_key
from chibo.exchange.states import Result
from chibo.kernel.ids import uuid7
from chibo.kernel.text import fold
from chibo.members import selectors as members
from chibo.members.selectors import PostThere
from chibo.organisations import selectors as organisations

LEAST_AGE_YEARS = 18
"""Below it a day of birth is read as an error of typing; the Party's own rule of admission is kept elsewhere."""


@dataclass(slots=True)
class Cells:
    """The cells within reach by the key of their name."""

    by_key: dict[str, list[tuple[UUID, str]]]
    """Key to (unit, its kind)."""
    only: UUID | None
    """The unit itself where it is a cell: rows that name none belong to it."""

    def find(self, name: str) -> tuple[UUID | None, Finding | None]:
        """Return the cell that a row names, or why there is none."""
        if not name:
            return (self.only, None) if self.only else (None, error("exchange.unit_missing", "unit"))
        found = self.by_key.get(unit_key(name), [])
        if len(found) == 1:
            return found[0][0], None
        code = "exchange.unit_ambiguous" if found else "exchange.unit_unknown"
        return None, error(code, "unit", seen=name)


@dataclass(slots=True)
class Judge:
    """Holds what is known while the rows of a run are walked."""

    run: ImportRun
    figures: AdmissionFigures
    cells: Cells
    book: Book
    holders: dict[tuple[UUID, str], UUID]
    """(unit, post) to the person who holds it, for posts of one holder; rows of the file are added."""
    posts: Mapping[str, PostThere]
    """Posts that cells have, by code."""
    seen: Seen = field(default_factory=Seen)

    def judge(self, rows: Sequence[ImportRow]) -> None:
        """Set result, findings, target, cell and changes of the rows. Seven queries for a thousand rows."""
        read = [(row, read_member(row.cells, self.run.as_of_on, self.figures)) for row in rows]
        self._note_taken([member for _, member in read])
        matched = [(row, member, match(member, self.book)) for row, member in read]
        known = members.lines_of([found.person_id for _, _, found in matched if found.person_id])
        for row, member, found in matched:
            self._judge_one(row, member, found, known)

    def _note_taken(self, rows: Sequence[MemberRow]) -> None:
        numbers = {number for member in rows for number in (member.card_new, member.card_old) if number}
        unknown = numbers - set(self.book.numbers)
        self.book.taken = members.owners_of(unknown) if unknown else {}

    def _judge_one(self, row: ImportRow, member: MemberRow, found: Match, known: dict[UUID, dict[str, Any]]) -> None:
        unit_id, unit_problem = self.cells.find(member.unit)
        findings = [*member.findings, *([unit_problem] if unit_problem else []), *found.findings]
        row.double_key = double_key(member)
        row.unit_id, row.changes = unit_id, {}
        double, by_card = double_above(member, row.number, self.seen)
        if double is not None and by_card and row.decision == "other":
            findings.append(error("exchange.card_in_row", "card_new", row=double.facts["row"]))
        if is_refused(findings):
            row.target_id, row.result = None, Result.REFUSED.value
        elif double is not None and row.decision != "other":
            findings.append(double)
            row.target_id = None
            # told to be the same person as the row above: nothing more to write
            row.result = Result.SAME.value if row.decision == "same" else Result.DOUBLED.value
        else:
            self._take_person(row, member, found, known, findings)
        row.findings = [finding.as_json() for finding in findings]

    def _take_person(
        self,
        row: ImportRow,
        member: MemberRow,
        found: Match,
        known: dict[UUID, dict[str, Any]],
        findings: list[Finding],
    ) -> None:
        decision = member.decision or self.run.decision
        if found.person_id is not None and not found.is_sure and not row.decision:
            row.target_id, row.result = found.person_id, Result.DOUBLED.value
        elif found.person_id is not None and (found.is_sure or row.decision == "same"):
            row.target_id = found.person_id
            self._drop_odd_post(member, row, findings)
            comparison = compare(member, known[found.person_id], row.unit_id, decision)
            findings += comparison.findings
            row.changes = {
                name: [_plain(before), _plain(after)] for name, (before, after) in comparison.changes.items()
            }
            row.result = Result.CHANGED.value if row.changes else Result.SAME.value
        elif found.person_id is not None and self._shares_card(member):
            findings.append(error("exchange.card_of_other", "card_new"))
            row.target_id, row.result = None, Result.REFUSED.value
        else:
            row.target_id = uuid7()
            self._drop_odd_post(member, row, findings)
            self._ask_decision(member, row, decision, findings)
            row.result = Result.NEW.value

    def _ask_decision(self, member: MemberRow, row: ImportRow, decision: str, findings: list[Finding]) -> None:
        """Without a paper the cell of a new person is written as awaiting it, and a post is not written."""
        if not decision:
            findings.append(warning("exchange.new_waits", "unit"))
        if member.post and not decision:
            findings.append(warning("exchange.post_waits", "post"))
        elif member.post:
            row.changes = {"post": ["", member.post]}

    def _shares_card(self, member: MemberRow) -> bool:
        return any(number in self.book.numbers for number in (member.card_new, member.card_old) if number)

    def _drop_odd_post(self, member: MemberRow, row: ImportRow, findings: list[Finding]) -> None:
        """Leave out a post that cells do not have, or that another person holds already."""
        if not member.post or row.unit_id is None:
            return
        if member.post not in self.posts:
            findings.append(warning("exchange.post_unknown", "post", seen=row.cells.get("post", "")))
            member.post = ""
            return
        if not self.posts[member.post].one_holder:
            return
        holder = self.holders.setdefault((row.unit_id, member.post), row.target_id or uuid7())
        if holder != row.target_id:
            findings.append(warning("exchange.post_held", "post"))
            member.post = ""


def judge_for(run: ImportRun, *, only: Sequence[ImportRow] | None = None) -> Judge:
    """Return the judge of a run. `only` narrows the book to what concerns these rows, for the repair of one.

    Five queries. For a whole list the names and card numbers of all within reach stay in memory (about 400 bytes a
    person).
    """
    path = run.unit.path
    figures = figures_of(run)
    names, numbers = (None, None) if only is None else _keys_of(run, only, figures)
    book = Book(numbers=members.numbers_within(path, numbers), names=names_of(members.known_within(path, names)))
    cells = _cells(run)
    kind = next((kind for units in cells.by_key.values() for _, kind in units), "cell")
    posts = members.posts_at(kind, run.as_of_on)
    judge = Judge(
        run=run,
        figures=figures,
        cells=cells,
        book=book,
        holders=members.holders_within(path, [code for code, post in posts.items() if post.one_holder]),
        posts=posts,
    )
    if only is not None:
        _note_doubles(judge, only)
    return judge


def _keys_of(run: ImportRun, rows: Sequence[ImportRow], figures: AdmissionFigures) -> tuple[set[str], set[str]]:
    read = [read_member(row.cells, run.as_of_on, figures) for row in rows]
    numbers = {number for member in read for number in (member.card_new, member.card_old) if number}
    return {fold(member.full_name) for member in read}, numbers


def _note_doubles(judge: Judge, rows: Sequence[ImportRow]) -> None:
    """Remember the rows above with the same name and birth. Card numbers are compared again when writing."""
    for row in rows:
        member = read_member(row.cells, judge.run.as_of_on, judge.figures)
        key = double_key(member)
        above = ImportRow.objects.filter(run=judge.run, double_key=key, number__lt=row.number).order_by("number")
        first = above.values_list("number", flat=True).first()
        if first is not None:
            judge.seen.names[member.full_name.casefold(), str(member.born_on or member.born_year or "")] = first


def double_key(member: MemberRow) -> str:
    """Return the text by which rows of one file are compared."""
    return f"{member.full_name.casefold()}|{member.born_on or member.born_year or ''}"[:160]


def _cells(run: ImportRun) -> Cells:
    kinds = {kind.code for kind in organisations.kinds_on(run.as_of_on).kinds if kind.is_cell}
    found: dict[str, list[tuple[UUID, str]]] = defaultdict(list)
    for unit in organisations.units_within(run.unit.path):
        if unit.kind in kinds:
            found[unit_key(unit.name)].append((unit.pk, unit.kind))
    return Cells(by_key=found, only=run.unit_id if run.unit.kind in kinds else None)


def figures_of(run: ImportRun) -> AdmissionFigures:
    """Return the numbers by which the days of a row are doubted. One query."""
    terms = members.terms_of_membership(run.as_of_on)
    return AdmissionFigures(least_age_years=LEAST_AGE_YEARS, probation_months=terms.probation_months)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
