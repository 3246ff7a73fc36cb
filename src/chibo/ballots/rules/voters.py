"""Who may put a ballot into a box that is open."""

from dataclasses import dataclass
from datetime import datetime

from chibo.kernel.errors import Refusal


@dataclass(frozen=True, slots=True)
class Voter:
    """A member of the base as when the box was opened, beside the account that now asks to vote."""

    may_vote: bool
    is_counted: bool
    user_then: int | None
    """The account that could sign in then; None where there was none."""
    reset_then: datetime | None
    user_now: int | None
    reset_now: datetime | None


def check_voter(voter: Voter) -> None:
    """Refuse whoever had no vote when the box was opened, and an account that was reset or opened since.

    With a new slip somebody else might sit at that account; the owner tells the chair, who can void the vote. The
    account is compared with what it was, never by time: a clock that was set back lets nobody through.
    """
    check_standing(may_vote=voter.may_vote, is_counted=voter.is_counted)
    if voter.user_then is None:
        raise Refusal("ballots.account_too_late")
    if (voter.user_then, voter.reset_then) != (voter.user_now, voter.reset_now):
        raise Refusal("ballots.account_reset")


def check_standing(*, may_vote: bool, is_counted: bool) -> None:
    """Refuse whoever has no vote, and who has one and was not in the room when the question was put."""
    if not may_vote:
        raise Refusal("ballots.not_there_then" if is_counted else "ballots.no_vote_here")
