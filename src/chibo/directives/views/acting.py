"""Writing, sending and withdrawing a directive; and the unit's word that it arrived."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.access import require
from chibo.directives import selectors, services
from chibo.directives.forms import AttachmentForm, ChangeForm, DirectiveForm, IssueForm, WithdrawForm
from chibo.directives.models import Directive
from chibo.directives.views.reading import detail_page
from chibo.kernel import clock
from chibo.kernel.errors import Missing, Refusal
from chibo.kernel.months import Month
from chibo.organisations import selectors as organisations
from chibo.organisations.selectors import place_of
from chibo.ui.forms import Form, carried_out, refuse
from chibo.ui.guard import actor_of, needs
from chibo.ui.here import unit_here
from chibo.ui.pages import REFUSED, page, saved
from chibo.ui.say import say


@needs("directives.directive.issue")
def new(request: HttpRequest) -> HttpResponse:
    actor, unit_id = actor_of(request), unit_here(request)
    if unit_id is None:
        raise Missing("unit")
    unit = organisations.unit(unit_id)
    require(actor, selectors.ISSUE, place_of(unit))
    form = DirectiveForm(request.POST or None, initial={"month": Month.of(clock.today()).plus(1)})
    if request.method == "POST" and form.is_valid():
        try:
            directive = services.draft_directive(actor=actor, unit=unit, draft=form.draft())
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            saved(request, _("Đã lưu dự thảo. Đính kèm tệp nếu có, rồi chọn nơi nhận và ban hành."))
            return redirect("directives:detail", directive.pk)
    return _form_page(request, form, _("Soạn tài liệu gửi xuống"), reverse("directives:list"))


@needs("directives.directive.issue")
def change(request: HttpRequest, directive_id: UUID) -> HttpResponse:
    directive = _own(request, directive_id)
    names = ("kind", "number", "subject", "body", "discuss_by_on", "version")
    initial = {name: getattr(directive, name) for name in names} | {"month": Month.of(directive.month_on)}
    form = ChangeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        asked = {"directive_id": directive.pk, "version": form.cleaned_data["version"], "draft": form.draft()}
        if carried_out(form, lambda: services.change_directive(actor=actor_of(request), **asked)):
            saved(request, _("Đã lưu dự thảo."))
            return redirect("directives:detail", directive_id)
    return _form_page(request, form, _("Sửa dự thảo"), reverse("directives:detail", args=[directive_id]))


@needs("directives.directive.issue")
@require_POST
def attach(request: HttpRequest, directive_id: UUID) -> HttpResponse:
    directive = _own(request, directive_id)
    form = AttachmentForm(request.POST, request.FILES)
    if not form.is_valid():
        return detail_page(request, directive, file_form=form)
    typed = form.cleaned_data
    asked = {"name": typed["file"].name, "content": typed["file"], "title": typed["title"]}
    asked |= {"directive_id": directive.pk, "secret_ticked": typed["is_secret"]}
    if not carried_out(form, lambda: services.add_file(actor=actor_of(request), **asked)):
        return detail_page(request, directive, file_form=form)
    saved(request, _("Đã đính kèm tệp."))
    return redirect("directives:detail", directive_id)


@needs("directives.directive.issue")
@require_POST
def detach(request: HttpRequest, directive_id: UUID, attachment_id: UUID) -> HttpResponse:
    directive = _own(request, directive_id)
    found = selectors.attachment_for(directive, attachment_id)
    try:
        services.remove_file(actor=actor_of(request), attachment_id=found.pk, version=found.version)
    except Refusal as refusal:
        messages.error(request, say(refusal))
    return redirect("directives:detail", directive_id)


@needs("directives.directive.issue")
@require_POST
def issue(request: HttpRequest, directive_id: UUID) -> HttpResponse:
    directive = _own(request, directive_id)
    units = [(unit.pk, unit.name) for unit in selectors.receivers_of(directive.unit)]
    form = IssueForm(request.POST, units=units)
    if not form.is_valid():
        return detail_page(request, directive, issue_form=form)
    asked = {"version": form.cleaned_data["version"], "unit_ids": form.unit_ids()}
    if not carried_out(
        form, lambda: services.issue_directive(actor=actor_of(request), directive_id=directive_id, **asked)
    ):
        return detail_page(request, directive, issue_form=form)
    saved(request, _("Đã ban hành và báo cho bí thư, phó bí thư nơi nhận."))
    return redirect("directives:detail", directive_id)


@needs("directives.directive.issue")
@require_POST
def withdraw(request: HttpRequest, directive_id: UUID) -> HttpResponse:
    directive, form = _own(request, directive_id), WithdrawForm(request.POST)
    if not form.is_valid():
        return detail_page(request, directive, withdraw_form=form)
    asked = {**form.cleaned_data, "directive_id": directive_id}
    if not carried_out(form, lambda: services.withdraw_directive(actor=actor_of(request), **asked)):
        return detail_page(request, directive, withdraw_form=form)
    if directive.issued_at is None:
        saved(request, _("Đã bỏ dự thảo."))
        return redirect("directives:list")
    saved(request, _("Đã thu hồi và báo cho nơi nhận."))
    return redirect("directives:detail", directive_id)


@needs("directives.delivery.take")
@require_POST
def note(request: HttpRequest, directive_id: UUID) -> HttpResponse:
    directive = selectors.directive_for(actor_of(request), directive_id)
    delivery = selectors.delivery_to(directive, unit_here(request))
    if delivery is None:
        raise Missing("delivery")
    services.note_received(actor=actor_of(request), delivery_id=delivery.pk)
    saved(request, _("Đã ghi nhận là chi bộ đã nhận tài liệu."))
    return redirect("directives:detail", directive_id)


def _own(request: HttpRequest, directive_id: UUID) -> Directive:
    """Return a directive that the actor may write. Denied for those who only read it."""
    actor = actor_of(request)
    directive = selectors.directive_for(actor, directive_id)
    require(actor, selectors.ISSUE, selectors.place(directive))
    return directive


def _form_page(request: HttpRequest, form: Form, title: str, back: str) -> HttpResponse:
    context = {"form": form, "title": title, "back": back}
    return page(request, "directives/form.html", context, status=REFUSED if form.is_bound else 200)
