"""What the pages of the counting desk show: rules beside the acts, the team, how far a count is, what follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chibo.access import Actor, may
from chibo.ballots.phrases import COUNT_FIELDS, LISTED
from chibo.ballots.rules import Form
from chibo.ballots.rules.desk import HEAD
from chibo.ballots.rules.elections import Next
from chibo.ballots.selectors import CountLine
from chibo.kernel import clock
from chibo.kernel.share import Share
from chibo.kernel.workdays import add_working_days
from chibo.meetings.models import Meeting
from chibo.meetings.selectors.counted import result_words
from chibo.meetings.selectors.counting import CountSeen, discipline_rule, elections_rule, names_in
from chibo.meetings.selectors.inside import may_read_inside
from chibo.meetings.selectors.reach import place_in
from chibo.meetings.selectors.ruling import VOTES, rules_of
from chibo.meetings.states import State
from chibo.regulations import selectors as regulations
from chibo.regulations.figures import Body
from chibo.regulations.rules import ResolvedRule
from chibo.ui import write
from chibo.ui.shapes import Fact, Rule

if TYPE_CHECKING:
    from chibo.ballots.models import PaperCount, SecretBox

FOLLOWS: dict[Next, str | Promise] = {
    Next.TIE: gettext_lazy("Có đồng chí bằng phiếu nhau ở suất cuối: bầu lại giữa các đồng chí ấy."),
    Next.TIE_AGAIN: gettext_lazy("Vẫn bằng phiếu nhau: chi bộ quyết định có bầu tiếp hay không."),
    Next.MAY_VOTE_AGAIN: gettext_lazy("Chưa bầu đủ số lượng: chi bộ quyết định có bầu tiếp hay không."),
    Next.SUPERIOR: gettext_lazy("Đã hết số lần bầu theo quy định: báo cáo cấp ủy cấp trên xem xét, quyết định."),
}
ON_PHONES = {
    "issued": gettext_lazy("Số đồng chí được bỏ phiếu"),
    "returned": gettext_lazy("Số phiếu đã bỏ"),
}
"""What the figures of a count are called where no paper was handed out."""
AGAIN = frozenset({Next.TIE, Next.TIE_AGAIN, Next.MAY_VOTE_AGAIN})


@dataclass(frozen=True, slots=True)
class Teller:
    """One of the team: the part in it, and whether a count was entered, never which."""

    name: str
    part: str
    has_entered: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the result."""

    line: CountLine
    against: int | None
    """Where yes and no were asked of each name; None on other ballots."""
    listed: str | Promise

    @property
    def share(self) -> Share:
        return Share(self.line.votes, self.line.base)


def count_context(actor: Actor, meeting: Meeting, seen: CountSeen) -> dict[str, Any]:
    """Return what the page of one count shows to this actor. About five queries."""
    place, is_open = place_in(actor, meeting), meeting.state == State.OPEN
    may_run = is_open and may(actor, "meetings.meeting.hold", place)
    is_teller = str(actor.person_id) in seen.count.tellers
    follows = seen.minutes.outcome.next if seen.minutes else None
    return {
        "meeting": meeting,
        "seen": seen,
        "count": seen.count,
        "team": team_of(meeting, seen),
        "may_run": may_run,
        "may_enter": is_open and seen.is_open and is_teller,
        "has_entered": actor.person_id in seen.entered,
        "may_read_inside": may_read_inside(actor, meeting),
        "papers": papers_of(seen),
        "rows": rows_of(seen),
        "result": result_words(seen.minutes) if seen.minutes else "",
        "on_phones": seen.on_phones,
        "follows": FOLLOWS.get(follows) if follows else None,
        "may_go_on": may_run and follows in AGAIN,
        "needed_rule": needed_rule(seen.count),
        "approval": approval_of(meeting, seen),
    }


def team_of(meeting: Meeting, seen: CountSeen) -> list[Teller]:
    """Return the team in its order. One query."""
    names = names_in(meeting)
    parts = [_("tổ trưởng"), _("thư ký"), *[_("thành viên")] * len(seen.count.tellers)]
    return [
        Teller(names.get(UUID(key), ""), part, UUID(key) in seen.entered)
        for key, part in zip(seen.count.tellers, parts, strict=False)
    ]


def rows_of(seen: CountSeen) -> list[Row]:
    """Return the lines of the result; none before two tellers agree."""
    if seen.minutes is None:
        return []
    each, valid = seen.sheet.form is Form.EACH, seen.minutes.count.valid
    return [
        Row(line, valid - line.votes if each else None, LISTED.get(seen.count.listed.get(line.option, ""), ""))
        for line in seen.minutes.lines
    ]


def papers_of(seen: CountSeen) -> list[Fact]:
    """Return how many ballots were issued, returned, valid and not; nothing before the count is done."""
    if seen.minutes is None:
        return []
    words = COUNT_FIELDS | (ON_PHONES if seen.on_phones else {})
    return [Fact(words[name], getattr(seen.minutes.count, name)) for name in HEAD]


def approval_of(meeting: Meeting, seen: CountSeen) -> dict[str, object] | None:
    """Return until when an election is reported for approval above; None where nothing waits for it."""
    outcome, body = seen.minutes.outcome if seen.minutes else None, seen.count.body
    if not (outcome and outcome.election and outcome.election.elected) or body == Body.DELEGATES:
        return None
    rule = elections_rule(meeting)
    voted_on = clock.local(seen.count.closed_at).date() if seen.count.closed_at else clock.today()
    days = {"report": rule.value.report_working_days, "approve": rule.value.approve_working_days}
    text = _("Báo cáo kết quả trong %(report)s ngày làm việc; cấp trên chuẩn y trong %(approve)s ngày làm việc.") % days
    due = _working_days_after(voted_on, rule.value.report_working_days)
    return {"due": due, "rule": _rule(rule, "report_working_days", _("Báo cáo, chuẩn y kết quả bầu cử"), text)}


def needed_rule(count: PaperCount | SecretBox) -> Rule:
    """Return how many votes are needed, of whom, and by which document."""
    votes: ResolvedRule[Any] = ResolvedRule.from_snapshot(count.rule)
    facts = {"needed": count.needed_count, "base": count.base_count}
    text = _("Cần ít nhất %(needed)s phiếu trên %(base)s đồng chí được triệu tập, không tính trên số có mặt.") % facts
    return _rule(votes, f"{count.decision}.needed", votes.value.of(count.decision).name_vi, text)


def decision_rule(meeting: Meeting, decision: str) -> Rule:
    """Return the way of voting that a kind of decision asks for."""
    votes = rules_of(meeting, VOTES)
    text = _(
        "Bỏ phiếu kín bằng phiếu giấy, trừ khi cấp ủy cấp trên cho phép trên điện thoại; tỷ lệ tính trên tổng số "
        "đảng viên chính thức được triệu tập."
    )
    return _rule(votes, f"{decision}.methods", votes.value.of(decision).name_vi, text)


def permission_rule(box: PaperCount | SecretBox) -> Rule:
    """Return by which document the members of the cell vote on phones, and who keeps the key."""
    votes: ResolvedRule[Any] = ResolvedRule.from_snapshot(box.rule)
    text = _("Bỏ phiếu kín trên điện thoại theo văn bản của cấp ủy cấp trên; khóa chia cho ba đồng chí tổ kiểm phiếu.")
    return _rule(votes, f"{box.decision}.methods", _("Cho phép bỏ phiếu kín trên điện thoại"), text)


def list_rule(meeting: Meeting) -> Rule:
    """Return what a list of an election has to keep to."""
    rule = elections_rule(meeting)
    facts = {"percent": rule.value.surplus_max_percent, "least": rule.value.surplus_least}
    text = _(
        "Bầu cấp ủy phải có số dư. Danh sách nhiều hơn số lượng cần bầu nhiều nhất %(percent)s\u00a0%%, "
        "ít nhất được thêm %(least)s đồng chí. "
        "Chỉ đảng viên chính thức được ứng cử, đề cử; "
        "đồng chí có tên trên phiếu không tham gia tổ kiểm phiếu."
    )
    return _rule(rule, "surplus_max_percent", _("Danh sách bầu, số dư"), text % facts)


def discipline_ballot_rule(meeting: Meeting) -> Rule:
    """Return how the votes on discipline are counted."""
    rule = discipline_rule(meeting)
    text = _("Không hình thức nào đủ tỷ lệ thì cộng dồn phiếu từ hình thức cao nhất xuống đến khi đủ.")
    return _rule(rule, "adds_from_heaviest", _("Cách tính phiếu kỷ luật"), text)


def _rule(resolved: ResolvedRule[Any], key: str, title: str, text: str) -> Rule:
    origin = resolved.origin(key)
    return Rule(
        title=title,
        text=text,
        basis=origin.basis,
        since=origin.since,
        certainty="verified" if origin.is_verified else "secondary",
    )


def _working_days_after(day: date, count: int) -> str:
    return write.day(add_working_days(day, count, regulations.calendar_from(day)))
