"""Who may put a ballot into a box that is open."""

from dataclasses import dataclass
from datetime import datetime

from chibo.kernel.errors import Refusal


@dataclass(frozen=True, slots=True)
class Voter:
    """A member of the base as when the box was opened, beside the account that now asks to vote."""

    may_vote: bool
    user_then: int | None
    """The account that could sign in then; None where there was none."""
    reset_then: datetime | None
    user_now: int | None
    reset_now: datetime | None


def is_barred(voter: Voter) -> bool:
    """Tell whether the sign-in is not the one of that moment.

    Compared with what it was, never by time: a clock that was set back lets nobody through.
    """
    return voter.user_then is None or (voter.user_then, voter.reset_then) != (voter.user_now, voter.reset_now)


def check_voter(voter: Voter) -> None:
    """Refuse whoever had no vote when the box was opened, and an account that was reset or opened since.

    With a new slip somebody else might sit at that account; the owner tells the chair, who can void the vote.
    """
    if not voter.may_vote:
        raise Refusal("ballots.no_vote_here")
    if voter.user_then is None:
        raise Refusal("ballots.account_too_late")
    if is_barred(voter):
        raise Refusal("ballots.account_reset")
