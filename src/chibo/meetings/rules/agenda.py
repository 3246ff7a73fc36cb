"""Order and completeness of an agenda.

Source: Hướng dẫn 42-HD/BTCTW (2025), whose steps O1 to E6 stand in the rule `meeting-agenda`; thematic content never
goes into a regular meeting (Chỉ thị 50-CT/TW).
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from uuid import UUID

from chibo.kernel.errors import Refusal
from chibo.kernel.text import fold
from chibo.meetings.states import Kind


class Phase(StrEnum):
    """Part of a meeting in which an item stands."""

    OPENING = "opening"
    MAIN = "main"
    END = "end"


_PHASES = {"O": Phase.OPENING, "M": Phase.MAIN, "E": Phase.END}
_THEMATIC_STARTS = ("chuyen de", "sinh hoat chuyen de", "bao cao chuyen de")


def phase_of(steps: Iterable[str]) -> Phase:
    """Return the part in which an item stands by the first step that it covers; the unit's own items are in the middle.

    >>> phase_of(["E1", "E2"])
    <Phase.END: 'end'>
    """
    return next((_PHASES[step[0]] for step in steps if step[:1] in _PHASES), Phase.MAIN)


def missing_steps(required: Iterable[str], items: Iterable[Iterable[str]]) -> list[str]:
    """Return the required steps that no item covers, in their order."""
    covered = {step for steps in items for step in steps}
    return [step for step in required if step not in covered]


def place_of_new(lines: Sequence[tuple[str, Phase]], before: str = "") -> int:
    """Return the position (from 1) of an item that comes in: before the line so called, else after the middle part.

    `lines` are code and part of the items there are, in their order.
    """
    codes = [line for line, _ in lines]
    if before and before in codes:
        return codes.index(before) + 1
    ends = next((index for index, (_, phase) in enumerate(lines) if phase is Phase.END), len(lines))
    return ends + 1


def order_after_move(order: Sequence[UUID], moved: UUID, to: int) -> list[UUID]:
    """Return the order with one item at another place (from 1); a place beyond an end is that end.

    Raises ValueError where the moved one is not in the order.
    """
    rest = [key for key in order if key != moved]
    if len(rest) == len(order):
        raise ValueError(f"{moved} is not on the agenda")
    place = max(0, min(to - 1, len(rest)))
    return [*rest[:place], moved, *rest[place:]]


def check_title(kind: Kind, title: str) -> None:
    """Refuse an empty title, and a thematic paper inside a regular meeting: it is a part of its own."""
    if not title:
        raise Refusal("meetings.no_title")
    if kind is Kind.REGULAR and fold(title).startswith(_THEMATIC_STARTS):
        raise Refusal("meetings.thematic_inside_regular")
