"""What the minutes say of a count of paper ballots, in Vietnamese whatever language the actor reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chibo.ballots.rules.discipline import Verdict
from chibo.ballots.selectors import CountingMinutes, CountLine
from chibo.documents.rules import percent_words
from chibo.kernel.share import Share


def count_block(found: Sequence[CountingMinutes]) -> dict[str, Any]:
    """Return the counts of an item, oldest first, as its outcome: every round is told, the last word stands beside."""
    elected = _elected(found)
    return {
        "title": "Kết quả bỏ phiếu kín",
        "tally": "; ".join([*elected, *_decisions(found)]),
        "posted": "; ".join(elected),
        "lines": [line for one in found for line in count_lines(one)],
        "elected": [line.option for one in found for line in one.elected],
    }


def count_lines(found: CountingMinutes) -> list[str]:
    """Return one count in sentences: the papers, the votes of each line, what came out."""
    papers = f"{found.subject}{round_words(found)}: {_papers_words(found)}"
    votes = "; ".join(line_words(found, line) for line in found.lines)
    return [papers, votes[:1].upper() + votes[1:], result_words(found)]


def _papers_words(found: CountingMinutes) -> str:
    count = found.count
    given = f"phát ra {count.issued} phiếu, thu về {count.returned} phiếu"
    if found.is_on_phones:
        given = f"bỏ phiếu kín trên điện thoại, {count.issued} đồng chí được bỏ phiếu, {count.returned} phiếu đã bỏ"
    return f"{given}, hợp lệ {count.valid} phiếu, không hợp lệ {count.invalid} phiếu"


def line_words(found: CountingMinutes, line: CountLine) -> str:
    """Return one line of the ballot with its votes and their share of the base."""
    named = f"đồng chí {line.label}" if found.outcome.election else line.label
    return f"{named} {line.votes}/{line.base} phiếu, đạt {share_words(line)}"


def share_words(line: CountLine) -> str:
    return percent_words(Share(line.votes, line.base))


def round_words(found: CountingMinutes) -> str:
    """Return ` (lần 2)`, or that it was among the tied; an empty text for a first round."""
    if found.is_among_tied:
        return f" (lần {found.round_no}, bầu lại giữa các đồng chí bằng phiếu)"
    return f" (lần {found.round_no})" if found.round_no > 1 else ""


def result_words(found: CountingMinutes) -> str:
    """Return what the count brings: who is elected, whether it is adopted, which form of discipline."""
    outcome = found.outcome
    if outcome.election is None:
        return _result(found)
    label = dict(zip(found.sheet.options, found.sheet.labels, strict=True))
    said = [_result(found) or "Không đồng chí nào trúng cử"]
    if outcome.election.tied:
        tied = [words for key, words in label.items() if key in outcome.election.tied]
        said.append(f"bằng phiếu nhau: {', '.join(tied)}")
    if outcome.election.seats_left:
        said.append(f"còn thiếu {outcome.election.seats_left} người so với số lượng cần bầu")
    return "; ".join(said)


def _result(found: CountingMinutes) -> str:
    outcome = found.outcome
    if outcome.election is not None:
        names = ", ".join(line.label for line in found.elected)
        return f"Trúng cử: {names}" if names else ""
    if outcome.verdict is not None:
        return _decided(found, outcome.verdict)
    agreed = next(line for line in found.lines if line.option == "for")
    result = "được thông qua" if outcome.is_adopted else "không được thông qua"
    return f"{agreed.votes}/{agreed.base} đồng chí đồng ý, đạt {share_words(agreed)}; {result}"


def _decided(found: CountingMinutes, verdict: Verdict) -> str:
    if verdict.form is None:
        return "Không hình thức kỷ luật nào đủ tỷ lệ"
    label = dict(zip(found.sheet.options, found.sheet.labels, strict=True))[verdict.form]
    if not verdict.is_by_adding:
        return f"Kết quả: {label}"
    step = next(step for step in verdict.steps if step.form == verdict.form)
    share = percent_words(Share(step.added, found.summoned))
    return f"Cộng dồn từ hình thức cao nhất xuống được {step.added} phiếu, đạt {share}. Kết quả: {label}"


def _elected(found: Sequence[CountingMinutes]) -> list[str]:
    """Return who was elected in all rounds, for each thing that was elected; nothing where nobody was."""
    names: dict[str, list[str]] = {}
    for one in found:
        names.setdefault(one.subject, []).extend(line.label for line in one.elected)
    told = [(subject, ", ".join(elected)) for subject, elected in names.items() if elected]
    if len(told) == 1:
        return [f"Trúng cử: {told[0][1]}"]
    return [f"{subject}, trúng cử: {elected}" for subject, elected in told]


def _decisions(found: Sequence[CountingMinutes]) -> list[str]:
    """Return what came out of motions and discipline, each by its subject where there are several votes."""
    rest = [one for one in found if one.outcome.election is None]
    return [_result(one) if len(found) == 1 else f"{one.subject}: {_result(one)}" for one in rest]
