"""The list of members and its Excel file. Both leave one row in the log of looks: what was asked, how many came."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import batched
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.forms import BoundField
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from chibo.access import Actor, holds_anywhere
from chibo.audit.services import look
from chibo.kernel import clock
from chibo.kernel.errors import Missing
from chibo.members import selectors
from chibo.members.forms import FilterForm
from chibo.members.phrases import SEXES, STATUSES
from chibo.members.selectors import Filters, Line
from chibo.members.states import Status
from chibo.members.views.shown import STATUS_SIGNS
from chibo.organisations import selectors as organisations
from chibo.ui import sheets
from chibo.ui.guard import actor_of, needs
from chibo.ui.pages import page
from chibo.ui.paging import page_of

if TYPE_CHECKING:
    from chibo.organisations.models import Unit

EXPORT = "members.record.export"
BATCH = 500
COLUMNS = (
    sheets.Column(_("Họ và tên"), 28),
    sheets.Column(_("Giới tính"), 10),
    sheets.Column(_("Năm sinh"), 10),
    sheets.Column(_("Nghề nghiệp"), 24),
    sheets.Column(_("Chi bộ"), 30),
    sheets.Column(_("Trạng thái"), 24),
    sheets.Column(_("Chức vụ"), 24),
    sheets.Column(_("Ngày vào Đảng"), 14),
    sheets.Column(_("Ngày chính thức"), 14),
    sheets.Column(_("Số thẻ (che bớt)"), 12),
)


@needs("members.list.read")
def register(request: HttpRequest) -> HttpResponse:
    """Everybody within reach, a page at a time."""
    actor = actor_of(request)
    units = selectors.units_to_choose(actor)
    filters = _filters(actor, request.GET, units)
    sort = selectors.SORTS.get(filters.sort, "sort_name")
    found = page_of(selectors.listed(actor, filters), request.GET, by=sort)
    lines = selectors.register_lines(actor, found.rows, filters)
    look(actor, "members.list", details=_asked(request.GET) | {"count": len(lines)})
    context = {
        "filters": [bound for bound in _form(request, units, filters) if _narrows(bound)],
        "several_units": len({line.unit_id for line in lines}) > 1,
        "lines": [(line, STATUSES[line.status], STATUS_SIGNS[line.status]) for line in lines],
        "page": found,
        "filtered": bool(_asked(request.GET)),
        "may_export": holds_anywhere(actor, EXPORT),
        "may_write": holds_anywhere(actor, "members.record.write"),
        "query": request.GET.urlencode(),
    }
    return page(request, "members/list.html", context, part="rows")


@needs(EXPORT)
def export(request: HttpRequest) -> HttpResponseBase:
    """The filtered list as Excel, card numbers masked."""
    actor = actor_of(request)
    filters = _filters(actor, request.GET, selectors.units_to_choose(actor))
    rows = selectors.listed(actor, filters, EXPORT).order_by("sort_name", "pk")
    details = _asked(request.GET) | {"count": rows.count()}
    look(actor, "members.list.export", purpose=str(_("Tải danh sách")), details=details)
    return sheets.xlsx("danh-sach-dang-vien.xlsx", COLUMNS, _cells(actor, rows, filters), title=str(_("Đảng viên")))


def _cells(actor: Actor, rows: Any, filters: Filters) -> Iterator[sheets.Cells]:
    for people in batched(rows.iterator(chunk_size=BATCH), BATCH):
        for line in selectors.register_lines(actor, people, filters, EXPORT):
            yield _row(line)


def _row(line: Line) -> sheets.Cells:
    sex = str(SEXES.get(line.sex, ""))
    status, posts = str(STATUSES[line.status]), "; ".join(line.posts)
    days = (line.joined_on, line.official_on)
    return (line.name, sex, line.born_year, line.occupation, line.unit_name, status, posts, *days, line.card)


def _filters(actor: Actor, asked: QueryDict, units: list[Unit]) -> Filters:
    """Read the address. What it names and there is not is left aside; a unit out of reach is not found."""
    status = asked.get("trang_thai", "")
    return Filters(
        unit=_unit(actor, asked.get("don_vi", ""), units),
        status=Status(status) if status in set(Status) else None,
        sex=asked.get("gioi", ""),
        post=asked.get("chuc_vu", ""),
        text=asked.get("tim", ""),
        sort=asked.get("xep", "ten"),
    )


def _unit(actor: Actor, typed: str, units: list[Unit]) -> Unit | None:
    if not typed:
        return None
    try:
        unit_id = UUID(typed)
    except ValueError:
        raise Missing("unit") from None
    chosen = next((unit for unit in units if unit.pk == unit_id), None)
    return chosen or organisations.unit_for(actor, unit_id, "members.list.read")


def _form(request: HttpRequest, units: list[Unit], filters: Filters) -> FilterForm:
    offered = units if filters.unit is None or filters.unit in units else [filters.unit]
    choices = [(str(unit.pk), unit.name) for unit in offered]
    return FilterForm(request.GET, units=choices, posts=selectors.posts_here(clock.today()).items(), auto_id="loc_%s")


def _narrows(bound: BoundField) -> bool:
    """Leave out a choice of one: somebody who reaches a single cell is not asked for the cell."""
    return len(getattr(bound.field, "choices", ())) != 1


def _asked(asked: QueryDict) -> dict[str, object]:
    """Return the filters for the log; of a search only that there was one, since a name is a datum itself."""
    kept = {name: asked[name] for name in ("don_vi", "trang_thai", "gioi", "chuc_vu") if asked.get(name)}
    return kept | ({"tim": True} if asked.get("tim", "").strip() else {})
