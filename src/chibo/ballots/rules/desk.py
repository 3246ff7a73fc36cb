"""The counting desk: do the figures of a count of paper ballots hold together, and do two counts agree?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from chibo.ballots.rules.sheets import Form, Sheet, Totals
from chibo.kernel.errors import Refusal

HEAD = ("issued", "returned", "valid", "invalid")


@dataclass(frozen=True, slots=True)
class Count:
    """What one teller has counted, in pieces of paper and in votes."""

    issued: int
    returned: int
    valid: int
    invalid: int
    votes: Mapping[str, int]
    """Votes for each option of the sheet. Where yes and no are asked of each name: the yes."""

    def as_json(self) -> dict[str, Any]:
        return {**{field: getattr(self, field) for field in HEAD}, "votes": dict(self.votes)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        return cls(**{field: stored[field] for field in HEAD}, votes=stored["votes"])

    @property
    def totals(self) -> Totals:
        return Totals(self.valid, self.invalid, self.votes)


def check_count(count: Count, sheet: Sheet, voters: int) -> None:
    """Refuse figures that cannot be, naming the sum that does not come out."""
    if set(count.votes) != set(sheet.options) or min(*_head(count), *count.votes.values()) < 0:
        raise Refusal("ballots.figures_missing")
    if count.issued > voters:
        raise Refusal("ballots.issued_too_many", issued=count.issued, voters=voters)
    if count.returned > count.issued:
        raise Refusal("ballots.returned_too_many", returned=count.returned, issued=count.issued)
    if count.valid + count.invalid != count.returned:
        raise Refusal("ballots.valid_and_invalid", valid=count.valid, invalid=count.invalid, returned=count.returned)
    _check_votes(count, sheet)


def differing(one: Count, other: Count) -> tuple[str, ...]:
    """Return the figures in which two counts differ, of `HEAD` and the options, in the order of the form.

    Never by how much: whoever learns the other's number counts towards it.
    """
    head = [field for field in HEAD if getattr(one, field) != getattr(other, field)]
    return (*head, *(option for option, votes in one.votes.items() if votes != other.votes.get(option, 0)))


def _check_votes(count: Count, sheet: Sheet) -> None:
    for option, label in zip(sheet.options, sheet.labels, strict=True):
        if count.votes[option] > count.valid:
            raise Refusal("ballots.votes_over_valid", option=label, votes=count.votes[option], valid=count.valid)
    total = sum(count.votes.values())
    if sheet.form is Form.ONE and total != count.valid:
        raise Refusal("ballots.votes_not_valid", total=total, valid=count.valid)
    if sheet.form is Form.CHOOSE and not count.valid <= total <= count.valid * sheet.seats:
        raise Refusal("ballots.votes_out_of_range", total=total, least=count.valid, most=count.valid * sheet.seats)


def _head(count: Count) -> list[int]:
    return [getattr(count, field) for field in HEAD]
