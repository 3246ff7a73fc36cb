"""Papers to print before a meeting, as Word and as PDF."""

from collections.abc import Callable
from typing import Literal
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST

from chibo.access import require
from chibo.documents import selectors as documents
from chibo.documents.figures import Paper
from chibo.kernel import clock
from chibo.kernel.errors import Missing, Refusal
from chibo.meetings import papers, selectors, services
from chibo.meetings.models import Meeting
from chibo.meetings.views import shown
from chibo.ui.guard import actor_of, needs
from chibo.ui.pages import page
from chibo.ui.say import say

PAPERS: dict[str, tuple[object, object, Callable[[papers.Facts], Paper]]] = {
    "thong-bao": (
        lazy("Thông báo sinh hoạt"),
        lazy("Gửi đảng viên chưa có tài khoản, dán bảng tin."),
        papers.notice_paper,
    ),
    "chuong-trinh": (lazy("Chương trình"), lazy("Phát tại buổi họp."), papers.agenda_paper),
    "diem-danh": (lazy("Danh sách điểm danh"), lazy("Thư ký đánh dấu khi điểm danh."), papers.roll_paper),
    "kich-ban": (lazy("Kịch bản điều hành"), lazy("Mỗi nội dung một trang cho đồng chí chủ trì."), papers.script_paper),
}


@needs("meetings.paper.print")
def papers_page(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = _meeting(request, meeting_id)
    rows = [{"code": code, "label": label, "note": note} for code, (label, note, _make) in PAPERS.items()]
    context = shown.base_context(request, meeting) | {
        "papers": rows,
        "guests": list(meeting.guests.all()),
        "notice": selectors.issued_notice(meeting),
        "tabs": shown.tabs(request, meeting, "papers", {}),
    }
    return page(request, "meetings/papers.html", context)


@needs("meetings.paper.print")
def download(request: HttpRequest, meeting_id: UUID, code: str, kind: Literal["docx", "pdf"]) -> HttpResponse:
    meeting = _meeting(request, meeting_id)
    if code not in PAPERS:
        raise Missing("paper")
    label, _note, make = PAPERS[code]
    issued = selectors.issued_notice(meeting) if code == "thong-bao" else None
    if issued is not None:
        content = documents.paper_docx(issued) if kind == "docx" else documents.paper_pdf(issued)
        return documents.bytes_response(content, f"{label} {issued.number_text}", kind)
    return _printed(meeting, make(papers.facts_of(meeting)), str(label), kind)


@needs("meetings.paper.print")
def invitation(request: HttpRequest, meeting_id: UUID, guest_id: UUID, kind: Literal["docx", "pdf"]) -> HttpResponse:
    meeting = _meeting(request, meeting_id)
    guest = selectors.guest_in(meeting, guest_id)
    paper = papers.invitation_paper(papers.facts_of(meeting), guest)
    return _printed(meeting, paper, f"Giấy mời {guest.name}", kind)


@needs("meetings.meeting.call")
@require_POST
def issue(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = _meeting(request, meeting_id)
    try:
        paper = services.issue_notice(actor=actor_of(request), meeting_id=meeting.pk)
    except Refusal as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(request, _("Đã cấp số %(number)s.") % {"number": paper.number_text})
    return redirect("meetings:papers", meeting.pk)


def _meeting(request: HttpRequest, meeting_id: UUID) -> Meeting:
    actor = actor_of(request)
    meeting = selectors.meeting_for(actor, meeting_id)
    require(actor, "meetings.paper.print", selectors.place_in(actor, meeting))
    return meeting


def _printed(meeting: Meeting, paper: Paper, label: str, kind: Literal["docx", "pdf"]) -> HttpResponse:
    today = clock.today()
    layout = documents.regulated(meeting.unit, today).layout
    make = documents.print_docx if kind == "docx" else documents.print_pdf
    name = f"{label} {meeting.month_on:%m-%Y}"
    return documents.bytes_response(make(paper, layout, on=today), name, kind)
