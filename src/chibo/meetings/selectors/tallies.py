"""What the minutes say of a vote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chibo.documents.rules import percent_words
from chibo.kernel.share import Share
from chibo.regulations.states import Method

if TYPE_CHECKING:
    from chibo.ballots.models import OpenVote
    from chibo.ballots.selectors import Counted

METHODS = {Method.HAND: "giơ thẻ", Method.NAMED: "gọi tên"}
TAPPED = {Method.HAND: "công khai trên điện thoại", Method.NAMED: "công khai trên điện thoại, có ghi tên"}


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
    way = (TAPPED if vote.is_tapped else METHODS).get(Method(vote.method), "phiếu kín")
    return (
        f"{way}, tán thành {share.part}/{share.whole} đồng chí, đạt {percent_words(share)}; "
        f"không tán thành {vote.against_count or 0}; ý kiến khác {vote.other_count or 0}"
    )


def secret_block(counted: Counted) -> dict[str, Any]:
    """Return a secret vote as a block of the minutes: subject, base, ballots, votes for each option."""
    box = counted.box
    block = {"title": box.subject, "tally": secret_words(counted), "box": str(box.pk), "base": box.base_count}
    if counted.totals is None:
        return block
    return block | {"cast": box.cast_count, "valid": counted.totals.valid, "votes": dict(counted.totals.votes)}


def secret_words(counted: Counted) -> str:
    """Return what the minutes say of a secret vote on phones; of so few ballots that they tell, the result alone."""
    box = counted.box
    result = "được thông qua" if box.is_adopted else "không được thông qua"
    head = f"bỏ phiếu kín trên điện thoại, {box.voters_count}/{box.base_count} đồng chí được bỏ phiếu có mặt"
    if counted.totals is None:
        return f"{head}; ít phiếu nên chỉ công bố kết quả: {result}"
    return "; ".join([head, _ballots_words(counted), *_option_words(counted), result])


def _ballots_words(counted: Counted) -> str:
    totals = counted.totals
    assert totals is not None, "asked of a box whose count is shown"
    return f"số phiếu {totals.cast}, hợp lệ {totals.valid}, không hợp lệ {totals.invalid}"


def _option_words(counted: Counted) -> list[str]:
    """Return each option with its votes, the first with its share of the base."""
    totals, sheet = counted.totals, counted.sheet
    assert totals is not None, "asked of a box whose count is shown"
    first, *rest = [f"{label[:1].lower()}{label[1:]}" for label in sheet.labels]
    share = Share(totals.votes[sheet.options[0]], counted.box.base_count)
    words = [f"{first} {share.part}/{share.whole} đồng chí, đạt {percent_words(share)}"]
    return words + [f"{label} {totals.votes[code]}" for label, code in zip(rest, sheet.options[1:], strict=True)]
