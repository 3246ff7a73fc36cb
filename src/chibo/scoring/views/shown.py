"""A score sheet as its page shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.forms import BoundField
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from chibo.kernel.share import Share
from chibo.regulations.figures import Group, Item, ScoreSheet
from chibo.regulations.rules import ResolvedRule
from chibo.scoring import rules, selectors
from chibo.scoring.figures import Marked
from chibo.scoring.forms import SheetForm
from chibo.scoring.models import Line, Score
from chibo.scoring.phrases import STATES
from chibo.scoring.selectors import Counted
from chibo.scoring.states import Stage, State
from chibo.scoring.views.evidence import Evi, evidence_lines
from chibo.ui import write
from chibo.ui.shapes import Rule

LOOKS = {State.DRAFT: "draft", State.SELF_SCORED: "info", State.APPRAISED: "info", State.DECIDED: "ok"}
"""The look of a state's tag."""
APART = 15
"""Marks of the scale that stand nearer, in hundredths, get their words one above the other."""


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion with its points at each stage, written out."""

    item: Item
    line: Line
    number: str
    """Of a group that is its only criterion; else empty."""
    evidence: Sequence[Evi]
    own: str
    appraised: str
    decided: str
    most: str
    reasons: Sequence[tuple[str, str]]
    """Who corrected the points, and why."""
    is_changed: bool
    field: BoundField | None = None
    reason: BoundField | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A group of criteria; `title` is empty where the group is its only criterion."""

    title: str
    most: str
    rows: Sequence[Row]


@dataclass
class Seen:
    """Everything that the page of a score shows."""

    score: Score
    lines: Sequence[Line]
    found: Mapping[str, Counted]
    form: SheetForm | None = None

    @cached_property
    def rule(self) -> ResolvedRule[ScoreSheet]:
        return selectors.rule_of(self.score)

    @property
    def sheet(self) -> ScoreSheet:
        return self.rule.value

    @cached_property
    def changed(self) -> list[str]:
        """Criteria that are not what they were when the score was decided last."""
        return selectors.changed_since(self.score, self.lines, self.found)

    @property
    def changed_titles(self) -> list[str]:
        return [self.sheet.item(code).title_vi for code in self.changed]

    @cached_property
    def parts(self) -> list[Part]:
        lines = {line.code: line for line in self.lines}
        return [self._part(number, group, lines) for number, group in enumerate(self.sheet.groups, start=1)]

    def _part(self, number: int, group: Group, lines: Mapping[str, Line]) -> Part:
        alone = len(group.items) == 1
        rows = [self._row(item, lines[item.code], f"{number}." if alone else "") for item in group.items]
        return Part("" if alone else f"{number}. {group.title_vi}", rules.written(group.max_points), rows)

    def _row(self, item: Item, line: Line, number: str) -> Row:
        counted = self.found.get(line.code)
        own, appraised, decided = (written_at(line, stage) for stage in Stage)
        return Row(
            item=item,
            line=line,
            number=number,
            evidence=evidence_lines(item, counted.measures if counted else ()),
            own=own,
            appraised=appraised,
            decided=decided,
            most=rules.written(line.max_points),
            reasons=reasons_of(self.score, line),
            is_changed=line.code in self.changed,
            field=self._field(f"p_{line.code}"),
            reason=self._field(f"r_{line.code}"),
        )

    def _field(self, name: str) -> BoundField | None:
        return self.form[name] if self.form is not None and name in self.form.fields else None

    @property
    def is_voted(self) -> bool:
        return self.score.state != State.DRAFT

    @property
    def is_appraised(self) -> bool:
        return self.score.appraised_at is not None

    @property
    def is_decided(self) -> bool:
        return self.score.state == State.DECIDED

    @property
    def own_total(self) -> str:
        given = selectors.marks(self.lines, Stage.SELF)
        return rules.written(self.score.self_points if self.is_voted else rules.total(self.sheet, given))  # type: ignore[arg-type]

    @property
    def most_now(self) -> str:
        """The most points that this month's criteria can give, where some do not apply; else empty."""
        most = rules.reachable(selectors.marks(self.lines, Stage.SELF))
        return "" if most == self.sheet.total_points else rules.written(most)

    @property
    def total(self) -> str:
        return rules.written(self.sheet.total_points)

    @property
    def own_band(self) -> str:
        return self._label(self.score.self_band)

    @property
    def appraised_band(self) -> str:
        return self._label(self.score.appraised_band)

    @property
    def decided_band(self) -> str:
        return self._label(self.score.decided_band)

    def _label(self, code: str) -> str:
        return next((band.label_vi for band in self.sheet.bands if band.code == code), "")

    @property
    def standing(self) -> int | None:
        """The points that stand: decided, else proposed, else the cell's own."""
        score = self.score
        known = (score.decided_points, score.appraised_points, score.self_points)
        return next((points for points in known if points is not None), None)

    @property
    def next_band(self) -> str:
        found = rules.to_next_band(self.sheet, self.standing) if self.standing is not None else None
        if found is None:
            return ""
        band, missing = found
        return _("Thiếu %(points)s điểm để đạt %(band)s.") % {"points": rules.written(missing), "band": band.label_vi}

    @property
    def weakest(self) -> list[str]:
        """The criteria that lost most points, written out."""
        found = rules.weakest(selectors.marks(self.lines, Stage.DECIDED)) if self.is_voted else []
        return [self._loss_words(mark) for mark in found]

    def _loss_words(self, mark: Marked) -> str:
        points, most = rules.written(mark.points or 0), rules.written(mark.max_points)
        return f"{self.sheet.item(mark.code).title_vi} ({points}/{most})"

    @property
    def vote_words(self) -> str:
        vote = self.score.vote
        if vote is None:
            return ""
        return _("tán thành %(share)s") % {"share": write.share(Share(vote.for_count or 0, vote.base_count))}

    @property
    def state_words(self) -> str | Promise:
        return STATES[self.score.state]

    @property
    def state_look(self) -> str:
        return LOOKS[State(self.score.state)]

    @property
    def scale(self) -> list[tuple[str, int, str]]:
        """Label, place from 0 to 100 and kind of each mark on the scale of the bands."""
        score, most = self.score, self.sheet.total_points
        marks = [(_("Tự chấm"), score.self_points, "own"), (_("Công nhận"), score.decided_points, "official")]
        found = [(label, round(100 * points / most), kind) for label, points, kind in marks if points is not None]
        places = [place for _label, place, _kind in found]
        if len(places) == 2 and abs(places[0] - places[1]) < APART:
            found[0] = (*found[0][:2], "own mark--high")
        # near the right edge the word stands on the left of its mark
        return [(label, place, f"{kind} mark--left" if place > 80 else kind) for label, place, kind in found]

    @property
    def bands(self) -> list[tuple[str, int]]:
        """Name and beginning of each band, the lowest first."""
        most = self.sheet.total_points
        return [(band.label_vi, round(100 * band.min_points / most)) for band in reversed(self.sheet.bands)]

    @property
    def rule_shown(self) -> Rule:
        basis = self.rule.legal_basis[0]
        bands = [f"{band.label_vi} ≥ {rules.written(band.min_points)}" for band in self.sheet.bands]
        return Rule(
            title=self.rule.title_vi,
            text=_("Chi bộ tự chấm và biểu quyết; cấp ủy cấp trên trực tiếp quyết định. Sửa điểm phải ghi lý do."),
            basis=f"{basis.number}, {basis.part}" if basis.part else basis.number,
            since=self.rule.valid_from,
            certainty=self.rule.certainty.value,
            here=", ".join(bands),
            url=reverse("regulations:list"),
        )


def written_at(line: Line, stage: Stage) -> str:
    """Return the points at a stage as they are read; a dash where the criterion does not apply."""
    if not line.applies:
        return "–"
    points = selectors.points_at(line, stage)
    return "" if points is None else rules.written(points)


def reasons_of(score: Score, line: Line) -> list[tuple[str, str]]:
    """Return who corrected the points of a criterion, and why."""
    found = []
    if line.appraised_reason:
        facts = {"name": score.appraised_by, "day": write.day(score.appraised_at)}
        found.append((_("%(name)s, thẩm định ngày %(day)s") % facts, line.appraised_reason))
    if line.decided_reason:
        facts = {"number": score.notice_number, "day": write.day(score.decided_on)}
        found.append((_("Cấp ủy cấp trên, Thông báo %(number)s ngày %(day)s") % facts, line.decided_reason))
    return found
