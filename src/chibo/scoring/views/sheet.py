"""The page of one score: what stands, and the form of whoever has the next word."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst

from chibo.access import Actor, may, require
from chibo.documents import selectors as documents
from chibo.kernel import clock
from chibo.kernel.errors import Missing
from chibo.scoring import selectors
from chibo.scoring.forms import AppraiseForm, DecideForm, ReopenForm, SelfForm, SheetForm, initial_of
from chibo.scoring.models import Line, Score
from chibo.scoring.papers import paper_of
from chibo.scoring.rules import written
from chibo.scoring.states import Stage, State
from chibo.scoring.views.shown import Seen
from chibo.ui.guard import actor_of, needs
from chibo.ui.pages import REFUSED, page
from chibo.ui.shapes import Crumb
from chibo.ui.write import month_name


@needs("scoring.score.read")
def detail(request: HttpRequest, score_id: UUID) -> HttpResponse:
    """The score sheet."""
    score = selectors.score_for(actor_of(request), score_id)
    return show(request, score)


@needs("scoring.score.read")
def paper(request: HttpRequest, score_id: UUID, kind: str) -> HttpResponse:
    """The score sheet as Word or PDF."""
    score = selectors.score_for(actor_of(request), score_id)
    if kind not in ("docx", "pdf"):
        raise Missing("paper")
    today = clock.today()
    printed = paper_of(score, selectors.lines_of(score), today)
    layout = documents.regulated(score.unit, today).layout
    make = documents.print_docx if kind == "docx" else documents.print_pdf
    name = f"phieu-cham-diem-{score.month_on:%m-%Y}"
    return documents.bytes_response(make(printed, layout, on=today), name, "docx" if kind == "docx" else "pdf")


def show(
    request: HttpRequest, score: Score, form: SheetForm | None = None, reopen_form: ReopenForm | None = None
) -> HttpResponse:
    """Draw the sheet with the form that the actor may fill in now; `form` is one that was refused."""
    actor, lines = actor_of(request), selectors.lines_of(score)
    sheet = selectors.rule_of(score).value
    act = act_of(actor, score)
    shown_form = form or form_for(act, score, lines)
    if act != "reopen":
        reopen_form = None
    elif reopen_form is None:
        reopen_form = ReopenForm(initial={"version": score.version})
    seen = Seen(score, lines, selectors.counted(score.meeting, sheet), shown_form)
    context = {
        "seen": seen,
        "columns": 4 + seen.is_appraised + (seen.is_decided or act in ("appraise", "decide")),
        "appraised_total": written(score.appraised_points or 0),
        "decided_total": written(score.decided_points or 0),
        "before": _before(score),
        "score": score,
        "act": act,
        "form": shown_form,
        "reopen_form": reopen_form,
        "may_adopt": act == "self" and may(actor, "scoring.score.adopt", selectors.place_of_score(actor, score)),
        "crumbs": [Crumb(score.unit.name), Crumb(capfirst(month_name(score.month_on)))],
    }
    refused = bool((form and form.errors) or (reopen_form and reopen_form.errors))
    return page(request, "scoring/detail.html", context, status=REFUSED if refused else 200)


def _before(score: Score) -> dict[str, str] | None:
    """Return what was decided last, where it was taken back since."""
    if score.decided_before is None or score.state == State.DECIDED:
        return None
    return {"points": written(score.decided_before["total"]), "number": score.decided_before["number"]}


def to_act_on(request: HttpRequest, score_id: UUID, action: str) -> Score:
    """Return the score for an act: 404 where the viewer may not see it, 403 where the act is not theirs."""
    actor = actor_of(request)
    score = selectors.score_for(actor, score_id)
    require(actor, action, selectors.place_of_score(actor, score))
    return score


def act_of(actor: Actor, score: Score) -> str:
    """Return what the actor may do with the score now: self, appraise, decide, reopen; empty for only reading."""
    place, state = selectors.place_of_score(actor, score), State(score.state)
    is_open = score.meeting.state == "open"
    if is_open and state in (State.DRAFT, State.SELF_SCORED):
        return "self" if may(actor, "scoring.score.self", place) else ""
    if is_open:
        return ""
    if state in (State.SELF_SCORED, State.APPRAISED) and may(actor, "scoring.score.decide", place):
        return "decide"
    if state in (State.SELF_SCORED, State.APPRAISED) and may(actor, "scoring.score.appraise", place):
        return "appraise"
    return "reopen" if state is State.DECIDED and may(actor, "scoring.score.reopen", place) else ""


def form_for(act: str, score: Score, lines: list[Line], data: object = None) -> SheetForm | None:
    """Return the form of that act over the criteria that apply; None where nothing is filled in."""
    sheet, version = selectors.rule_of(score).value, score.version
    applying = [line for line in lines if line.applies]
    codes = [line.code for line in applying]

    def at(stage: Stage) -> dict[str, int | None]:
        return {line.code: selectors.points_at(line, stage) for line in applying}

    if act == "self":
        initial = {**initial_of(version, at(Stage.SELF)), "weak": score.weak}
        return SelfForm(data, sheet=sheet, codes=codes, initial=initial)
    if act == "appraise":
        reasons = {line.code: line.appraised_reason for line in applying}
        initial = {**initial_of(version, at(Stage.APPRAISED), reasons), "appraisal": score.appraisal}
        return AppraiseForm(data, sheet=sheet, codes=codes, initial=initial)
    if act == "decide":
        return DecideForm(data, sheet=sheet, codes=codes, initial=initial_of(version, at(Stage.APPRAISED)))
    return None
