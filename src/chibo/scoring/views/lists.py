"""Lists of scores: by month, what waits for the superior's decision, and the superior's monthly table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from chibo.kernel import clock
from chibo.kernel.months import Month
from chibo.scoring import rules, selectors, services
from chibo.scoring.forms import NoticeForm
from chibo.scoring.models import Line, Score
from chibo.scoring.phrases import BANDS, STATES
from chibo.scoring.states import State
from chibo.scoring.views.shown import LOOKS
from chibo.ui import sheets
from chibo.ui.forms import carried_out
from chibo.ui.guard import actor_of, needs
from chibo.ui.pages import REFUSED, page, saved
from chibo.ui.paging import page_of

BAND_CODES = ("good", "fair", "average", "poor")
COLUMNS = (
    sheets.Column(lazy("Tổ chức đảng"), 34),
    sheets.Column(lazy("Tháng"), 10),
    sheets.Column(lazy("Ngày họp"), 12),
    sheets.Column(lazy("Tự chấm"), 10),
    sheets.Column(lazy("Công nhận"), 10),
    *(sheets.Column(BANDS[code], 10) for code in BAND_CODES),
    sheets.Column(lazy("Lý do trừ điểm"), 60),
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A score as a list shows it."""

    score: Score
    url: str
    look: str
    state: str | Promise
    own: str
    standing: str
    band: str | Promise
    lost: str = ""
    """Why points were taken, written out."""

    @property
    def key(self) -> str:
        """The value of the box that chooses it: the score and the version seen."""
        return f"{self.score.pk}:{self.score.version}"


@needs("scoring.score.read")
def score_list(request: HttpRequest) -> HttpResponse:
    """Scores within reach, newest month first."""
    found = page_of(selectors.scores_for(actor_of(request)), request.GET, by="-month_on")
    to_appraise = [listed(score) for score in selectors.to_appraise_for(actor_of(request))[:50]]
    context = {"page": found, "lines": [listed(score) for score in found.rows], "to_appraise": to_appraise}
    return page(request, "scoring/list.html", context, part="rows")


@needs("scoring.score.decide")
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for the decision: one by one, or several as proposed under one notice."""
    actor = actor_of(request)
    form = NoticeForm(request.POST or None)
    chosen = request.POST.getlist("score")
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        if carried_out(form, lambda: services.decide_as_proposed(actor=actor, scores=_pairs(chosen), **asked)):
            saved(request, _("Đã ghi quyết định cho các phiếu được chọn. Các chi bộ đã được thông báo."))
            return redirect("scoring:queue")
    waiting = list(selectors.waiting_for(actor)[:300])
    context = {"lines": [listed(score) for score in waiting], "form": form, "chosen": set(chosen)}
    return page(request, "scoring/queue.html", context, status=REFUSED if form.is_bound else 200)


@needs("scoring.score.read")
def month_table(request: HttpRequest) -> HttpResponseBase:
    """The superior's table of a month: points, rating, and why points were lost; as a spreadsheet with `tep=xlsx`."""
    month = _month(request.GET.get("thang", ""))
    scores = selectors.scores_for(actor_of(request)).filter(month_on=month.first_on)
    if request.GET.get("tep") == "xlsx":
        rows = _with_reasons(list(scores.order_by("unit__sort_name", "pk")))
        return sheets.xlsx(f"diem-sinh-hoat-{month}.xlsx", COLUMNS, map(_cells, rows), title=_("Điểm sinh hoạt"))
    found, stand = page_of(scores, request.GET, by="unit__sort_name"), selectors.counts_by_band(scores)
    context = {
        "month": month,
        "before": month.plus(-1),
        "after": month.plus(1),
        "page": found,
        "lines": _with_reasons(found.rows),
        "counts": [(BANDS[code], sum(n for (_state, band), n in stand.items() if band == code)) for code in BAND_CODES],
        "waiting": sum(n for (state, _band), n in stand.items() if state != State.DECIDED),
    }
    return page(request, "scoring/month.html", context)


def _with_reasons(scores: Sequence[Score]) -> list[Listed]:
    lines = selectors.lines_by_score(scores)
    return [listed(score, lines[score.pk]) for score in scores]


def listed(score: Score, lines: Iterable[Line] = ()) -> Listed:
    """Return a score as a list shows it; `lines` only where the reasons are asked for."""
    known = (score.decided_points, score.appraised_points, score.self_points)
    standing = next((points for points in known if points is not None), None)
    band = score.decided_band or score.appraised_band or score.self_band
    return Listed(
        score=score,
        url=reverse("scoring:detail", args=[score.pk]),
        look=LOOKS[State(score.state)],
        state=STATES[score.state],
        own="" if score.self_points is None else rules.written(score.self_points),
        standing="" if standing is None else rules.written(standing),
        band=BANDS.get(band, band),
        lost="; ".join(filter(None, map(_loss, lines))),
    )


def _loss(line: Line) -> str:
    """Return why points were taken by appraisal or decision."""
    return line.decided_reason or line.appraised_reason


def _cells(one: Listed) -> tuple[object, ...]:
    score = one.score
    points = [None if value is None else value / 100 for value in (score.self_points, score.decided_points)]
    ticks = ["x" if score.decided_band == code else "" for code in BAND_CODES]
    return score.unit.name, Month.of(score.month_on), score.meeting.held_on, *points, *ticks, one.lost


def _pairs(chosen: Iterable[str]) -> list[tuple[UUID, int]]:
    """Read `id:version` as the page wrote it; what does not fit is left out."""
    pairs = []
    for text in chosen:
        key, _colon, version = text.partition(":")
        try:
            pairs.append((UUID(key), int(version)))
        except ValueError:
            continue
    return pairs


def _month(text: str) -> Month:
    try:
        return Month.parse(text)
    except ValueError:
        return Month.of(clock.today())
