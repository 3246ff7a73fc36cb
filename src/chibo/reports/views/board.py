"""The board: cells by months, what each lacks, and a drawer for one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.access import Role, holds_anywhere
from chibo.kernel import clock
from chibo.kernel.months import Month
from chibo.kernel.share import Share
from chibo.kernel.text import fold
from chibo.organisations import selectors as organisations
from chibo.reports import selectors
from chibo.reports.figures import Counts
from chibo.reports.phrases import CLOSED_AS, SIGNS
from chibo.reports.selectors import CellSeen
from chibo.reports.services import REMINDED
from chibo.reports.states import Indicator, Sign
from chibo.reports.views.places import Ground, ground_of, page_of_cells, year_of
from chibo.scoring.rules import written
from chibo.ui import write
from chibo.ui.asked import number_in
from chibo.ui.guard import actor_of, needs
from chibo.ui.pages import page
from chibo.ui.shapes import Fact, Figure

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from chibo.organisations.models import Unit


@dataclass(frozen=True, slots=True)
class Box:
    """One cell of the table: its sign, what it says aloud, and the address that opens the drawer."""

    sign: Sign
    words: str
    url: str
    is_open: bool
    is_near: bool
    """False where a phone has no room for the month."""


@dataclass(frozen=True, slots=True)
class BoardRow:
    cell: Unit
    boxes: Sequence[Box]
    quarters: str
    """Quarters with a thematic meeting: I, II."""


@dataclass(frozen=True, slots=True)
class BoardGroup:
    label: str
    rows: Sequence[BoardRow]


@needs("reports.board.read")
def board(request: HttpRequest) -> HttpResponse:
    """The cells within reach, by months of a year; filters and the open drawer stand in the address."""
    ground, year = ground_of(request, "reports.board.read"), year_of(request)
    months = list(Month(year, 1).through(Month(year, 12)))
    current = _current(request, year)
    near = _near(current)
    cells_page = page_of_cells(_chosen(request, ground, current), request)
    cells = cells_page.rows
    ids = [cell.pk for cell in cells]
    grid = selectors.grid_of(cells, months[0], months[-1])
    opened = _opened(request, ground, cells, grid)
    sums = ground.sums(min(months[0], current), max(months[-1], current))
    context: dict[str, Any] = {
        "ground": ground,
        "year": year,
        "current": current,
        "months": [(month, month in near) for month in months],
        "page": cells_page,
        "groups": _groups(
            request, cells, months, grid, selectors.thematic_quarters(ids, months[0], months[-1]), opened
        ),
        "totals": [(_part(sums[month], Indicator.CONFIRMED), month in near) for month in months],
        "figures": _figures(sums[current], ground.cells_in(current).count(), current),
        "signs": SIGNS.items(),
        "typed": {key: request.GET.get(key, "") for key in ("tim", "loai", "cham")},
        "typed_person": request.GET.get("phu-trach", ""),
        "kinds": _kinds(ground),
        "people": list(organisations.committee_users(ground.unit.pk if ground.unit else None, clock.today()).items()),
        "late": [cell for cell in cells if _of(grid, cell, current).sign in REMINDED],
        "may_remind": holds_anywhere(actor_of(request), "reports.cell.remind"),
        "drawer": _drawer(request, opened) if opened else None,
        "now": clock.now(),
    }
    return page(request, "reports/board.html", context)


def _current(request: HttpRequest, year: int) -> Month:
    """Return the month whose counts stand above: the one asked for, else this month or the last of the year."""
    try:
        return Month.parse(request.GET.get("thang", ""))
    except ValueError:
        today = Month.of(clock.today())
        return today if today.year == year else Month(year, 12)


def _of(grid: selectors.Grid, cell: Unit, month: Month) -> CellSeen:
    """Return the cell's month; asked for apart where the month named in the address is of another year."""
    return grid.get((cell.pk, month)) or selectors.grid_of([cell], month, month)[cell.pk, month]


def _chosen(request: HttpRequest, ground: Ground, current: Month) -> QuerySet[Unit]:
    """Return the cells that the filters leave."""
    rows, kind = ground.cells, request.GET.get("loai", "")
    person, only_late = request.GET.get("phu-trach", ""), request.GET.get("cham") == "1"
    user_id = number_in(person)
    for word in fold(request.GET.get("tim", "")).split():
        rows = rows.filter(search__contains=word)
    if kind:
        rows = rows.filter(kind=kind)
    if person:
        in_charge = organisations.cells_in_charge_of(user_id) if user_id is not None else []
        rows = rows.filter(pk__in=in_charge)
    if only_late:
        cells = list(rows)
        grid = selectors.grid_of(cells, current, current)
        rows = rows.filter(pk__in=[cell.pk for cell in cells if grid[cell.pk, current].sign in REMINDED])
    return rows


def _opened(
    request: HttpRequest, ground: Ground, shown: Sequence[Unit], grid: selectors.Grid
) -> tuple[Unit, Month, CellSeen] | None:
    """Return the cell and month whose drawer is open; it need not stand on this page."""
    key, _colon, text = request.GET.get("chon", "").partition("_")
    try:
        wanted, month = UUID(key), Month.parse(text)
    except ValueError:
        return None
    cell = next((cell for cell in shown if cell.pk == wanted), None) or ground.cells.filter(pk=wanted).first()
    return None if cell is None else (cell, month, _of(grid, cell, month))


def _groups(
    request: HttpRequest,
    shown: Sequence[Unit],
    months: Sequence[Month],
    grid: selectors.Grid,
    quarters: dict[UUID, set[int]],
    opened: tuple[Unit, Month, CellSeen] | None,
) -> list[BoardGroup]:
    kept = request.GET.copy()
    kept.pop("chon", None)
    address, today = f"?{kept.urlencode()}&chon=".replace("?&", "?"), clock.today()
    named = [(month, write.month_name(month)) for month in months]
    near = _near(_current(request, months[0].year))
    said = {sign: str(words) for sign, words in SIGNS.items()}
    groups: dict[str, list[BoardRow]] = {}
    for cell in shown:
        boxes = []
        for month, name in named:
            sign = grid[cell.pk, month].sign
            is_open = opened is not None and opened[:2] == (cell, month)
            url = f"{address}{cell.pk}_{month}#chon"
            boxes.append(Box(sign, f"{cell.name}, {name}: {said[sign]}", url, is_open, month in near))
        held = ", ".join(_ROMAN[quarter] for quarter in sorted(quarters.get(cell.pk, ())))
        groups.setdefault(cell.kind, []).append(BoardRow(cell, boxes, held))
    return [BoardGroup(organisations.kind_name(kind, today), rows) for kind, rows in groups.items()]


def _near(current: Month) -> frozenset[Month]:
    """Return the four months around the current one that a phone has room for."""
    first = min(max(current.number - 2, 1), 9)
    return frozenset(Month(current.year, number) for number in range(first, first + 4))


_ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}


def _kinds(ground: Ground) -> list[tuple[str, str]]:
    kinds = ground.cells.order_by("kind").values_list("kind", flat=True).distinct()
    return [(kind, organisations.kind_name(kind, clock.today())) for kind in kinds]


def _figures(counts: Counts, cells: int, month: Month) -> list[Figure]:
    """Return the counts of the month over all cells, not those of this page alone."""
    report, of = reverse("reports:month", args=[str(month)]), _("chi bộ")
    shown = (
        (_("Đã đăng ký"), Indicator.REGISTERED),
        (_("Đã họp"), Indicator.HELD),
        (_("Đã chấm điểm"), Indicator.SCORED),
        (_("Đã công nhận"), Indicator.CONFIRMED),
    )
    present = counts.get(Indicator.PRESENT, Share(0, 0))
    return [
        *(Figure(label, Share(_part(counts, key), cells), of=of, url=report) for label, key in shown),
        Figure(_("Đảng viên dự sinh hoạt"), present, of=_("đảng viên phải dự"), url=report),
    ]


def _part(counts: Counts, key: Indicator) -> int:
    return counts[key].part if key in counts else 0


def _drawer(request: HttpRequest, opened: tuple[Unit, Month, CellSeen]) -> dict[str, Any]:
    cell, month, one = opened
    kept = request.GET.copy()
    kept.pop("chon", None)
    leaders = [held.user.display_name for held in organisations.holders(cell.pk, Role.SECRETARY, clock.today())]
    in_charge = organisations.names_with([cell.pk], Role.ASSIGNED, clock.today()).get(cell.pk, "")
    facts = [Fact(_("Bí thư"), ", ".join(leaders) or _("chưa có"))]
    if in_charge:
        facts.append(Fact(_("Đảng ủy viên phụ trách"), in_charge))
    return {
        "cell": cell,
        "month": month,
        "one": one,
        "words": SIGNS[one.sign],
        "look": LOOKS[one.sign],
        "steps": _steps(one),
        "facts": facts,
        "closed": CLOSED_AS[one.closed.closed_as] if one.closed and one.closed.closed_at else "",
        "close_url": f"?{kept.urlencode()}",
        "reminds": one.sign in REMINDED,
    }


LOOKS = {
    Sign.NONE: "wait",
    Sign.NO_UNIT: "wait",
    Sign.REGISTERED: "info",
    Sign.HELD: "info",
    Sign.SCORED: "now",
    Sign.CONFIRMED: "ok",
    Sign.LATE: "late",
    Sign.POSTPONED: "wait",
    Sign.HELD_LATE: "warn",
    Sign.NOT_HELD: "no",
}


def _steps(one: CellSeen) -> list[tuple[str, str, str]]:
    """Return state, sentence and day of what has happened, in the order of the month."""
    meeting, score, found = one.meeting, one.score, []
    if meeting is not None and meeting.registered_at is not None:
        words = _("Đã đăng ký họp ngày %(day)s") % {"day": write.day(meeting.held_on)}
        found.append(("ok", words, write.moment(meeting.registered_at)))
    if meeting is not None and meeting.change_reason:
        found.append(("late", _("Dời, hoãn: %(why)s") % {"why": meeting.change_reason}, ""))
    if meeting is not None and meeting.closed_at is not None and meeting.due_count is not None:
        attended = write.share(Share(meeting.present_count or 0, meeting.due_count))
        words = _("Đã họp, đảng viên dự %(share)s") % {"share": attended}
        found.append(("ok", words, write.moment(meeting.closed_at)))
    if score is not None and score.self_points is not None:
        words = _("Tự chấm %(points)s điểm") % {"points": written(score.self_points)}
        found.append(("ok", words, write.moment(score.adopted_at)))
    if score is not None and score.decided_points is not None:
        words = _("Công nhận %(points)s điểm, Thông báo %(number)s") % {
            "points": written(score.decided_points),
            "number": score.notice_number,
        }
        found.append(("ok", words, write.day(score.decided_on)))
    return found
