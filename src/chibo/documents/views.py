"""Pages of issued papers: the register, one paper, its files, and where number series begin."""

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chibo.access import may, require, scope
from chibo.audit.rows import matching
from chibo.documents import selectors, services
from chibo.documents.forms import AttachForm, CancelForm, SeriesForm
from chibo.documents.models import IssuedPaper
from chibo.documents.phrases import STATES, TAGS
from chibo.documents.states import State
from chibo.kernel import clock
from chibo.kernel.errors import Missing, Refusal
from chibo.organisations.selectors import place_of, unit_for
from chibo.ui.forms import VersionedForm, refuse
from chibo.ui.guard import actor_of, needs
from chibo.ui.here import unit_here
from chibo.ui.pages import REFUSED, page, saved
from chibo.ui.paging import page_of
from chibo.ui.shapes import Crumb


@needs("documents.paper.read")
def papers(request: HttpRequest) -> HttpResponse:
    """The register of issued papers within reach, newest first; `tim` looks for words of type, number and subject."""
    actor, typed = actor_of(request), request.GET.get("tim", "")[:100]
    asked_for = selectors.papers_for(actor).filter(matching(typed, "search")).defer("content", "layout")
    found = page_of(asked_for, request.GET, by="-issued_on")
    rows = [(row, STATES[State(row.state)], TAGS[State(row.state)]) for row in found.rows]
    may_start = unit_here(request) in scope(actor, "documents.series.start").unit_ids
    return page(request, "documents/list.html", {"page": found, "rows": rows, "typed": typed, "may_start": may_start})


@needs("documents.paper.read")
def paper(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    found = selectors.paper_for(actor_of(request), paper_id)
    return _paper_page(request, found, AttachForm(initial={"version": found.version}))


@needs("documents.paper.read")
def printed(request: HttpRequest, paper_id: UUID, kind: str) -> HttpResponse:
    """Hand out the paper as Word or PDF."""
    found = selectors.paper_for(actor_of(request), paper_id)
    name = f"{found.number_text} {found.title}"
    if kind == "docx":
        return selectors.bytes_response(selectors.paper_docx(found), name, "docx")
    if kind == "pdf":
        return selectors.bytes_response(selectors.paper_pdf(found), name, "pdf")
    raise Missing("paper")


@needs("documents.paper.read")
def file(request: HttpRequest, file_id: UUID) -> FileResponse:
    """Hand out the final version or the sealed PDF of a paper."""
    return selectors.file_response(selectors.file_for(actor_of(request), file_id))


@needs("documents.paper.attach")
def attach(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """Take the final version of a paper."""
    actor = actor_of(request)
    found = selectors.paper_for(actor, paper_id)
    require(actor, "documents.paper.attach", place_of(found.unit))
    form = AttachForm(request.POST or None, request.FILES or None, initial={"version": found.version})
    if form.is_valid():
        try:
            services.attach_final(
                actor=actor,
                paper_id=paper_id,
                version=form.cleaned_data["version"],
                content=form.cleaned_data["file"],
                name=form.cleaned_data["file"].name,
                secret_ticked=form.cleaned_data["is_secret"],
            )
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            saved(request, _("Đã lưu bản chính thức."))
            return redirect("documents:paper", paper_id)
    return _paper_page(request, found, form, status=REFUSED if form.is_bound else 200)


@needs("documents.paper.cancel")
def cancel(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """Withdraw a paper with a reason."""
    actor = actor_of(request)
    found = selectors.paper_for(actor, paper_id)
    require(actor, "documents.paper.cancel", place_of(found.unit))
    form = CancelForm(request.POST or None, initial={"version": found.version})
    if form.is_valid():
        try:
            services.cancel_paper(actor=actor, paper_id=paper_id, **form.cleaned_data)
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            saved(request, _("Đã thu hồi văn bản."))
            return redirect("documents:paper", paper_id)
    context = {"paper": found, "form": form, "crumbs": _crumbs(found)}
    return page(request, "documents/cancel.html", context, status=REFUSED if form.is_bound else 200)


@needs("documents.series.start")
def series(request: HttpRequest) -> HttpResponse:
    """Show how far the numbers of the unit have run, and let them go on from what was issued on paper."""
    actor = actor_of(request)
    unit_id = unit_here(request)
    if unit_id is None:
        raise Missing("unit")
    unit = unit_for(actor, unit_id, "documents.series.start")
    types = selectors.regulated(unit, clock.today()).types.types
    form = SeriesForm(request.POST or None, types=types)
    if form.is_valid():
        try:
            services.start_series(actor=actor, unit=unit, **form.cleaned_data)
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            saved(request, _("Đã lưu số văn bản."))
            return redirect("documents:series")
    names = {kind.code: kind.name_vi for kind in types}
    rows = [(row, names.get(row.type_code, row.type_code)) for row in selectors.series_of(unit.pk)]
    context = {"unit": unit, "rows": rows, "form": form, "crumbs": _crumbs()}
    return page(request, "documents/series.html", context, status=REFUSED if form.is_bound else 200)


def _paper_page(request: HttpRequest, found: IssuedPaper, form: VersionedForm, *, status: int = 200) -> HttpResponse:
    actor, place, state = actor_of(request), place_of(found.unit), State(found.state)
    is_valid = state is not State.CANCELLED
    context = {
        "paper": found,
        "form": form,
        "crumbs": _crumbs(),
        "state": STATES[state],
        "tag": TAGS[state],
        "may_attach": is_valid and may(actor, "documents.paper.attach", place),
        "may_cancel": is_valid and may(actor, "documents.paper.cancel", place),
    }
    return page(request, "documents/paper.html", context, status=status)


def _crumbs(found: IssuedPaper | None = None) -> list[Crumb]:
    above = [Crumb(_("Tài liệu"), reverse("documents:list"))]
    if found is not None:
        above.append(Crumb(found.number_text or found.title, reverse("documents:paper", args=[found.pk])))
    return above
