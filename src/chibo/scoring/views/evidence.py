"""Sentences beside a criterion: what was counted, and whether it is as the sheet asks."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chibo.kernel.share import Share
from chibo.regulations.figures import Condition, Item
from chibo.scoring.figures import Measure
from chibo.scoring.phrases import EVIDENCE, FLAGS, NONE
from chibo.ui import write

_ICONS = {"ok": "circle-check", "late": "diamond-alert", "wait": "circle-dashed"}


@dataclass(frozen=True, slots=True)
class Evi:
    """One line of evidence. `state` is ok, late or wait."""

    state: str
    text: str

    @property
    def icon(self) -> str:
        return _ICONS[self.state]


def evidence_lines(item: Item, measures: Sequence[Measure]) -> list[Evi]:
    """Return the sentences beside a criterion; one that says that nothing is counted where that is so."""
    shown = [one for one in measures if one.key in EVIDENCE and _is_known(one)]
    if any(one.key == "minutes_short" for one in shown):
        shown = [one for one in shown if one.key != "length_share"]
    if not shown:
        return [Evi("wait", _("Chưa có số liệu tự động; chi bộ tự đánh giá"))]
    return [_evi(item, one) for one in shown]


def _is_known(measure: Measure) -> bool:
    return measure.value is not None


def _evi(item: Item, measure: Measure) -> Evi:
    text = _sentence(measure)
    if not measure.is_settled:
        text = _("%(text)s (đến lúc này)") % {"text": text}
    return Evi(_state(item, measure), text)


def _sentence(measure: Measure) -> str:
    if measure.key in FLAGS:
        yes, no = FLAGS[measure.key]
        return str(yes if measure.value else no)
    if not measure.value and measure.key in NONE:
        return str(NONE[measure.key])
    facts: dict[str, object] = {"value": measure.value, "part": measure.part, "whole": measure.whole}
    if measure.part is not None and measure.whole is not None:
        facts["share"] = write.share(Share(measure.part, measure.whole))
    return str(EVIDENCE[measure.key]) % facts


def _state(item: Item, measure: Measure) -> str:
    """Late is only what the sheet asks for and what can no longer change."""
    value = measure.value or 0
    asked = [one for one in _conditions(item) if one.evidence == measure.key]
    holds = all(one.holds(value) for one in asked) if asked else measure.key not in FLAGS or bool(value)
    if holds:
        return "ok"
    return "late" if measure.is_settled and asked else "wait"


def _conditions(item: Item) -> tuple[Condition, ...]:
    best = max(item.levels, key=lambda level: level.points).when if item.levels else ()
    return (*item.full_when, *best)
