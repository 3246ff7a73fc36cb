"""Plain values that go into this room's rules, papers and services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chibo.resolutions.states import Kind


@dataclass(frozen=True, slots=True)
class Text:
    """What a draft says, beside its shortcomings and measures."""

    kind: Kind
    subject: str
    assessment: str = ""
    direction: str = ""
    arrangement: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """A shortcoming (hạn chế). All but its text may still be empty; the page then says what is missing."""

    text: str
    cause: str = ""
    responsible: str = ""
    remedy: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Charge:
    """A task as a resolution shows it: what, who, until when, and how far it is."""

    task_id: UUID
    title: str
    who: str = ""
    """Empty where the unit as a whole answers for it."""
    due_on: date | None = None
    state: str = ""
    """`tasks.states.State`."""
    result: str = ""
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that would make the text better; it stops nothing. `code` names the sentence."""

    code: str
    facts: dict[str, object]
