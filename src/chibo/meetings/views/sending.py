"""The notice, the materials, and the day in one's own calendar."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from chibo.documents import selectors as documents
from chibo.kernel.errors import Missing, Refusal
from chibo.meetings import selectors, services
from chibo.meetings.forms import MaterialForm
from chibo.meetings.papers import as_ics
from chibo.meetings.views import shown
from chibo.meetings.views.detail import item_choices
from chibo.ui.asked import version_in
from chibo.ui.forms import refuse
from chibo.ui.guard import actor_of, needs
from chibo.ui.pages import REFUSED, page
from chibo.ui.say import say


@needs("meetings.meeting.call")
@require_POST
def call(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = shown.to_act_on(request, meeting_id, "meetings.meeting.call")
    version = version_in(request.POST)
    try:
        done = services.call_meeting(actor=actor_of(request), meeting_id=meeting.pk, version=version)
    except Refusal as refusal:
        messages.error(request, say(refusal))
        return redirect("meetings:detail", meeting.pk)
    messages.success(request, _("Đã gửi thông báo sinh hoạt đến %(count)s đồng chí.") % {"count": done.told})
    if done.in_person:
        count, names = len(done.in_person), ", ".join(done.in_person)
        sentence = ngettext(
            "%(count)s đồng chí chưa có tài khoản, báo trực tiếp và đưa giấy in: %(names)s.",
            "%(count)s đồng chí chưa có tài khoản, báo trực tiếp và đưa giấy in: %(names)s.",
            count,
        )
        messages.warning(request, sentence % {"count": count, "names": names})
    if done.later:
        messages.warning(request, _("Tài liệu gửi sau: %(titles)s.") % {"titles": "; ".join(done.later)})
    return redirect("meetings:detail", meeting.pk)


@needs("meetings.meeting.read")
def materials(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    meeting = selectors.meeting_for(actor, meeting_id)
    if not selectors.may_read_materials(actor, meeting):
        raise Missing("materials")
    context = shown.base_context(request, meeting)
    form = None
    if context["may_prepare"]:
        items = item_choices(selectors.agenda_of(meeting))
        form = MaterialForm(request.POST or None, request.FILES or None, items=items)
        if request.method == "POST" and form.is_valid() and _added(request, meeting.pk, form):
            return redirect("meetings:materials", meeting.pk)
    rows = [one for one in selectors.materials_of(meeting) if one.sent_at or context["may_prepare"]]
    context |= {"form": form, "materials": rows, "tabs": shown.tabs(request, meeting, "materials", {})}
    return page(request, "meetings/materials.html", context, status=REFUSED if form and form.errors else 200)


@needs("meetings.meeting.read")
def material(request: HttpRequest, meeting_id: UUID, material_id: UUID) -> HttpResponseBase:
    actor = actor_of(request)
    meeting = selectors.meeting_for(actor, meeting_id)
    if not selectors.may_read_materials(actor, meeting):
        raise Missing("material")
    found = selectors.material_for(meeting, material_id)
    if found.sent_at is None and not shown.base_context(request, meeting)["may_prepare"]:
        raise Missing("material")
    return documents.file_response(found.file)


@needs("meetings.meeting.prepare")
@require_POST
def drop_material(request: HttpRequest, meeting_id: UUID, material_id: UUID) -> HttpResponse:
    meeting = selectors.meeting_for(actor_of(request), meeting_id)
    found = selectors.material_for(meeting, material_id)
    try:
        services.remove_material(actor=actor_of(request), material_id=found.pk, version=found.version)
    except Refusal as refusal:
        messages.error(request, say(refusal))
    return redirect("meetings:materials", meeting.pk)


@needs("meetings.meeting.read")
def calendar(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = selectors.meeting_for(actor_of(request), meeting_id)
    if meeting.held_on is None:
        raise Missing("day")
    address = request.build_absolute_uri(reverse("meetings:detail", args=[meeting.pk]))
    answer = HttpResponse(as_ics(meeting, address), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = content_disposition_header(True, f"sinh-hoat-{meeting.held_on:%Y-%m-%d}.ics")
    return answer


def _added(request: HttpRequest, meeting_id: UUID, form: MaterialForm) -> bool:
    typed = form.cleaned_data
    try:
        services.add_material(
            actor=actor_of(request),
            meeting_id=meeting_id,
            name=typed["file"].name,
            content=typed["file"],
            title=typed["title"],
            item_id=typed["item"],
            secret_ticked=typed["is_secret"],
        )
    except Refusal as refusal:
        refuse(form, refusal)
        return False
    messages.success(request, _("Đã thêm tài liệu."))
    return True
