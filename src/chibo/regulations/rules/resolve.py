"""From a rule and what units have set differently to the one value that holds for a line of units."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from typing import Any, Self
from uuid import UUID

from pydantic import ValidationError

from chibo.kernel.errors import Refusal
from chibo.regulations.figures import Basis, Certainty, Figures
from chibo.regulations.rules.files import Mark, Rule, hash_of, shaped
from chibo.regulations.rules.keys import Plain, put
from chibo.regulations.states import SetBy


@dataclass(frozen=True, slots=True)
class OverrideFacts:
    """What a unit has set differently, for itself and below."""

    id: UUID
    unit_id: UUID
    decided_by_id: UUID
    """The unit that decided it: the same, or one above."""
    rule_id: str
    values: Mapping[str, Any]
    basis_number: str
    basis_on: date
    valid_from: date
    valid_to: date | None

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the value of one key comes from: the rule, or what a unit has set."""

    basis: str
    """Number of the document."""
    signed_on: date | None
    since: date
    certainty: Certainty | None
    """None for what a unit has set: its own decision needs no tag."""
    source: str
    unit_id: UUID | None = None
    """The unit that decided it; None for the rule itself."""
    override_id: UUID | None = None

    @property
    def is_override(self) -> bool:
        return self.override_id is not None

    @property
    def is_verified(self) -> bool:
        """Tell whether the tag "not compared with the original" may be left away."""
        return self.certainty in {None, Certainty.VERIFIED}


@dataclass(frozen=True, slots=True)
class ResolvedRule[V: Figures]:
    """A rule as it holds on a day for a line of units. What was started under it keeps it (`snapshot`)."""

    id: str
    version: int
    shape: str
    title_vi: str
    content_hash: str
    """Over id, version and the value with everything set differently."""
    value: V
    valid_from: date
    valid_to: date | None
    legal_basis: tuple[Basis, ...]
    certainty: Certainty
    source: str
    marks: Mapping[str, Mark] = field(default_factory=dict)
    overrides: Mapping[str, OverrideFacts] = field(default_factory=dict)
    """By the key that each sets."""

    def origin(self, key: str) -> Origin:
        """Return where the key's value comes from."""
        override = self.overrides.get(key)
        if override:
            return Origin(
                basis=override.basis_number,
                signed_on=override.basis_on,
                since=override.valid_from,
                certainty=None,
                source="",
                unit_id=override.decided_by_id,
                override_id=override.id,
            )
        mark = self.marks.get(key)
        return Origin(
            basis=self.legal_basis[0].number,
            signed_on=self.legal_basis[0].signed_on,
            since=self.valid_from,
            certainty=mark.certainty if mark else self.certainty,
            source=mark.source if mark else self.source,
        )

    @property
    def is_verified(self) -> bool:
        """Tell whether the rule as a whole was read in the regulation itself."""
        return self.certainty is Certainty.VERIFIED

    def snapshot(self) -> Plain:
        """Return the rule as JSON, to be stored with what was started under it."""
        return {
            "id": self.id,
            "version": self.version,
            "shape": self.shape,
            "hash": self.content_hash,
            "title_vi": self.title_vi,
            "valid_from": self.valid_from.isoformat(),
            "valid_to": self.valid_to.isoformat() if self.valid_to else None,
            "legal_basis": [basis.model_dump(mode="json") for basis in self.legal_basis],
            "certainty": self.certainty.value,
            "source": self.source,
            "marks": {key: mark.model_dump(mode="json") for key, mark in self.marks.items()},
            "overrides": {key: _override_json(facts) for key, facts in self.overrides.items()},
            "value": self.value.model_dump(mode="json"),
        }

    @classmethod
    def from_snapshot(cls, stored: Mapping[str, Any]) -> Self:
        """Return the rule that was stored, whatever the files say today."""
        return cls(
            id=stored["id"],
            version=stored["version"],
            shape=stored["shape"],
            title_vi=stored["title_vi"],
            content_hash=stored["hash"],
            value=shaped(stored["shape"], stored["value"]),  # type: ignore[arg-type]
            valid_from=date.fromisoformat(stored["valid_from"]),
            valid_to=date.fromisoformat(stored["valid_to"]) if stored["valid_to"] else None,
            legal_basis=tuple(Basis.model_validate(basis, strict=False) for basis in stored["legal_basis"]),
            certainty=Certainty(stored["certainty"]),
            source=stored["source"],
            marks={key: Mark.model_validate(mark, strict=False) for key, mark in stored["marks"].items()},
            overrides={key: _override_from(facts) for key, facts in stored["overrides"].items()},
        )


def resolve(rule: Rule, on: date, line: Sequence[UUID], overrides: Iterable[OverrideFacts] = ()) -> ResolvedRule[Any]:
    """Return the rule with everything that the units of the line have set differently on that day.

    `line` is the unit and its ancestors as of the day, nearest first. Key by key the nearest unit wins; of two by
    one unit the one that began later. A key that only a superior may set ignores what the first unit of the line
    decided itself. Keys that this version does not let be set are left alone.
    """
    chosen = _chosen(rule, on, line, overrides)
    value = rule.value
    plain = rule.file.value
    if chosen:
        plain = reduce(lambda v, item: put(v, item[0], item[1].values[item[0]]), chosen.items(), plain)
        value = shaped(rule.file.shape, plain)
    return ResolvedRule(
        id=rule.id,
        version=rule.version,
        shape=rule.file.shape,
        title_vi=rule.file.title_vi,
        content_hash=hash_of(rule.id, rule.version, plain) if chosen else rule.content_hash,
        value=value,
        valid_from=rule.file.valid_from,
        valid_to=rule.file.valid_to,
        legal_basis=rule.file.legal_basis,
        certainty=rule.file.certainty,
        source=rule.file.source,
        marks=rule.file.marks,
        overrides=chosen,
    )


def check_override(rule: Rule, values: Mapping[str, Any]) -> None:
    """Refuse values that the rule does not let be set, or that do not fit its shape."""
    if not values:
        raise Refusal("regulations.nothing_set", rule=rule.file.title_vi)
    for key in values:
        if key not in rule.file.overridable:
            raise Refusal("regulations.not_overridable", rule=rule.file.title_vi, key=key)
    for key, new in values.items():
        try:
            shaped(rule.file.shape, put(rule.file.value, key, new))
        except ValidationError as error:
            raise _misfit(key, error) from error


def _misfit(key: str, error: ValidationError) -> Refusal:
    """Return the refusal that tells the bound that was passed, where it was a bound."""
    first = error.errors()[0]
    bounds = first.get("ctx", {})
    if "le" in bounds:
        return Refusal("regulations.too_large", key=key, most=bounds["le"])
    if "ge" in bounds:
        return Refusal("regulations.too_small", key=key, least=bounds["ge"])
    return Refusal("regulations.does_not_fit", key=key)


def needs_superior(rule: Rule, keys: Iterable[str]) -> bool:
    """Tell whether one of the keys binds only those below the unit that sets it."""
    return any(rule.file.overridable.get(key) is SetBy.SUPERIOR for key in keys)


def _chosen(rule: Rule, on: date, line: Sequence[UUID], overrides: Iterable[OverrideFacts]) -> dict[str, OverrideFacts]:
    """Return for each key that is set differently what sets it, in the order of the keys."""
    nearness = {unit_id: place for place, unit_id in enumerate(line)}
    running = [o for o in overrides if o.rule_id == rule.id and o.unit_id in nearness and o.holds_on(on)]
    running.sort(key=lambda o: (-nearness[o.unit_id], o.valid_from, o.id))  # what comes later wins
    chosen: dict[str, OverrideFacts] = {}
    for override in running:
        for key in override.values:
            if _binds(rule, key, override, line):
                chosen[key] = override
    return dict(sorted(chosen.items()))


def _binds(rule: Rule, key: str, override: OverrideFacts, line: Sequence[UUID]) -> bool:
    set_by = rule.file.overridable.get(key)
    if set_by is None or override.decided_by_id not in line:
        return False
    return set_by is SetBy.UNIT or override.decided_by_id != line[0]


def _override_json(facts: OverrideFacts) -> Plain:
    return {
        "id": str(facts.id),
        "unit_id": str(facts.unit_id),
        "decided_by_id": str(facts.decided_by_id),
        "rule_id": facts.rule_id,
        "values": dict(facts.values),
        "basis_number": facts.basis_number,
        "basis_on": facts.basis_on.isoformat(),
        "valid_from": facts.valid_from.isoformat(),
        "valid_to": facts.valid_to.isoformat() if facts.valid_to else None,
    }


def _override_from(stored: Mapping[str, Any]) -> OverrideFacts:
    return OverrideFacts(
        id=UUID(stored["id"]),
        unit_id=UUID(stored["unit_id"]),
        decided_by_id=UUID(stored["decided_by_id"]),
        rule_id=stored["rule_id"],
        values=stored["values"],
        basis_number=stored["basis_number"],
        basis_on=date.fromisoformat(stored["basis_on"]),
        valid_from=date.fromisoformat(stored["valid_from"]),
        valid_to=date.fromisoformat(stored["valid_to"]) if stored["valid_to"] else None,
    )


__all__ = [
    "Origin",
    "OverrideFacts",
    "ResolvedRule",
    "check_override",
    "needs_superior",
    "resolve",
]
