"""Lists that go out: members, units, the refused rows of a run, and an empty form to fill in."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import override

from chibo.audit.services import look
from chibo.exchange import selectors
from chibo.exchange.models import ImportRun
from chibo.exchange.phrases import FIELDS, KINDS
from chibo.exchange.states import Kind, Result
from chibo.kernel import clock
from chibo.members import selectors as members
from chibo.members.phrases import STANDINGS
from chibo.organisations import selectors as organisations
from chibo.ui import sheets
from chibo.ui.guard import actor_of, needs
from chibo.ui.say import say

EXPORT = "members.record.export"
_MEMBER_COLUMNS = {
    **{"full_name": 26, "other_name": 16, "sex": 9, "born": 12, "ethnicity": 10, "religion": 10},
    **{"card_new": 15, "card_old": 12, "file_number": 14, "unit": 30, "post": 16, "joined": 12, "official": 12},
    **{"activity": 20, "home_place": 30, "residence": 30, "occupation": 22, "phone": 14, "decision": 22},
}
_UNIT_COLUMNS = {"name": 36, "kind": 24, "parent": 36, "founded": 12, "place": 18, "decision": 22}
_SAMPLES = {Kind.MEMBERS: _MEMBER_COLUMNS, Kind.UNITS: _UNIT_COLUMNS}


@needs(EXPORT)
def members_out(request: HttpRequest, unit_id: UUID) -> HttpResponseBase:
    actor = actor_of(request)
    unit = organisations.unit_for(actor, unit_id, EXPORT)
    ids = members.ids_for(actor, unit.path, EXPORT)
    look(actor, "members.export", unit_id=unit.pk, purpose=_("Xuất danh sách"), details={"rows": len(ids)})
    rows = (_member_cells(line) for line in selectors.member_lines(ids))
    return sheets.xlsx("dang-vien.xlsx", _columns(_MEMBER_COLUMNS), rows, title=str(KINDS[Kind.MEMBERS]))


@needs("organisations.unit.found")
def units_out(request: HttpRequest, unit_id: UUID) -> HttpResponseBase:
    unit = organisations.unit_for(actor_of(request), unit_id, "organisations.unit.found")
    today = clock.today()
    rows = (
        [
            one.name,
            organisations.kind_name(one.kind, today),
            one.parent.name if one.parent else "",
            founded_on,
            one.place,
            decision,
        ]
        for one, founded_on, decision in selectors.unit_lines(unit.path)
    )
    return sheets.xlsx("to-chuc-dang.xlsx", _columns(_UNIT_COLUMNS), rows, title=str(KINDS[Kind.UNITS]))


@needs("exchange.import.start")
def refused(request: HttpRequest, run_id: UUID) -> HttpResponseBase:
    actor = actor_of(request)
    run = selectors.run_for(actor, run_id)
    count = int(run.counts.get(Result.REFUSED, 0))
    look(actor, "exchange.refused", object_id=run.pk, unit_id=run.unit_id, details={"rows": count})
    fields, headings = _headings_of(run)
    columns = [*(sheets.Column(heading, 18) for heading in headings), sheets.Column(_("Lý do chưa nhập được"), 60)]
    return sheets.xlsx("dong-bi-tu-choi.xlsx", columns, _refused_cells(run, fields), title=_("Dòng bị từ chối"))


@needs("exchange.import.start")
def sample(request: HttpRequest, kind: str) -> HttpResponseBase:
    if kind not in set(Kind):
        raise Http404
    columns = _columns(_SAMPLES[Kind(kind)])
    return sheets.xlsx("mau-danh-sach.xlsx", columns, [], title=str(KINDS[Kind(kind)]))


def _columns(widths: dict[str, int]) -> list[sheets.Column]:
    """Return the columns, headed in Vietnamese in either language: so the list can come in again."""
    with override("vi"):
        return [sheets.Column(str(FIELDS[name]), width) for name, width in widths.items()]


def _member_cells(line: dict[str, Any]) -> list[Any]:
    """Return the cells of a member, in words that a list coming in is understood by."""
    cards = {len(number): number for number in line["cards"]}
    with override("vi"):
        sex = str(FIELDS[line["sex"]]) if line["sex"] else ""
        standing = str(STANDINGS.get(line["standing"], ""))
    return [
        *(line["full_name"], line["other_name"], sex, line["born_on"] or line["born_year"]),
        *(line["ethnicity"], line["religion"], cards.get(12, ""), cards.get(8, ""), line["file_number"]),
        *(line["unit_name"], line["post_name"], line["joined_on"], line["official_on"], standing),
        *(line["home_place"], line["residence"], line["occupation"], line["phone"], line["stay_decision"]),
    ]


def _headings_of(run: ImportRun) -> tuple[list[str], list[str]]:
    """Return the fields of the sheet and what the sheet itself headed them, so that the rows can come in again."""
    known = [(field, heading) for _index, heading, field in run.columns if field and field not in {"seq", "ignored"}]
    first = dict(reversed(known))
    fields = list(dict.fromkeys(field for field, _heading in known))
    return fields, [first[field] for field in fields]


def _refused_cells(run: ImportRun, fields: list[str]) -> Iterator[list[str]]:
    for row in run.rows.filter(result=Result.REFUSED).order_by("number").iterator():
        reasons = [say(code, **facts) for code, level, _column, facts in row.findings if level == "error"]
        yield [*(row.cells.get(field, "") for field in fields), " ".join(reasons)]
