"""The cell's own score: begun from the meeting, saved, and put to the vote."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.access import may, require
from chibo.ballots.rules import Tally
from chibo.kernel.errors import Missing, Refusal
from chibo.meetings import selectors as meetings
from chibo.scoring import selectors, services
from chibo.scoring.forms import SelfForm
from chibo.scoring.models import Score
from chibo.scoring.states import State
from chibo.scoring.views.lists import listed
from chibo.scoring.views.sheet import act_of, form_for, show, to_act_on
from chibo.ui.forms import carried_out
from chibo.ui.guard import actor_of, needs
from chibo.ui.pages import REFUSED, page, saved
from chibo.ui.say import say


@needs("scoring.score.read")
def of_meeting(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The door from a meeting: to its score, or to the button that lays out the sheet."""
    actor = actor_of(request)
    meeting = meetings.meeting_for(actor, meeting_id)
    score = selectors.score_of_meeting(meeting.pk)
    if score is not None and not request.htmx:  # type: ignore[attr-defined]
        return redirect("scoring:detail", score.pk)
    context: dict[str, object] = {
        "meeting": meeting,
        "listed": listed(score) if score is not None else None,
        "may_draft": meeting.state == "open" and may(actor, "scoring.score.self", meetings.place_in(actor, meeting)),
    }
    if request.method == "POST":
        try:
            return redirect("scoring:detail", services.draft_score(actor=actor, meeting_id=meeting.pk).pk)
        except Refusal as refusal:
            context["refused"] = say(refusal)
    return page(request, "scoring/begin.html", context, part="door", status=REFUSED if "refused" in context else 200)


@needs("scoring.score.self")
@require_POST
def self_score(request: HttpRequest, score_id: UUID) -> HttpResponse:
    """Save the points, or put them to the vote: `lam` says which button was pressed."""
    actor, score = actor_of(request), to_act_on(request, score_id, "scoring.score.self")
    form = form_for("self", score, selectors.lines_of(score), request.POST)
    if not isinstance(form, SelfForm) or act_of(actor, score) != "self":
        raise Missing("score")
    asks_vote = request.POST.get("lam") in ("dong-y", "dem")
    if asks_vote:
        require(actor, "scoring.score.adopt", selectors.place_of_score(actor, score))
    if form.is_valid() and carried_out(
        form, lambda: _adopt(request, score, form) if asks_vote else _save(request, score, form)
    ):
        score.refresh_from_db(fields=["state"])
        if asks_vote and score.state == State.SELF_SCORED and score.meeting.state == "open":
            return redirect("meetings:room", score.meeting_id)
        return redirect("scoring:detail", score.pk)
    return show(request, score, form)


def _save(request: HttpRequest, score: Score, form: SelfForm) -> None:
    services.set_self_points(
        actor=actor_of(request),
        score_id=score.pk,
        version=form.cleaned_data["version"],
        points=form.points,
        weak=form.cleaned_data["weak"],
    )
    saved(request, _("Đã lưu điểm. Biểu quyết khi chi bộ thống nhất."))


def _adopt(request: HttpRequest, score: Score, form: SelfForm) -> None:
    typed = form.cleaned_data
    tally = None
    if request.POST.get("lam") == "dem":
        tally = Tally(typed["for_count"] or 0, typed["against_count"] or 0, typed["other_count"] or 0)
    done = services.adopt_self_score(
        actor=actor_of(request),
        score_id=score.pk,
        version=typed["version"],
        points=form.points,
        weak=typed["weak"],
        tally=tally,
    )
    if done.vote_id and done.state == State.SELF_SCORED:
        saved(request, _("Chi bộ đã thông qua điểm tự chấm. Kết quả đã ghi vào biên bản."))
    else:
        messages.warning(request, _("Điểm chưa được thông qua. Sửa điểm rồi biểu quyết lại."))
