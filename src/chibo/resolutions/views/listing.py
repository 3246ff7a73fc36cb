"""The list of resolutions, one of them, and its paper as Word or PDF."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from chibo.access import holds_anywhere, may
from chibo.audit.rows import matching
from chibo.audit.services import look_at_all
from chibo.documents import selectors as documents
from chibo.documents.figures import paper_from
from chibo.documents.states import State as PaperState
from chibo.kernel.months import Month
from chibo.kernel.share import Share
from chibo.organisations import selectors as organisations
from chibo.resolutions import papers, selectors
from chibo.resolutions.forms import SearchForm
from chibo.resolutions.models import Resolution
from chibo.resolutions.phrases import KINDS, STATE_SIGNS, STATES, WITHDRAWN
from chibo.resolutions.states import Kind, State
from chibo.tasks.phrases import STATES as TASK_STATES
from chibo.ui import sheets
from chibo.ui.guard import actor_of, needs
from chibo.ui.pages import page
from chibo.ui.paging import page_of

COLUMNS = (
    sheets.Column(lazy("Loại"), 14),
    sheets.Column(lazy("Số, ký hiệu"), 16),
    sheets.Column(lazy("Trích yếu"), 60),
    sheets.Column(lazy("Tổ chức đảng"), 30),
    sheets.Column(lazy("Tháng"), 10),
    sheets.Column(lazy("Ngày thông qua"), 14),
    sheets.Column(lazy("Biểu quyết"), 22),
    sheets.Column(lazy("Tình trạng"), 20),
)


@needs("resolutions.resolution.read")
def resolution_list(request: HttpRequest) -> HttpResponseBase:
    form = SearchForm(request.GET or None)
    rows = _chosen(request, form)
    if request.GET.get("tep") == "xlsx":
        return sheets.xlsx("nghi-quyet.xlsx", COLUMNS, map(_cells, rows.iterator()), title=_("Nghị quyết"))
    found = page_of(rows, request.GET, by="-month_on")
    context = {
        "form": form,
        "page": found,
        "lines": [(row, KINDS[row.kind], *_look(row), _share(row)) for row in found.rows],
        "may_book": holds_anywhere(actor_of(request), "resolutions.book.read"),
    }
    return page(request, "resolutions/list.html", context, part="rows")


@needs("resolutions.resolution.read")
def detail(request: HttpRequest, resolution_id: UUID) -> HttpResponse:
    """The text as it was issued, its measures with the state of their tasks, and the vote.

    Reading what somebody else has reserved is a look at that member, from above as in the cell.
    """
    actor = actor_of(request)
    found = selectors.resolution_for(actor, resolution_id)
    place = selectors.place_in(actor, found)
    is_adopted = found.state == State.ADOPTED
    opinions = selectors.opinions_on(actor, found) if is_adopted else []
    others = [opinion.person_id for opinion in opinions if opinion.person_id != actor.person_id]
    look_at_all(actor, "resolutions.opinion", others, object_id=found.pk, unit_id=found.unit_id)
    own = organisations.place_of(found.unit, person_id=actor.person_id)
    sign, word = _look(found, found.paper.state if found.paper else "")
    context = {
        "resolution": found,
        "kind": KINDS[found.kind],
        "sign": sign,
        "word": word,
        "paper": paper_from(found.paper.content) if found.paper else papers.paper_of(found, found.vote),
        "measures": [(charge, *_task_look(charge)) for charge in selectors.charges_of(found)],
        "share": _share(found),
        "opinions": opinions,
        "may_edit": found.state == State.DRAFT and may(actor, "resolutions.resolution.draft", place),
        "may_reserve": is_adopted and may(actor, "resolutions.opinion.reserve", own) and _belongs(actor, found),
    }
    return page(request, "resolutions/detail.html", context)


@needs("resolutions.resolution.read")
def printed(request: HttpRequest, resolution_id: UUID, kind: str) -> HttpResponse:
    """Hand out the paper: the issued one, or the draft as it stands."""
    found, asked = selectors.resolution_for(actor_of(request), resolution_id), documents.print_kind(kind)
    name = f"{found.number_text or _('Dự thảo')} {KINDS[found.kind]} {found.subject}"
    if found.paper is not None:
        return documents.issued_response(found.paper, name, asked)
    paper, on = papers.paper_of(found, found.vote), papers.day_of(found)
    return documents.printed_response(paper, found.unit, on=on, name=name, kind=asked)


def _belongs(actor: Any, found: Resolution) -> bool:
    return any(mandate.unit_id == found.unit_id for mandate in actor.mandates)


def _chosen(request: HttpRequest, form: SearchForm) -> Any:
    rows = selectors.resolutions_for(actor_of(request))
    if not form.is_valid():
        return rows
    asked = form.cleaned_data
    rows = rows.filter(matching(asked["tim"], "search"))
    if asked["thang"]:
        rows = rows.filter(month_on=asked["thang"].first_on)
    if asked["loai"]:
        rows = rows.filter(kind=asked["loai"])
    if asked["to_chuc"]:
        units = organisations.units_matching(actor_of(request), asked["to_chuc"])
        rows = rows.filter(unit__in=[unit.pk for unit in units])
    return rows


def _look(found: Resolution, paper_state: str = "") -> tuple[str, str | Promise]:
    if paper_state == PaperState.CANCELLED:
        return "no", WITHDRAWN
    return STATE_SIGNS[found.state], STATES[found.state]


def _task_look(charge: Any) -> tuple[str, str | Promise]:
    if charge.is_late:
        return "late", _("Chậm")
    signs = {"open": "info", "reported": "info", "done": "ok", "not_done": "no"}
    return signs.get(charge.state, "wait"), TASK_STATES[charge.state]


def _share(found: Resolution) -> Share | None:
    return Share(found.vote.for_count or 0, found.vote.base_count) if found.vote else None


def _cells(row: Resolution) -> tuple[object, ...]:
    share = _share(row)
    return (
        KINDS[Kind(row.kind)],
        row.number_text,
        row.subject,
        row.unit.name,
        Month.of(row.month_on),
        row.adopted_on,
        share,
        STATES[row.state],
    )
