"""The one schema of rule files, and the checks between the versions of a rule."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Annotated, Any, Self

import rfc8785
from pydantic import Field, model_validator

from chibo.regulations.figures import SHAPES, Basis, Certainty, Figures
from chibo.regulations.figures.base import Words
from chibo.regulations.rules.keys import Plain, at
from chibo.regulations.states import SetBy


class Mark(Figures):
    """Where one key is known otherwise than the rule as a whole."""

    certainty: Certainty
    source: Words
    note_vi: str = ""


class RuleFile(Figures):
    """A version of a rule, as it lies in the package. Immutable once released."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
    version: Annotated[int, Field(ge=1)]
    corrects: int | None = None
    """The version that this one puts right; None for a version with days of its own."""
    shape: str
    title_vi: Words
    valid_from: date
    """First day on which the program goes by it."""
    valid_to: date | None
    """First day on which it no longer does; None while it does."""
    legal_basis: Annotated[tuple[Basis, ...], Field(min_length=1)]
    source: Words
    """Where the figures were read."""
    certainty: Certainty
    marks: dict[str, Mark] = {}
    overridable: dict[str, SetBy] = {}
    note_vi: str = ""
    value: Plain

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.shape not in SHAPES:
            raise ValueError(f"there is no shape {self.shape!r}; there are {sorted(SHAPES)}")
        if self.valid_to is not None and self.valid_to <= self.valid_from:
            raise ValueError("valid_to is the first day after the rule, so it is later than valid_from")
        for key in (*self.marks, *self.overridable):
            at(self.value, key)
        return self


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule file, read: its head, and its value in the shape that it names."""

    file: RuleFile
    value: Figures
    content_hash: str

    @property
    def id(self) -> str:
        return self.file.id

    @property
    def version(self) -> int:
        return self.file.version

    def holds_on(self, day: date) -> bool:
        """Tell whether the rule is in force on that day."""
        return self.file.valid_from <= day and (self.file.valid_to is None or day < self.file.valid_to)


class BadRule(ValueError):
    """A rule file cannot be used; the message names it and says why."""


def read(raw: Mapping[str, Any]) -> Rule:
    """Check a rule file and return the rule. Raises BadRule."""
    name = f"{raw.get('id')} version {raw.get('version')}"
    try:
        file = RuleFile.model_validate_json(to_json(raw))
        value = shaped(file.shape, file.value)
    except (ValueError, KeyError) as error:
        raise BadRule(f"{name}: {error}") from error
    return Rule(file, value, hash_of(file.id, file.version, file.value))


def shaped(shape: str, value: Mapping[str, Any]) -> Figures:
    """Return the value in its shape. Raises ValueError (pydantic's) where it does not fit."""
    return SHAPES[shape].model_validate_json(to_json(value))


def hash_of(rule_id: str, version: int, value: Plain) -> str:
    """Return the fingerprint of a rule with this value: SHA-256 over its canonical form (RFC 8785)."""
    return hashlib.sha256(rfc8785.dumps({"id": rule_id, "version": version, "value": value})).hexdigest()


def to_json(value: Mapping[str, Any]) -> str:
    """Return the text of plain values; days, which YAML knows, become text."""
    return json.dumps(value, ensure_ascii=False, default=_day)


def in_sequence(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Return all versions of one rule in order, checked against each other. Raises BadRule.

    Versions follow each other without a gap; an open end is closed by the day on which the next begins. Two of them
    may hold on one day only where the later corrects the earlier; then the later counts.
    """
    versions = sorted(rules, key=lambda rule: rule.version)
    _check_numbers(versions)
    corrected = {rule.file.corrects for rule in versions}
    current = sorted((r for r in versions if r.version not in corrected), key=lambda rule: rule.file.valid_from)
    ends: dict[int, date] = {}
    for earlier, later in pairwise(current):
        if earlier.file.valid_to not in {None, later.file.valid_from} or earlier.version > later.version:
            raise BadRule(
                f"{later.id}: version {earlier.version} ends on {earlier.file.valid_to}, "
                f"version {later.version} begins on {later.file.valid_from}"
            )
        ends[earlier.version] = later.file.valid_from
    return tuple(_ended(rule, ends.get(rule.version)) for rule in versions)


def in_force(rules: Iterable[Rule], day: date) -> Rule | None:
    """Return the version that holds on that day: the highest of those that do; None where none does."""
    return max((rule for rule in rules if rule.holds_on(day)), key=lambda rule: rule.version, default=None)


def _check_numbers(versions: Sequence[Rule]) -> None:
    numbers = [rule.version for rule in versions]
    if numbers != list(range(1, len(numbers) + 1)):
        raise BadRule(f"{versions[0].id}: versions are numbered from 1 without a gap, got {numbers}")
    if len({rule.file.shape for rule in versions}) > 1:
        raise BadRule(f"{versions[0].id}: all versions have one shape")
    for rule in versions:
        if rule.file.corrects is not None and not 1 <= rule.file.corrects < rule.version:
            raise BadRule(f"{rule.id} version {rule.version} corrects {rule.file.corrects}, which is no earlier one")


def _ended(rule: Rule, on: date | None) -> Rule:
    if on is None or rule.file.valid_to == on:
        return rule
    return replace(rule, file=rule.file.model_copy(update={"valid_to": on}))


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a rule file holds text, numbers, days and lists of them, not {type(value).__name__}")
