"""The rule files of the package, read once and kept in memory."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import yaml

from chibo.regulations.rules import BadRule, Rule, in_force, in_sequence, read


class NoRule(LookupError):
    """No version of the rule is known for that day."""

    def __init__(self, rule_id: str, on: date) -> None:
        super().__init__(f"no version of {rule_id!r} is in force on {on}")
        self.rule_id = rule_id
        self.on = on


def data_folder() -> Traversable:
    """Return the folder that holds the rule files, `id.v1.yaml` each."""
    return files("chibo.regulations") / "data"


@cache
def library() -> Mapping[str, tuple[Rule, ...]]:
    """Return all versions of all rules by id, checked. Raises BadRule. Reads the files once."""
    found: dict[str, list[Rule]] = {}
    for place in sorted(data_folder().iterdir(), key=lambda place: place.name):
        if place.name.endswith(".yaml"):
            rule = _read(place)
            found.setdefault(rule.id, []).append(rule)
    return {rule_id: in_sequence(versions) for rule_id, versions in sorted(found.items())}


def versions_of(rule_id: str) -> tuple[Rule, ...]:
    """Return all versions of a rule. Raises KeyError that names the rules there are."""
    try:
        return library()[rule_id]
    except KeyError:
        raise KeyError(f"there is no rule {rule_id!r}; there are {sorted(library())}") from None


def file_on(rule_id: str, on: date) -> Rule:
    """Return the version in force on that day, without what units have set. Raises NoRule."""
    rule = in_force(versions_of(rule_id), on)
    if rule is None:
        raise NoRule(rule_id, on)
    return rule


def _read(place: Traversable) -> Rule:
    # The C loader is five times quicker and may be missing; both are the safe kind.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    raw = yaml.load(place.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506
    rule = read(raw)
    if place.name != f"{rule.id}.v{rule.version}.yaml":
        raise BadRule(f"{place.name} holds {rule.id} version {rule.version}: name it so")
    return rule
