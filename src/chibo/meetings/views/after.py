"""After the meeting: minutes and extract, the package for the national app, the report, the minutes book."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.access import may, require
from chibo.audit.services import look
from chibo.documents import selectors as documents
from chibo.kernel import clock
from chibo.kernel.errors import Missing, Refusal
from chibo.meetings import papers, selectors, services
from chibo.meetings.forms import ExtractForm, PostedForm
from chibo.meetings.models import Meeting
from chibo.meetings.selectors.recorded import recorded
from chibo.meetings.selectors.sitting import items_of
from chibo.meetings.states import HELD, State
from chibo.meetings.views import shown
from chibo.meetings.views.answering import dealt_with
from chibo.meetings.views.detail import item_choices
from chibo.organisations import selectors as organisations
from chibo.ui.asked import number_in, version_in
from chibo.ui.forms import carried_out
from chibo.ui.guard import actor_of, needs
from chibo.ui.here import unit_here
from chibo.ui.pages import REFUSED, page, saved
from chibo.ui.say import say

YEARS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class PackageFile:
    """A file of the package: its name carries the order."""

    name: str
    title: str
    content: bytes


@needs("meetings.meeting.read")
def minutes(request: HttpRequest, meeting_id: UUID, kind: str) -> HttpResponse:
    """Hand out the sealed minutes, or the draft while the meeting is open. Only for those let inside."""
    meeting = _inside(request, meeting_id, "meeting.minutes")
    name = f"{_('Biên bản')} {meeting.title}"
    if meeting.minutes_paper is not None:
        return documents.issued_response(meeting.minutes_paper, name, documents.print_kind(kind))
    paper = papers.minutes_paper(recorded(meeting))
    return documents.printed_response(
        paper, meeting.unit, on=meeting.held_on or clock.today(), name=name, kind=documents.print_kind(kind)
    )


@needs("meetings.meeting.read")
def extract(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Choose items and hand out their extract. Only for those let inside."""
    meeting = _inside(request, meeting_id, "meeting.extract")
    form = ExtractForm(request.GET if "muc" in request.GET else None, items=item_choices(selectors.agenda_of(meeting)))
    kind = request.GET.get("tep", "")
    if kind and form.is_valid():
        paper = papers.extract_paper(recorded(meeting), set(form.cleaned_data["muc"]))
        name = f"{_('Trích biên bản')} {meeting.title}"
        on = meeting.held_on or clock.today()
        return documents.printed_response(paper, meeting.unit, on=on, name=name, kind=documents.print_kind(kind))
    return page(request, "meetings/extract.html", {"meeting": meeting, "form": form})


@needs("meetings.meeting.finish")
def finish(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The package for the national app, the note of its posting, the report, and what the cell asks."""
    meeting = _finishing(request, meeting_id)
    now = clock.local(meeting.posted_at or clock.now())
    who = meeting.posted_by or actor_of(request).name
    initial = {"version": meeting.version, "day": now.date(), "time": now.time(), "posted_by": who}
    form = PostedForm(request.POST or None, initial=initial)

    def act() -> object:
        return services.mark_posted(
            actor=actor_of(request),
            meeting_id=meeting.pk,
            version=form.cleaned_data["version"],
            posted_at=form.moment(),
            posted_by=form.cleaned_data["posted_by"],
        )

    if request.method == "POST" and form.is_valid() and carried_out(form, act):
        saved(request, _("Đã ghi việc đăng lên Sổ tay đảng viên."))
        return redirect("meetings:finish", meeting.pk)
    conduct = selectors.conduct_of(meeting)
    items = items_of(meeting)
    context = shown.base_context(request, meeting) | {
        "form": form,
        "files": _files(meeting),
        "texts": papers.posted_texts(meeting, items),
        "proposals": dealt_with(actor_of(request), (seen.item for seen in items)),
        "posting_due": conduct.posting_due_on(meeting.held_on) if meeting.held_on else None,
        "report_due": conduct.report_due_on(meeting.held_on) if meeting.held_on else None,
        "today": clock.today(),
        "may_write_request": may(
            actor_of(request), "meetings.request.write", selectors.place_in(actor_of(request), meeting)
        ),
        "requests": shown.request_rows(selectors.requests_of(meeting)),
    }
    return page(request, "meetings/finish.html", context, status=REFUSED if form.is_bound else 200)


@needs("meetings.meeting.finish")
def package(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Hand out the package as one file."""
    meeting = _finishing(request, meeting_id)
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as bundle:
        for file in _files(meeting):
            bundle.writestr(file.name, file.content)
        texts = papers.posted_texts(meeting, items_of(meeting))
        bundle.writestr("00-noi-dung-dang.txt", "\n\n".join(f"{title}\n{text}" for title, text in texts))
    answer = HttpResponse(whole.getvalue(), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="goi-dang-so-tay-{meeting.month_on:%Y-%m}.zip"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_POST
@needs("meetings.meeting.finish")
def report(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = _finishing(request, meeting_id)
    version = version_in(request.POST)
    try:
        services.send_report(actor=actor_of(request), meeting_id=meeting.pk, version=version)
    except Refusal as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(request, _("Đã gửi báo cáo kết quả lên cấp trên."))
    return redirect("meetings:finish", meeting.pk)


@needs("meetings.meeting.read")
def report_file(request: HttpRequest, meeting_id: UUID, kind: str) -> HttpResponse:
    """Hand out the report that was sent; it shows the public face only."""
    meeting = selectors.meeting_for(actor_of(request), meeting_id)
    if meeting.report_paper is None:
        raise Missing("report")
    name = f"{meeting.report_paper.number_text} {meeting.report_paper.title}"
    return documents.issued_response(meeting.report_paper, name, documents.print_kind(kind))


@needs("meetings.book.read")
def book(request: HttpRequest) -> HttpResponse:
    """The minutes book of a year: names and words are inside, so only roles in the cell and inspection."""
    actor, unit_id = actor_of(request), _unit_id(request)
    unit = organisations.unit_for(actor, unit_id, "meetings.book.read")
    this = clock.today().year
    years = range(this, this - YEARS_SHOWN, -1)
    asked = number_in(request.GET.get("nam", "")) or 0
    year = asked if asked in years else this
    rows = selectors.closed_of_year(unit.pk, year, with_committee=True)
    if request.GET.get("tep"):
        kind, on = documents.print_kind(request.GET["tep"]), clock.today()
        name = _("Sổ biên bản %(year)s") % {"year": year}
        paper = papers.minutes_book(unit, rows, year, on)
        if not may(actor, "meetings.inside.read", organisations.place_of(unit)):  # the unit's own people are not logged
            look(actor, "meetings.book", object_id=unit.pk, unit_id=unit.pk, details={"year": year})
        return documents.printed_response(paper, unit, on=on, name=name, kind=kind)
    return page(request, "meetings/book.html", {"unit": unit, "years": years, "year": year, "rows": rows})


def _files(meeting: Meeting) -> list[PackageFile]:
    """Return what is posted, named in order: what was adopted, the score, the report. Minutes stay in the cell."""
    outcomes = [seen.item.outcome or {} for seen in items_of(meeting)]
    adopted = documents.papers_with([UUID(outcome["paper"]) for outcome in outcomes if outcome.get("paper")])
    files = [
        (f"{paper.type_code}-{paper.number or 0:02d}", paper.title, documents.paper_pdf(paper)) for paper in adopted
    ]
    scored = next((outcome for outcome in outcomes if outcome.get("table")), None)
    if scored is not None:
        files.append(("phieu-cham-diem", str(scored.get("title", "")), _score_pdf(meeting, scored)))
    if meeting.report_paper is not None:
        paper = meeting.report_paper
        files.append((f"BC-{paper.number or 0:02d}", paper.title, documents.paper_pdf(paper)))
    return [PackageFile(f"{at:02d}-{name}.pdf", title, pdf) for at, (name, title, pdf) in enumerate(files, start=1)]


def _score_pdf(meeting: Meeting, outcome: dict[str, Any]) -> bytes:
    on = meeting.held_on or clock.today()
    paper = papers.score_paper(recorded(meeting), outcome)
    return documents.print_pdf(paper, documents.regulated(meeting.unit, on).layout, on=on)


def _inside(request: HttpRequest, meeting_id: UUID, part: str) -> Meeting:
    """Return a meeting that was opened to those who may read its inside; the look from outside is logged."""
    actor = actor_of(request)
    meeting = selectors.meeting_for(actor, meeting_id)
    if meeting.state not in HELD:
        raise Missing("minutes")
    return selectors.inside_for(actor, meeting, part)


def _finishing(request: HttpRequest, meeting_id: UUID) -> Meeting:
    actor = actor_of(request)
    meeting = selectors.meeting_for(actor, meeting_id)
    require(actor, "meetings.meeting.finish", selectors.place_in(actor, meeting))
    if meeting.state != State.CLOSED:
        raise Missing("closed meeting")
    return meeting


def _unit_id(request: HttpRequest) -> UUID:
    try:
        unit_id = UUID(request.GET["to_chuc"]) if request.GET.get("to_chuc") else unit_here(request)
    except ValueError:
        raise Missing("unit") from None
    if unit_id is None:
        raise Missing("unit")
    return unit_id
