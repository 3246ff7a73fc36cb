"""One cell's month of the pattern, made into that of any cell: other keys, other persons, other days."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models

from bulk import fields_of
from chibo.organisations.rules import piece
from keys import LAID, PROVINCE, Size, cell_key, committee_key, key, moment_of, person_key
from pattern import CellMonth

if TYPE_CHECKING:
    from ground import Names

CELL, FIRST, COMMITTEE, PATH = "@cell@", "@frst@", "@cmte@", "@path@"
"""Stand where the digits of the cell, of the first cell of its committee, of the committee, and its path will."""
UUIDS = re.compile(r"[0-9a-f]{8}(-?)[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}")
ROSTER = {"meetings.Attendance", "meetings.PresenceSpan", "meetings.ReplyRow", "ballots.BaseMember", "notices.Notice"}
"""Rows that stand once for each member; they are repeated for larger cells."""
PAPERS_A_MONTH = 8
"""Room for the numbers of one month in a cell's series: a month may hold more meetings than one."""
IN_ROLL = frozenset({"presence", "is_counted", "replied_at"})
"""Columns of rows that stand for somebody on the roll: of an attendance, of a vote's base, of an answer to the call."""
Prepare = Callable[[models.Field[Any, Any], Any], Any]
Op = tuple[int, str, int]
"""Index of a column, what stands in it (`text`, `user`, `first_user`, `name`, `sort`), and whose place."""


class Copier:
    """The rows of one pattern for one month, prepared for the database but for what differs between cells."""

    def __init__(self, found: CellMonth, size: Size, number: int, month_on: date, prepare: Prepare) -> None:
        self.found, self.size, self.number, self.month_on, self.prepare = found, size, number, month_on, prepare
        self.moment, self.shift = moment_of(month_on), month_on - found.month_on
        self.labels = list(found.rows)
        self.roster_size = len(found.persons) + (1 if len(found.persons) == 18 else 0)
        self.numbers = {
            row["id"]: (number, label)
            for label, rows in found.rows.items()
            for number, row in enumerate(rows, 0x10 + 0x100 * self.labels.index(label))
            if isinstance(row["id"], UUID)
        }
        self.ready = {label: list(self._prepared(label)) for label in self.labels}

    def columns(self, label: str) -> list[str]:
        return [str(field.column) for field in fields_of(label)]

    def rows(self, label: str, cell: int, names: "Names") -> Iterator[list[Any]]:
        """Return the rows of this cell."""
        size, turned = self.size, str if self._is_text else int
        first, committee = size.first_of(cell), size.committee_of(cell)
        own, above, committee_hex = f"{cell:06x}", f"{first:06x}", f"{committee:06x}"
        path = piece(1) + piece(committee + 2) + piece(size.committees + cell + 2)
        for values, ops in self.ready[label]:
            row = values.copy()
            for index, what, place in ops:
                if what == "text":
                    row[index] = (
                        row[index]
                        .replace(CELL, own)
                        .replace(FIRST, above)
                        .replace(COMMITTEE, committee_hex)
                        .replace(PATH, path)
                    )
                elif what == "user":
                    row[index] = turned(size.user(cell, place))
                elif what == "first_user":
                    row[index] = turned(size.user(first, place))
                else:
                    row[index] = (names.full if what == "name" else names.sort)[names.at(cell, place)]
            yield row

    def _prepared(self, label: str) -> Iterator[tuple[list[Any], list[Op]]]:
        fields = fields_of(label)
        for number, row in enumerate(self.found.rows[label]):
            for copy in range(self._copies(label, row)):
                changed = self._changed(label, row, number, copy)
                values, ops = [], []
                for index, field in enumerate(fields):
                    value, op = self._value(field, changed, index, copy)
                    values.append(value)
                    if op:
                        ops.append(op)
                yield values, ops

    @property
    def _is_text(self) -> bool:
        return isinstance(self.prepare(models.IntegerField(), 1), str)

    def _copies(self, label: str, row: dict[str, Any]) -> int:
        """How often a row stands: a row of one member for as many members as share its place in the pattern."""
        place = self._place(label, row)
        if label not in ROSTER or place is None:
            return 1
        return 1 + (self.size.members - 1 - place) // self.roster_size

    def _place(self, label: str, row: dict[str, Any]) -> int | None:
        if label == "notices.Notice":
            return self.found.users.get(row["user_id"])
        if label == "meetings.PresenceSpan":
            row = next(one for one in self.found.rows["meetings.Attendance"] if one["id"] == row["attendance_id"])
        return self._own(row["person_id"]) if "person_id" in row else None

    def _own(self, person: UUID) -> int:
        """Return the place of a person in the cell; a guest of a while gets the place after the last."""
        return self.found.persons.get(person, len(self.found.persons))

    def _changed(self, label: str, row: dict[str, Any], number: int, copy: int) -> dict[str, Any]:
        row = dict(row)
        if label == "documents.IssuedPaper" and row["number"] is not None:
            row["number"] = self.number * PAPERS_A_MONTH + self._numbered.index(row["id"]) + 1
        if label == "reports.Fact":
            row["ancestor_ids"] = [*row["ancestor_ids"], str(UUID(PROVINCE))]
        if label == "notices.Notice" and self.shift.days and row["read_at"] is None:
            row["read_at"] = row["created_at"]
        if label == "audit.Entry":
            row["unit_path"] = PATH
        if row.get("draft_key"):
            row["draft_key"] = f"{number}"
        return row

    def _value(
        self, field: models.Field[Any, Any], row: dict[str, Any], index: int, copy: int
    ) -> tuple[Any, Op | None]:
        name, value = field.attname, row[field.attname]
        if name in ("user_id", "actor_user_id") and value is not None:
            if value in self.found.users:
                return None, (index, "user", self.found.users[value] + copy * self.roster_size)
            return None, (index, "first_user", self.found.other_users.get(value, 5))
        if name in ("name", "sort_name") and "presence" in row:
            return None, (
                index,
                "name" if name == "name" else "sort",
                self._own(row["person_id"]) + copy * self.roster_size,
            )
        if name == "month_on":
            return self.prepare(field, self.month_on), None
        if isinstance(field, models.DateField) and value is not None:
            return self.prepare(field, value + self.shift), None
        if isinstance(field, models.ForeignKey) and field.related_model._meta.label == "members.Person" and value:
            return self._person(field, value, copy, in_roll=not IN_ROLL.isdisjoint(row), index=index)
        text = self.prepare(field, value)
        if isinstance(text, str):
            marked = UUIDS.sub(lambda match: self._marked(match, copy), text)
            if marked != text or PATH in marked:
                return marked, (index, "text", 0)
        return text, None

    def _person(self, field: Any, person: UUID, copy: int, *, in_roll: bool, index: int) -> tuple[str, Op]:
        if person in self.found.persons or in_roll:
            text = person_key(CELL, self._own(person) + copy * self.roster_size)
        else:
            text = person_key(FIRST, self.found.others.get(person, 5))
        return self._shaped(text, dashed=self._is_text), (index, "text", 0)

    def _marked(self, match: re.Match[str], copy: int) -> str:
        one = UUID(match[0])
        found = self._key(one, copy)
        return self._shaped(found, dashed=bool(match[1])) if found else match[0]

    def _key(self, one: UUID, copy: int) -> str | None:
        if one in self.numbers:
            number, label = self.numbers[one]
            return key(self.moment, CELL, number, copy if label in ROSTER else 0)
        if one == self.found.unit_id:
            return cell_key(CELL)
        if one == self.found.committee_id:
            return committee_key(COMMITTEE)
        if one in self.found.persons:
            return person_key(CELL, self.found.persons[one])
        if one in self.found.others:
            return person_key(FIRST, self.found.others[one])
        if one in self._directives:
            return key(self.moment, COMMITTEE, 9)
        if one in self._series:
            return key(LAID, CELL, 0x30)
        return None

    @property
    def _directives(self) -> set[UUID]:
        return {row["directive_id"] for row in self.found.rows["directives.Delivery"]}

    @property
    def _numbered(self) -> list[UUID]:
        return [row["id"] for row in self.found.rows["documents.IssuedPaper"] if row["number"] is not None]

    @property
    def _series(self) -> set[UUID]:
        return {row["series_id"] for row in self.found.rows["documents.IssuedPaper"] if row["series_id"]}

    @staticmethod
    def _shaped(text: str, *, dashed: bool) -> str:
        if not dashed:
            return text
        return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
