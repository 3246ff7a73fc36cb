"""What a secret vote on discipline decides: a form that reaches its share, else votes added from the heaviest down.

Source: pages quoting 22-QĐ/TW (2021) and 69-QĐ/TW (2022); as rule data in `discipline-ballot`, `vote-majorities`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from chibo.regulations.figures import Bar, DisciplineBallot, VoteMajorities


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the sum: a form, its own votes, those of it and all heavier ones, and what it needs."""

    form: str
    votes: int
    added: int
    needed: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided, with the sum that shows it."""

    form: str | None
    """The form of discipline; None where none reached its share, or none was wanted."""
    is_by_adding: bool
    steps: tuple[Step, ...]


def verdict(votes: Mapping[str, int], base: int, ballot: DisciplineBallot, majorities: VoteMajorities) -> Verdict:
    """Return what the votes decide.

    A form with its own share is decided. Else the votes of the heaviest are added to the next, and so on down; the
    first form whose sum reaches its share is decided. "No discipline" takes no votes over: it wins by its own only.
    """
    bars = {line.code: majorities.of(line.decision).needed for line in ballot.forms if line.decision}
    steps = _sum(votes, base, bars)
    if base > 0:
        for step in steps:
            if step.votes >= step.needed:
                return Verdict(step.form, is_by_adding=False, steps=steps)
        if not _is_none_wanted(votes, base, ballot) and ballot.adds_from_heaviest:
            for step in steps:
                if step.added >= step.needed:
                    return Verdict(step.form, is_by_adding=True, steps=steps)
    return Verdict(None, is_by_adding=False, steps=steps)


def _sum(votes: Mapping[str, int], base: int, bars: Mapping[str, Bar]) -> tuple[Step, ...]:
    added = 0
    steps = []
    for form, bar in bars.items():
        added += votes.get(form, 0)
        steps.append(Step(form, votes.get(form, 0), added, bar.needed(base)))
    return tuple(steps)


def _is_none_wanted(votes: Mapping[str, int], base: int, ballot: DisciplineBallot) -> bool:
    return any(ballot.none_needs.is_met(votes.get(line.code, 0), base) for line in ballot.forms if not line.decision)
