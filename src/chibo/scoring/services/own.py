"""The cell's own score: drafted from the sheet in force, filled in, and voted in the meeting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from chibo.access import Actor, require
from chibo.audit.rows import save
from chibo.audit.services import command, record
from chibo.ballots.rules import Tally
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.kernel.text import tidy_lines
from chibo.meetings import selectors as meetings
from chibo.meetings import services as meeting_services
from chibo.meetings.states import Outcome
from chibo.meetings.states import State as MeetingState
from chibo.regulations.figures import Band, ScoreSheet
from chibo.scoring import rules
from chibo.scoring.models import Line, Score
from chibo.scoring.selectors.reach import lines_of, place_of_score, score_of_meeting
from chibo.scoring.selectors.sheet import counted, marks, rule_of, sheet_on
from chibo.scoring.services.shared import keep_evidence, link_to, locked_score, move, tell_next, touch
from chibo.scoring.states import Move, Stage, State

if TYPE_CHECKING:
    from chibo.ballots.models import OpenVote
    from chibo.meetings.models import AgendaItem, Meeting


@command("scoring.score.self")
def draft_score(*, actor: Actor, meeting_id: UUID) -> Score:
    """Lay out the sheet in force for an open meeting, with evidence, and points where the evidence gives them.

    Refuses a meeting that is not open, one that has a score, and a day before any sheet was in force. About 25 queries.
    """
    meeting = meetings.meeting_for(actor, meeting_id)
    place = meetings.place_in(actor, meeting)
    require(actor, "scoring.score.self", place)
    _check_open(meeting)
    if score_of_meeting(meeting_id) is not None:
        raise Refusal("scoring.exists", title=meeting.title)
    rule = sheet_on(meeting)
    if rule is None:
        raise Refusal("scoring.no_sheet_then", day=meeting.held_on)
    score = Score.objects.create(unit=meeting.unit, meeting=meeting, month_on=meeting.month_on, sheet=rule.snapshot())
    _lay_out(score, rule.value)
    record(actor, score, place, details={"sheet": rule.id, "version": rule.version}, touches=touch(score))
    return score


@command("scoring.score.self")
def set_self_points(
    *, actor: Actor, score_id: UUID, version: int, points: Mapping[str, int | None], weak: str = ""
) -> Score:
    """Enter the points of all criteria at once, in hundredths by code; None where there are none yet.

    Refuses unknown criteria, points out of bounds, and a score that was voted already.
    """
    score = locked_score(score_id, version)
    place = place_of_score(actor, score)
    require(actor, "scoring.score.self", place)
    if score.state != State.DRAFT:
        raise Refusal("scoring.voted_already")
    _check_open(score.meeting)
    _enter(score, lines_of(score), points)
    score.weak = tidy_lines(weak)
    save(score, "weak")
    record(actor, score, place, details={"entered": sum(one is not None for one in points.values())})
    return score


@command("scoring.score.adopt")
def adopt_self_score(
    *,
    actor: Actor,
    score_id: UUID,
    version: int,
    points: Mapping[str, int | None] | None = None,
    weak: str | None = None,
    tally: Tally | None = None,
) -> Score:
    """Put the self-score to the vote in its agenda item, and write it into the minutes where it is adopted.

    `points` and `weak` are entered first where given. `tally` None: all who may vote agree. While the meeting is open
    it may be voted anew. A vote that rejects it leaves the score as a draft. Refuses while a criterion has no points.
    """
    score = locked_score(score_id, version)
    place = place_of_score(actor, score)
    require(actor, "scoring.score.adopt", place)
    _check_open(score.meeting)
    item, sheet, lines = _item_of(score.meeting), rule_of(score).value, lines_of(score)
    _enter(score, lines, points or {})
    score.weak = score.weak if weak is None else tidy_lines(weak)
    _check_complete(sheet, lines)
    total, band = _sum(sheet, lines)
    vote = _vote(actor, item, _subject(total, band), tally)
    if vote.is_adopted:
        move(score, Move.ADOPT)
        score.vote, score.adopted_at = vote, clock.now()
        score.self_points, score.self_band = total, band.code
        block = _block(vote, sheet, lines, score.weak)
        meeting_services.record_outcome(
            actor=actor, item_id=item.pk, block=block, label=str(block["title"]), url=link_to(score)
        )
        tell_next(score, "scoring.notice.adopted", total)
    save(score, "weak", "state", "vote", "adopted_at", "self_points", "self_band")
    record(
        actor,
        score,
        place,
        details={"points": total, "vote": vote.pk, "adopted": vote.is_adopted},
        touches=touch(score),
    )
    return score


def _lay_out(score: Score, sheet: ScoreSheet) -> None:
    """Write one line for each criterion. One query beside the counting."""
    found = counted(score.meeting, sheet)
    lines = []
    for position, item in enumerate(sheet.items, start=1):
        line = Line(score=score, code=item.code, position=position, max_points=item.max_points)
        keep_evidence(line, found[item.code])
        line.self_points = line.proposed_points
        lines.append(line)
    Line.objects.bulk_create(lines)


def _enter(score: Score, lines: Sequence[Line], points: Mapping[str, int | None]) -> None:
    """Write points and fresh evidence onto the lines: one query a line that changed."""
    sheet = rule_of(score).value
    known = {line.code for line in lines}
    for code in points:
        if code not in known:
            raise Refusal("scoring.no_such_item", item=code)
    found = counted(score.meeting, sheet)
    for line in lines:
        before = (line.self_points, line.applies, line.proposed_points, line.evidence)
        keep_evidence(line, found[line.code])
        given = points.get(line.code, line.self_points)
        line.self_points = given if line.applies else None
        if line.self_points is not None:
            rules.check_points(sheet.item(line.code), line.self_points)
        if before != (line.self_points, line.applies, line.proposed_points, line.evidence):
            save(line, "self_points", "applies", "proposed_points", "evidence")


def _check_open(meeting: Meeting) -> None:
    if meeting.state != MeetingState.OPEN:
        raise Refusal("scoring.meeting_not_open", title=meeting.title)


def _check_complete(sheet: ScoreSheet, lines: Sequence[Line]) -> None:
    missing = rules.missing(sheet, marks(lines, Stage.SELF))
    if missing:
        raise Refusal("scoring.points_missing", item=missing[0], count=len(missing))


def _item_of(meeting: Meeting) -> AgendaItem:
    for item in meetings.agenda_of(meeting):
        if item.outcome_kind == Outcome.SCORE:
            return item
    raise Refusal("scoring.no_item", title=meeting.title)


def _sum(sheet: ScoreSheet, lines: Sequence[Line]) -> tuple[int, Band]:
    given = marks(lines, Stage.SELF)
    return rules.total(sheet, given), rules.band(sheet, given)


def _vote(actor: Actor, item: AgendaItem, subject: str, tally: Tally | None) -> OpenVote:
    put = meeting_services.Put(subject=subject)
    if tally is None:
        return meeting_services.all_agree(actor=actor, item_id=item.pk, put=put)
    vote = meeting_services.put_to_vote(actor=actor, item_id=item.pk, put=put)
    return meeting_services.finish_vote(actor=actor, item_id=item.pk, vote_id=vote.pk, version=None, tally=tally)


def _subject(total: int, band: Band) -> str:
    return f"Tự chấm {rules.written(total)} điểm, đề nghị xếp loại {band.label_vi}"


def _block(vote: OpenVote, sheet: ScoreSheet, lines: Sequence[Line], weak: str) -> dict[str, Any]:
    """Return the outcome as the minutes draw it: plain Vietnamese data, as all papers of the cell."""
    total, band = _sum(sheet, lines)
    rows = [[sheet.item(line.code).title_vi, rules.written(line.max_points), _cell(line)] for line in lines]
    return {
        **meetings.vote_block(vote),
        "points": rules.written(total),
        "band": band.label_vi,
        "lines": [f"Rút kinh nghiệm tháng sau: {weak}"] if weak else [],
        "table": {
            "columns": ["Tiêu chí", "Tối đa", "Tự chấm"],
            "rows": [*rows, ["Cộng", rules.written(sheet.total_points), rules.written(total)]],
        },
    }


def _cell(line: Line) -> str:
    if not line.applies:
        return "không áp dụng"
    return rules.written(line.self_points or 0)
