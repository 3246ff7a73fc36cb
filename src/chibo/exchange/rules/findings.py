"""What is wrong or doubtful in a row, as data; the sentences stand in `phrases`."""

from dataclasses import dataclass, field
from typing import Any

from chibo.exchange.states import Level
from chibo.kernel.errors import Refusal


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem in one cell. `column` names its field, empty where it concerns the row as a whole."""

    code: str
    level: Level
    column: str = ""
    facts: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> list[Any]:
        """Return the finding as it is stored with a staged row."""
        return [self.code, self.level.value, self.column, self.facts]

    @classmethod
    def from_json(cls, stored: list[Any]) -> "Finding":
        code, level, field_name, facts = stored
        return cls(code, Level(level), field_name, dict(facts))


def error(code: str, field_name: str = "", **facts: Any) -> Finding:
    """Return a finding that keeps the row from being written."""
    return Finding(code, Level.ERROR, field_name, facts)


def warning(code: str, field_name: str = "", **facts: Any) -> Finding:
    """Return a finding that somebody should look at."""
    return Finding(code, Level.WARNING, field_name, facts)


def from_refusal(refusal: Refusal, field_name: str) -> Finding:
    """Return what a parser refused as an error of that cell."""
    facts = {name: value if isinstance(value, int | str) else str(value) for name, value in refusal.facts.items()}
    return Finding(refusal.code, Level.ERROR, field_name, facts)


def is_refused(findings: list[Finding]) -> bool:
    """Tell whether any finding keeps the row from being written."""
    return any(finding.level is Level.ERROR for finding in findings)
