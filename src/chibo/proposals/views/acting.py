"""Sending, and each act upon what was sent; a refused form is shown again in its place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.access import require
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.proposals import selectors, services
from chibo.proposals.forms import AnswerForm, ChargeForm, FollowForm, ReopenForm, SendForm
from chibo.proposals.views.reading import detail_page, people_of
from chibo.ui.asked import version_in
from chibo.ui.forms import carried_out
from chibo.ui.guard import actor_of, needs
from chibo.ui.pages import REFUSED, page, saved
from chibo.ui.say import say

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from chibo.proposals.models import Proposal
    from chibo.ui.forms import Form


@needs("proposals.proposal.send")
def send(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    bodies = selectors.bodies_for(actor.person_id, clock.today()) if actor.person_id else []
    initial = {"to": bodies[0].pk if bodies else None}
    form = SendForm(request.POST or None, bodies=[(body.pk, body.name) for body in bodies], initial=initial)
    if form.is_valid():
        made: list[Proposal] = []
        typed = {"unit_id": form.cleaned_data["to"], "draft_key": form.cleaned_data["draft_key"]}
        if carried_out(form, lambda: made.append(services.send(actor=actor, asked=form.asked(), **typed))):
            told = _("Đã gửi. Đồng chí nhận được thông báo khi có người giải quyết và khi có trả lời.")
            saved(request, told, draft="proposals.new")
            return redirect("proposals:detail", made[0].pk)
    return page(request, "proposals/send.html", {"form": form}, status=REFUSED if form.is_bound else 200)


@require_POST
@needs("proposals.proposal.answer")
def take(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    proposal = _to_answer(request, proposal_id)
    form = ChargeForm(request.POST, people=people_of(proposal))

    def charge(*, version: int, **_chosen: object) -> object:
        actor = actor_of(request)
        return services.take(actor=actor, proposal_id=proposal_id, version=version, charge=form.charge())

    return _done(request, proposal, form, charge, _("Đã phân công."), "charge_form")


@require_POST
@needs("proposals.proposal.answer")
def answer(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    form = AnswerForm(request.POST, prefix="answer")
    act = partial(services.answer, actor=actor_of(request), proposal_id=proposal_id)
    return _done(request, _to_answer(request, proposal_id), form, act, _("Đã gửi trả lời."), "answer_form")


@require_POST
@needs("proposals.proposal.answer")
def follow_up(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    form = FollowForm(request.POST, prefix="follow")
    act = partial(services.follow_up, actor=actor_of(request), proposal_id=proposal_id)
    return _done(request, _to_answer(request, proposal_id), form, act, _("Đã ghi và báo cho người gửi."), "follow_form")


@require_POST
@needs("proposals.proposal.send")
def reopen(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    form = ReopenForm(request.POST, prefix="reopen")
    act = partial(services.reopen, actor=actor_of(request), proposal_id=proposal_id)
    return _done(request, _own(request, proposal_id), form, act, _("Đã gửi điều còn chưa rõ."), "reopen_form")


@require_POST
@needs("proposals.proposal.send")
def accept(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    return _simple(
        request, _own(request, proposal_id), services.accept, _("Đã ghi đồng chí đồng ý với nội dung trả lời.")
    )


@require_POST
@needs("proposals.proposal.send")
def withdraw(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    return _simple(request, _own(request, proposal_id), services.withdraw, _("Đã rút lại."))


def _simple(request: HttpRequest, proposal: Proposal, act: Callable[..., object], done: str) -> HttpResponse:
    try:
        act(actor=actor_of(request), proposal_id=proposal.pk, version=version_in(request.POST))
    except Refusal as refusal:
        messages.error(request, say(refusal))
    else:
        saved(request, done)
    return redirect("proposals:detail", proposal.pk)


def _done(
    request: HttpRequest, proposal: Proposal, form: Form, act: Callable[..., object], done: str, name: str
) -> HttpResponse:
    """Run the act with what was typed; refused, the form stands in its place on the page, under its name there."""
    if form.is_valid() and carried_out(form, lambda: act(**form.cleaned_data)):
        saved(request, done, draft=f"proposals.answer.{proposal.pk}" if name == "answer_form" else "")
        return redirect("proposals:detail", proposal.pk)
    return detail_page(request, proposal, **{name: form})


def _to_answer(request: HttpRequest, proposal_id: UUID) -> Proposal:
    """Return one that the actor may answer. Missing out of reach, Denied for those who only read it."""
    proposal = selectors.proposal_for(actor_of(request), proposal_id)
    require(actor_of(request), selectors.ANSWER, selectors.place(proposal))
    return proposal


def _own(request: HttpRequest, proposal_id: UUID) -> Proposal:
    """Return one of the actor's own. Missing out of reach, Denied for the body that reads it."""
    proposal = selectors.proposal_for(actor_of(request), proposal_id)
    require(actor_of(request), selectors.SEND, selectors.place(proposal))
    return proposal
