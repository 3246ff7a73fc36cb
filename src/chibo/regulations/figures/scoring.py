"""Sheets on which the quality of a meeting is scored. Points are whole hundredths: 5 points are 500."""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from chibo.regulations.figures.base import Code, Figures, Words

type Points = Annotated[int, Field(ge=0, le=10_000)]


class Evidence(StrEnum):
    """What the program can count by itself. Shares are hundredths of a percent: 90 % is 9000."""

    MINUTES_SHORT = "minutes_short"
    """So many minutes less than the length set; 0 where it was reached."""
    LENGTH_SHARE = "length_share"
    """Length held against the length set."""
    SHARE_PRESENT = "share_present"
    UNEXCUSED = "unexcused"
    EXCUSED_RUNS = "excused_runs"
    """Members excused more often running in the year than the rule of conduct allows."""
    COMMITTEE_MET = "committee_met"
    """1 where the committee, or secretary and deputy, met before and minutes of it exist, else 0."""
    NOTICE_SENT = "notice_sent"
    """1 where every member and the assigned committee member were notified, else 0."""
    POSTED_BEFORE = "posted_before"
    """1 where the materials were posted in time, else 0."""
    DRAFT_READY = "draft_ready"
    """1 where a draft conclusion or resolution was there, else 0."""
    STEPS_DONE = "steps_done"
    """Steps of the guidance covered by items that were held, against all."""
    SHARE_SPOKE = "share_spoke"
    """Those who spoke against those present."""
    PRAISE_OR_REMINDER = "praise_or_reminder"
    """1 where somebody was praised or reminded, else 0."""
    TASKS_DONE = "tasks_done"
    """Tasks due in the period that were done, against all due."""
    CONCLUDED = "concluded"
    """1 where the conclusion or resolution was adopted, else 0."""
    TASKS_ASSIGNED = "tasks_assigned"
    """How many tasks with somebody in charge and a day came out of the meeting."""
    MINUTES_ADOPTED = "minutes_adopted"
    """1 where the minutes were read and adopted, else 0."""
    POSTED_AFTER = "posted_after"
    """1 where the final papers were posted in time, else 0."""


class Condition(Figures):
    """A bound on one piece of evidence. All bounds given must hold."""

    evidence: Evidence
    at_least: int | None = None
    above: int | None = None
    at_most: int | None = None
    below: int | None = None

    def holds(self, value: int) -> bool:
        """Tell whether the value lies within the bounds."""
        return (
            (self.at_least is None or value >= self.at_least)
            and (self.above is None or value > self.above)
            and (self.at_most is None or value <= self.at_most)
            and (self.below is None or value < self.below)
        )


class Level(Figures):
    """One of the levels between which an item chooses."""

    code: Code
    label_vi: Words
    points: Points
    when: tuple[Condition, ...] = ()
    """Suggested where all conditions hold; empty where only a person can say."""


class Item(Figures):
    """One line with points of its own. Its code stays the same in every version of the sheet."""

    code: Code
    title_vi: Words
    max_points: Points
    kind: Literal["free", "yes_no", "levels"]
    """`free` takes any points up to the most, `yes_no` nothing or all, `levels` those of one level."""
    levels: tuple[Level, ...] = ()
    shows: tuple[Evidence, ...] = ()
    """Evidence set beside the line."""
    full_when: tuple[Condition, ...] = ()
    """All points are suggested where all conditions hold; empty where only a person can say."""
    applies: Literal["always", "thematic_held"] = "always"
    full_if: Literal["only_secretary"] | None = None
    """All points by rule, e.g. where a cell has nobody to hold a committee meeting with."""

    @model_validator(mode="after")
    def _levels_fit(self) -> Self:
        if (self.kind == "levels") != bool(self.levels):
            raise ValueError(f"item {self.code}: levels belong to the kind `levels`, and only to it")
        if self.levels and max(level.points for level in self.levels) != self.max_points:
            raise ValueError(f"item {self.code}: the best level must give {self.max_points}")
        return self


class Group(Figures):
    code: Code
    title_vi: Words
    max_points: Points
    items: Annotated[tuple[Item, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if sum(item.max_points for item in self.items) != self.max_points:
            raise ValueError(f"group {self.code}: the items do not add up to {self.max_points}")
        return self


class Band(Figures):
    """A rating, from its lowest points up to the next band."""

    code: Code
    label_vi: Words
    min_points: Points
    full_items: tuple[Code, ...] = ()
    """Items that must have all points; else the next band down holds."""


class ScoreSheet(Figures):
    """Groups of items, and the bands of the total."""

    title_vi: Words
    issuer_vi: Words
    total_points: Points
    applies_to: tuple[Literal["regular", "thematic"], ...]
    scale_missing: bool
    """Whether points are scaled up where an item does not apply. Only the superior says so; never silently."""
    bands: Annotated[tuple[Band, ...], Field(min_length=1)]
    groups: Annotated[tuple[Group, ...], Field(min_length=1)]

    @property
    def items(self) -> tuple[Item, ...]:
        """All items in the order of the sheet."""
        return tuple(item for group in self.groups for item in group.items)

    def item(self, code: str) -> Item:
        """Return the item. Raises KeyError that names those there are."""
        for item in self.items:
            if item.code == code:
                return item
        raise KeyError(f"no item {code!r}; there are {[item.code for item in self.items]}")

    def band_for(self, points: int, full_items: frozenset[str] | None = None) -> Band:
        """Return the band of so many points.

        `full_items` are the codes of the items that have all their points; None where no band asks for them.
        """
        reached = [band for band in self.bands if points >= band.min_points]
        for band in reached:
            if set(band.full_items) <= (full_items or frozenset()):
                return band
        return reached[-1]

    @model_validator(mode="after")
    def _sheet_fits(self) -> Self:
        if sum(group.max_points for group in self.groups) != self.total_points:
            raise ValueError(f"the groups do not add up to {self.total_points}")
        codes = [item.code for item in self.items]
        if len(codes) != len(set(codes)):
            raise ValueError(f"an item's code stands twice in {codes}")
        lows = [band.min_points for band in self.bands]
        if lows != sorted(set(lows), reverse=True) or lows[-1] != 0:
            raise ValueError(f"bands go from the best down to 0, got {lows}")
        unknown = {code for band in self.bands for code in band.full_items} - set(codes)
        if unknown:
            raise ValueError(f"bands name unknown items {sorted(unknown)}")
        return self


class ScoreSheetChoice(Figures):
    """Which sheet holds for the cells under a unit."""

    sheet: Annotated[str, Field(pattern=r"^score-sheet-[a-z0-9-]+$")]
    """Id of the rule that holds the sheet."""
