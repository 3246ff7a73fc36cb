"""How large the province is, and the keys of its rows: each can be told from where it belongs."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

FIRST_USER = 1000
FOUNDED = date(2020, 6, 1)


@dataclass(frozen=True)
class Size:
    cells: int
    members: int
    months: int
    cells_per_committee: int

    def first_of(self, cell: int) -> int:
        """Return the first cell under the same committee, whose members are its office."""
        return cell - cell % self.cells_per_committee

    def committee_of(self, cell: int) -> int:
        return cell // self.cells_per_committee

    @property
    def committees(self) -> int:
        return -(-self.cells // self.cells_per_committee)

    def user(self, cell: int, place: int) -> int:
        return FIRST_USER + cell * self.members + place


def key(moment: int, owner: str, number: int, copy: int = 0) -> str:
    """Return a UUIDv7 as 32 digits: a millisecond, then the owner (six digits or a mark for them) and a number."""
    return f"{moment:012x}70008000{owner}{number:04x}{copy:02x}"


def moment_of(day: date) -> int:
    return int(datetime.combine(day, time(), tzinfo=UTC).timestamp() * 1000)


LAID = moment_of(FOUNDED)
PROVINCE = key(LAID, "000000", 1)


def person_key(cell: int | str, place: int) -> str:
    return key(LAID, cell if isinstance(cell, str) else f"{cell:06x}", 0x1000 + place)


def cell_key(cell: int | str) -> str:
    return key(LAID, cell if isinstance(cell, str) else f"{cell:06x}", 2)


def committee_key(committee: int | str) -> str:
    return key(LAID, committee if isinstance(committee, str) else f"{committee:06x}", 3)
