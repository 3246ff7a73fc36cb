"""What the minutes say of a vote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chibo.documents.rules import percent_words
from chibo.kernel.share import Share
from chibo.regulations.states import Method

if TYPE_CHECKING:
    from chibo.ballots.models import OpenVote

METHODS = {Method.HAND: "giơ tay, giơ thẻ", Method.NAMED: "gọi tên"}


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
    share = Share(vote.for_count or 0, vote.base_count)
    agreed = f"{share.part}/{share.whole} đồng chí tán thành, đạt tỷ lệ {percent_words(share)}"
    return f"{agreed}; {vote.against_count or 0} không tán thành; {vote.other_count or 0} ý kiến khác"


def counted_words(vote: OpenVote | Any) -> str:
    """Return the way of a vote and its figures: for with the share of the base, against, other."""
    share = Share(vote.for_count or 0, vote.base_count)
    way = METHODS.get(Method(vote.method), "phiếu kín")
    return (
        f"{way}, tán thành {share.part}/{share.whole} đồng chí, đạt {percent_words(share)}; "
        f"không tán thành {vote.against_count or 0}; ý kiến khác {vote.other_count or 0}"
    )
