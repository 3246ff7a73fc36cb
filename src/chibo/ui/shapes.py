"""What the tags of `ui` are given: small frozen values that a view model fills."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise

from chibo.kernel.share import Share

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the track, a wizard or a procedure. `state` is ok, now, wait or late."""

    label: Words
    state: str
    note: Words = ""
    """One short line: a day, or what is missing."""
    url: str = ""
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """The label of a choice with a second line: a sentence, or what tells namesakes apart."""

    name: Words
    note: Words = ""

    def __str__(self) -> str:
        return str(self.name)


@dataclass(frozen=True, slots=True)
class Tab:
    """A part of one thing, with an address of its own."""

    label: Words
    url: str
    is_current: bool = False
    count: int | None = None
    """None where nothing is counted."""
    state: str = ""
    """`now` where the count waits for this person."""


@dataclass(frozen=True, slots=True)
class Crumb:
    """A place above this page; the last one has no address."""

    label: Words
    url: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A term and its value."""

    term: Words
    value: object
    note: Words = ""


@dataclass(frozen=True, slots=True)
class Event:
    """An entry of a timeline: who did what when; before and after where something changed."""

    who: str
    what: Words
    at: datetime
    state: str = ""
    before: Words = ""
    after: Words = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a share bar: so many in this state, under this word."""

    label: Words
    count: int
    state: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its meaning: value or share, period, and the door to the rows that it counts."""

    name: Words
    share: Share | None = None
    value: str = ""
    """Written out already, where the figure is no share."""
    of: Words = ""
    """What is counted: `đảng viên phải dự`; for a plain value the whole line below it."""
    url: str = ""
    trend: Sequence[float] = ()
    """Earlier values, oldest first; drawn as a line and read out."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What the scale beside an act opens: what applies, where it stands, since when, who set it."""

    title: Words
    text: Words
    """The words of the rule, quoted or paraphrased."""
    basis: Words
    """Document and place in it."""
    since: date | None = None
    """In force from; None where the document does not say."""
    set_by: Words = ""
    """The level that set it, where it differs from the document."""
    certainty: str = "verified"
    """`verified` or how far it is from that; anything else shows `chưa đối chiếu văn bản gốc`."""
    here: Words = ""
    """The sum with our numbers: `Cơ sở 20, cần 14`."""
    url: str = ""
