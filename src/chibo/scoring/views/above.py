"""What is done above: appraised, decided, reopened."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.scoring import selectors, services
from chibo.scoring.forms import CorrectionForm, ReopenForm
from chibo.scoring.models import Score
from chibo.scoring.views.sheet import form_for, show, to_act_on
from chibo.ui.forms import carried_out
from chibo.ui.guard import actor_of, needs
from chibo.ui.pages import saved

Act = Callable[..., Score]


@needs("scoring.score.appraise")
@require_POST
def appraise(request: HttpRequest, score_id: UUID) -> HttpResponse:
    """Appraise and propose to the superior committee."""
    return _correct(request, score_id, "appraise", services.appraise, ("appraisal",))


@needs("scoring.score.decide")
@require_POST
def decide(request: HttpRequest, score_id: UUID) -> HttpResponse:
    """Enter the superior committee's decision."""
    return _correct(request, score_id, "decide", services.decide, ("decided_on", "notice_number"))


@needs("scoring.score.reopen")
@require_POST
def reopen(request: HttpRequest, score_id: UUID) -> HttpResponse:
    """Take a decision back, with the reason."""
    actor, score = actor_of(request), to_act_on(request, score_id, "scoring.score.reopen")
    form = ReopenForm(request.POST)
    if form.is_valid():
        asked = form.cleaned_data
        if carried_out(form, lambda: services.reopen(actor=actor, score_id=score.pk, **asked)):
            saved(request, _("Đã mở lại điểm để xem xét. Chi bộ đã được thông báo."))
            return redirect("scoring:detail", score.pk)
    return show(request, score, reopen_form=form)


def _correct(request: HttpRequest, score_id: UUID, act: str, service: Act, names: tuple[str, ...]) -> HttpResponse:
    actor, score = actor_of(request), to_act_on(request, score_id, f"scoring.score.{act}")
    form = form_for(act, score, selectors.lines_of(score), request.POST)
    assert isinstance(form, CorrectionForm)
    if form.is_valid():
        asked: dict[str, Any] = {name: form.cleaned_data[name] for name in (*names, "version")}
        if carried_out(form, lambda: service(actor=actor, score_id=score.pk, corrections=form.corrections, **asked)):
            saved(request, _SAVED[act]())
            return redirect("scoring:detail", score.pk)
    return show(request, score, form)


_SAVED: dict[str, Callable[[], str]] = {
    "appraise": lambda: _("Đã gửi thẩm định, đề nghị tới cấp ủy cấp trên."),
    "decide": lambda: _("Đã ghi quyết định. Chi bộ đã được thông báo."),
}
