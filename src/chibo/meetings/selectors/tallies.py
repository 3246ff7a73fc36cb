"""What the minutes say of a vote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chibo.kernel.share import Share
from chibo.ui import write

if TYPE_CHECKING:
    from chibo.ballots.models import OpenVote


def vote_block(vote: OpenVote) -> dict[str, Any]:
    """Return a vote as a block of the minutes: subject, counts and share of the base, as plain text."""
    return {
        "title": vote.subject,
        "tally": tally_words(vote),
        "vote": str(vote.pk),
        "for": vote.for_count,
        "against": vote.against_count,
        "other": vote.other_count,
        "base": vote.base_count,
    }


def tally_words(vote: OpenVote) -> str:
    """Return what the minutes say of a vote, in Vietnamese whatever language the actor reads."""
    share = write.share(Share(vote.for_count or 0, vote.base_count))
    return f"{share} tán thành; {vote.against_count or 0} không tán thành; {vote.other_count or 0} ý kiến khác"
