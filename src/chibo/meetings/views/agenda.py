"""Acts on the agenda: an item comes, changes, moves, is prepared, goes."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.kernel.errors import Refusal
from chibo.meetings import selectors, services
from chibo.meetings.forms import ItemForm
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.views import shown
from chibo.meetings.views.detail import work
from chibo.ui.forms import refuse
from chibo.ui.guard import actor_of, needs
from chibo.ui.pages import REFUSED, page
from chibo.ui.say import say


@needs("meetings.meeting.prepare")
def add(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = shown.to_act_on(request, meeting_id, "meetings.meeting.prepare")
    form = ItemForm(request.POST or None, people=shown.people_choices(meeting))
    if request.method == "POST" and form.is_valid():
        actor, plan = actor_of(request), form.plan()
        if _done(form, lambda: services.add_item(actor=actor, meeting_id=meeting.pk, plan=plan)):
            messages.success(request, _("Đã thêm vào chương trình."))
            return redirect("meetings:detail", meeting.pk)
    context = {"form": form, "meeting": meeting, "title": _("Thêm nội dung"), "act": _("Thêm vào chương trình")}
    return page(request, "meetings/item.html", context, status=_status(form))


@needs("meetings.meeting.prepare")
def edit(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    meeting = shown.to_act_on(request, meeting_id, "meetings.meeting.prepare")
    item = selectors.item_in(meeting, item_id)
    form = ItemForm(request.POST or None, people=shown.people_choices(meeting), initial=_initial(item))
    if request.method == "POST" and form.is_valid():
        actor, version = actor_of(request), form.cleaned_data["version"] or 0
        if _done(form, lambda: services.edit_item(actor=actor, item_id=item.pk, version=version, plan=form.plan())):
            return _after(request, meeting)
    context = {"form": form, "meeting": meeting, "item": item, "title": item.title, "act": _("Lưu nội dung")}
    return page(request, "meetings/item.html", context, part="row", status=_status(form))


@needs("meetings.meeting.prepare")
@require_POST
def move(request: HttpRequest, meeting_id: UUID, item_id: UUID, to: int) -> HttpResponse:
    return _act(
        request, meeting_id, item_id, lambda item: services.move_item(actor=actor_of(request), item_id=item.pk, to=to)
    )


@needs("meetings.meeting.prepare")
@require_POST
def remove(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    return _act(
        request,
        meeting_id,
        item_id,
        lambda item: services.remove_item(actor=actor_of(request), item_id=item.pk, version=item.version),
    )


@needs("meetings.meeting.prepare")
@require_POST
def copy(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = selectors.meeting_for(actor_of(request), meeting_id)
    try:
        services.copy_agenda(actor=actor_of(request), meeting_id=meeting.pk)
    except Refusal as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(request, _("Đã lấy lại chương trình tháng trước."))
    return redirect("meetings:detail", meeting.pk)


@needs("meetings.item.prepared")
@require_POST
def prepared(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    is_done = request.POST.get("xong", "1") == "1"
    return _act(
        request,
        meeting_id,
        item_id,
        lambda item: services.mark_prepared(
            actor=actor_of(request), item_id=item.pk, version=item.version, prepared=is_done
        ),
    )


def _act(
    request: HttpRequest, meeting_id: UUID, item_id: UUID, act: Callable[[AgendaItem], AgendaItem]
) -> HttpResponse:
    meeting = selectors.meeting_for(actor_of(request), meeting_id)
    try:
        act(selectors.item_in(meeting, item_id))
    except Refusal as refusal:
        messages.error(request, say(refusal))
    return _after(request, meeting)


def _after(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Show the agenda anew: in place for htmx, else the meeting's page."""
    if request.htmx:  # type: ignore[attr-defined]
        return work(request, meeting.pk)
    return redirect("meetings:detail", meeting.pk)


def _initial(item: AgendaItem) -> dict[str, object]:
    return {
        "title": item.title,
        "planned_minutes": item.planned_minutes,
        "presenter": item.presenter_id,
        "preparer": item.preparer_id,
        "prepare_by_on": item.prepare_by_on,
        "prompts": item.prompts,
        "is_secret": item.is_secret,
        "version": item.version,
    }


def _done(form: Form, act: Callable[[], object]) -> bool:
    try:
        act()
    except Refusal as refusal:
        refuse(form, refusal)
        return False
    return True


def _status(form: Form) -> int:
    return REFUSED if form.errors else 200
