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
from chibo.reports.phrases import CLOSED_AS, SIGNS
from chibo.reports.selectors import CellSeen
from chibo.reports.services import REMINDED
from chibo.reports.states import Sign
from chibo.reports.views.places import Ground, ground_of, year_of
from chibo.scoring.rules import written
from chibo.ui import write
from chibo.ui.guard import actor_of, needs
from chibo.ui.pages import page
from chibo.ui.shapes import Fact, Figure

if TYPE_CHECKING:
    from chibo.organisations.models import Unit

_REGISTERED = frozenset({Sign.REGISTERED, Sign.HELD, Sign.SCORED, Sign.CONFIRMED, Sign.HELD_LATE})
_HELD = frozenset({Sign.HELD, Sign.SCORED, Sign.CONFIRMED, Sign.HELD_LATE})


@dataclass(frozen=True, slots=True)
class Box:
    """One cell of the table: its sign, what it says aloud, and the address that opens the drawer."""

    sign: Sign
    words: str
    url: str
    is_open: bool


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
    grid = selectors.grid_of(ground.cells, ground.above, months[0], months[-1])
    quarters = selectors.thematic_quarters([cell.pk for cell in ground.cells], months[0], months[-1])
    assigned = organisations.assigned_users([cell.pk for cell in ground.cells])
    names = organisations.committee_users(ground.above, clock.today())
    shown = _chosen(request, ground, grid, assigned, current)
    opened = _opened(request, shown, grid)
    context: dict[str, Any] = {
        "ground": ground,
        "year": year,
        "current": current,
        "months": months,
        "groups": _groups(request, shown, months, grid, quarters, opened),
        "totals": [sum(grid[cell.pk, month].sign is Sign.CONFIRMED for cell in ground.cells) for month in months],
        "figures": _figures(ground, grid, current),
        "signs": SIGNS.items(),
        "typed": {key: request.GET.get(key, "") for key in ("tim", "loai", "cham")},
        "typed_person": request.GET.get("phu-trach", ""),
        "kinds": _kinds(ground.cells),
        "people": sorted({(user, names[user]) for user in assigned.values() if user in names}, key=lambda one: one[1]),
        "late": [cell for cell in ground.cells if grid[cell.pk, current].sign in REMINDED],
        "may_remind": holds_anywhere(actor_of(request), "reports.cell.remind"),
        "drawer": _drawer(request, opened, grid, names.get(assigned.get(opened[0].pk, 0), "")) if opened else None,
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


def _chosen(
    request: HttpRequest, ground: Ground, grid: selectors.Grid, assigned: dict[UUID, int], current: Month
) -> list[Unit]:
    """Return the cells that the filters leave."""
    words, kind = fold(request.GET.get("tim", "")).split(), request.GET.get("loai", "")
    person, only_late = request.GET.get("phu-trach", ""), request.GET.get("cham") == "1"
    return [
        cell
        for cell in ground.cells
        if all(word in cell.search for word in words)
        and kind in ("", cell.kind)
        and person in ("", str(assigned.get(cell.pk, "")))
        and (not only_late or grid[cell.pk, current].sign in REMINDED)
    ]


def _opened(request: HttpRequest, shown: Sequence[Unit], grid: selectors.Grid) -> tuple[Unit, Month] | None:
    key, _colon, month = request.GET.get("chon", "").partition("_")
    for cell in shown:
        if str(cell.pk) == key:
            try:
                found = cell, Month.parse(month)
            except ValueError:
                return None
            return found if (cell.pk, found[1]) in grid else None
    return None


def _groups(
    request: HttpRequest,
    shown: Sequence[Unit],
    months: Sequence[Month],
    grid: selectors.Grid,
    quarters: dict[UUID, set[int]],
    opened: tuple[Unit, Month] | None,
) -> list[BoardGroup]:
    kept = request.GET.copy()
    today, groups = clock.today(), {}  # type: ignore[var-annotated]
    for cell in shown:
        boxes = []
        for month in months:
            kept["chon"] = f"{cell.pk}_{month}"
            one = grid[cell.pk, month]
            words = f"{cell.name}, {write.month_name(month)}: {SIGNS[one.sign]}"
            boxes.append(Box(one.sign, words, f"?{kept.urlencode()}#chon", opened == (cell, month)))
        held = ", ".join(_ROMAN[quarter] for quarter in sorted(quarters.get(cell.pk, ())))
        groups.setdefault(cell.kind, []).append(BoardRow(cell, boxes, held))
    return [BoardGroup(organisations.kind_name(kind, today), rows) for kind, rows in groups.items()]


_ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}


def _kinds(cells: Sequence[Unit]) -> list[tuple[str, str]]:
    today = clock.today()
    return [(kind, organisations.kind_name(kind, today)) for kind in dict.fromkeys(cell.kind for cell in cells)]


def _figures(ground: Ground, grid: selectors.Grid, month: Month) -> list[Figure]:
    """Return the counts of the month; members present as far as meetings are closed."""
    ones = [grid[cell.pk, month] for cell in ground.cells]
    count = len(ones)

    def share(part: int) -> Share:
        return Share(part, count)

    report = reverse("reports:month", args=[str(month)])
    due = sum(one.meeting.due_count or 0 for one in ones if one.meeting)
    present = sum(one.meeting.present_count or 0 for one in ones if one.meeting)
    cells = _("chi bộ")
    return [
        Figure(_("Đã đăng ký"), share(sum(one.sign in _REGISTERED for one in ones)), of=cells, url=report),
        Figure(_("Đã họp"), share(sum(one.sign in _HELD for one in ones)), of=cells, url=report),
        Figure(_("Đã chấm điểm"), share(sum(_is_scored(one) for one in ones)), of=cells, url=report),
        Figure(_("Đã công nhận"), share(sum(_is_decided(one) for one in ones)), of=cells, url=report),
        Figure(_("Đảng viên dự sinh hoạt"), Share(present, due), of=_("đảng viên phải dự"), url=report),
    ]


def _is_scored(one: CellSeen) -> bool:
    return one.score is not None and one.score.self_points is not None


def _is_decided(one: CellSeen) -> bool:
    return one.score is not None and one.score.decided_points is not None


def _drawer(request: HttpRequest, opened: tuple[Unit, Month], grid: selectors.Grid, in_charge: str) -> dict[str, Any]:
    cell, month = opened
    one = grid[cell.pk, month]
    kept = request.GET.copy()
    kept.pop("chon", None)
    leaders = [held.user.display_name for held in organisations.holders(cell.pk, Role.SECRETARY, clock.today())]
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
        words = _("Đã họp, %(share)s đảng viên dự") % {"share": attended}
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
