"""What one's unit received and issued, one directive with its files, and how far it has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from chibo.access import may, scope
from chibo.directives import phrases, selectors
from chibo.directives.forms import AttachmentForm, IssueForm, WithdrawForm
from chibo.directives.models import Delivery, Directive
from chibo.directives.states import Arrival, State
from chibo.documents import selectors as documents
from chibo.kernel import clock
from chibo.organisations import selectors as organisations
from chibo.ui import sheets, write
from chibo.ui.forms import Form
from chibo.ui.guard import actor_of, needs
from chibo.ui.here import unit_here
from chibo.ui.pages import REFUSED, page
from chibo.ui.paging import page_of
from chibo.ui.shapes import Fact, Part, Tab

RECEIVED, ISSUED = "nhan", "ban-hanh"
COLUMNS = (
    sheets.Column(lazy("Tổ chức đảng"), 40),
    sheets.Column(lazy("Gửi đến lúc"), 18),
    sheets.Column(lazy("Ghi nhận lúc"), 18),
    sheets.Column(lazy("Tiến độ"), 34),
    sheets.Column(lazy("Ngày sinh hoạt"), 14),
    sheets.Column(lazy("Buổi sinh hoạt"), 44),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A directive as a list shows it."""

    directive: Directive
    kind: str | Promise
    sign: str
    word: str | Promise
    note: str


@needs("directives.directive.read")
def directive_list(request: HttpRequest) -> HttpResponse:
    unit_id, issues = unit_here(request), _issues_here(request)
    shown = request.GET.get("xem") or (ISSUED if issues else RECEIVED)
    if unit_id is None:
        return page(request, "directives/list.html", {"lines": [], "tabs": []})
    actor = actor_of(request)
    if shown == ISSUED and issues:
        issued = page_of(selectors.issued_by(actor, unit_id), request.GET, by="-month_on")
        found, lines = issued, [_issued_line(row) for row in issued.rows]
    else:
        received = page_of(selectors.received_by(actor, unit_id), request.GET, by="-received_at")
        found, lines = received, [_received_line(row) for row in received.rows]  # type: ignore[assignment]
    tabs = [
        Tab(_("Đã ban hành"), f"?xem={ISSUED}", shown == ISSUED),
        Tab(_("Đã nhận"), f"?xem={RECEIVED}", shown != ISSUED),
    ]
    context = {"page": found, "lines": lines, "tabs": tabs if issues else [], "may_issue": issues, "shown": shown}
    return page(request, "directives/list.html", context, part="rows")


@needs("directives.directive.read")
def detail(request: HttpRequest, directive_id: UUID) -> HttpResponse:
    return detail_page(request, selectors.directive_for(actor_of(request), directive_id))


def detail_page(request: HttpRequest, directive: Directive, **typed: Form) -> HttpResponse:
    """Answer with the directive and what may be done to it; `typed` are refused forms to show again."""
    actor, is_draft = actor_of(request), directive.state == State.DRAFT
    delivery = selectors.delivery_to(directive, unit_here(request))
    may_issue = may(actor, selectors.ISSUE, selectors.place(directive))
    version = {"version": directive.version}
    context: dict[str, object] = {
        "directive": directive,
        "kind": phrases.KINDS[directive.kind],
        "sign": phrases.STATE_SIGNS[State(directive.state)],
        "word": phrases.STATES[directive.state],
        "facts": _facts(directive, delivery),
        "attachments": selectors.attachments_of(directive),
        "delivery": delivery,
        "may_note": bool(delivery and not delivery.noted_at and _may_take(request, delivery)),
        "may_change": may_issue and is_draft,
        "bar": [] if is_draft else _bar(request, directive),
        "withdraw_form": WithdrawForm(initial=version) if may_issue and directive.state != State.WITHDRAWN else None,
    }
    if may_issue and is_draft:
        units = [(unit.pk, unit.name) for unit in selectors.receivers_of(directive.unit)]
        context |= {"file_form": AttachmentForm(), "issue_form": IssueForm(initial=version, units=units)}
    return page(request, "directives/detail.html", context | typed, status=REFUSED if typed else 200)


@needs("directives.directive.read")
def attachment(request: HttpRequest, directive_id: UUID, attachment_id: UUID) -> HttpResponseBase:
    directive = selectors.directive_for(actor_of(request), directive_id)
    return documents.file_response(selectors.attachment_for(directive, attachment_id).file)


@needs("directives.progress.read")
def progress(request: HttpRequest, directive_id: UUID) -> HttpResponseBase:
    actor = actor_of(request)
    directive = selectors.directive_for(actor, directive_id)
    rows = selectors.arrivals_for(actor, directive)
    if request.GET.get("xem") in phrases.ARRIVALS:
        rows = rows.filter(state=request.GET["xem"])
    if request.GET.get("tep") == "xlsx":
        return sheets.xlsx(
            "tien-do-dinh-huong.xlsx", COLUMNS, map(_cells, rows.iterator()), title=directive.subject[:31]
        )
    found = page_of(rows, request.GET, by="unit__path")
    context = {
        "directive": directive,
        "page": found,
        "rows": [(row, phrases.ARRIVAL_SIGNS[Arrival(row.state)], phrases.ARRIVALS[row.state]) for row in found.rows],
        "tabs": _progress_tabs(request, directive),
    }
    return page(request, "directives/progress.html", context, part="rows")


def _issues_here(request: HttpRequest) -> bool:
    """Tell whether one works now at a unit with units below, and may issue there. One query for whoever may."""
    actor, unit_id = actor_of(request), unit_here(request)
    if unit_id is None or unit_id not in scope(actor, selectors.ISSUE).unit_ids:
        return False
    return not organisations.is_cell(organisations.unit(unit_id), clock.today())


def _may_take(request: HttpRequest, delivery: Delivery) -> bool:
    return may(actor_of(request), "directives.delivery.take", selectors.place_at(delivery))


def _issued_line(directive: Directive) -> Line:
    sign, word = phrases.STATE_SIGNS[State(directive.state)], phrases.STATES[directive.state]
    if directive.state != State.ISSUED:
        return Line(directive, phrases.KINDS[directive.kind], sign, word, "")
    counts = {"sent": directive.sent, "dealt": directive.dealt}  # type: ignore[attr-defined]
    note = _("%(dealt)s/%(sent)s nơi đã sinh hoạt") % counts
    return Line(directive, phrases.KINDS[directive.kind], sign, word, note)


def _received_line(delivery: Delivery) -> Line:
    directive = delivery.directive
    sign, word = phrases.ARRIVAL_SIGNS[Arrival(delivery.state)], phrases.ARRIVALS[delivery.state]
    if directive.state == State.WITHDRAWN:
        sign, word = phrases.STATE_SIGNS[State.WITHDRAWN], phrases.STATES[State.WITHDRAWN]
    return Line(directive, phrases.KINDS[directive.kind], sign, word, directive.unit.name)


def _facts(directive: Directive, delivery: Delivery | None) -> list[Fact]:
    facts = [
        Fact(_("Nơi ban hành"), directive.unit.name),
        Fact(_("Cho kỳ sinh hoạt"), _("Tháng %(month)s") % {"month": write.month(directive.month_on)}),
        Fact(_("Số, ký hiệu"), directive.number or _("Không có")),
        Fact(_("Ngày ban hành"), directive.issued_on or _("Chưa ban hành")),
    ]
    if directive.discuss_by_on:
        facts.append(Fact(_("Sinh hoạt xong trước ngày"), directive.discuss_by_on))
    if delivery:
        noted = write.moment(delivery.noted_at) if delivery.noted_at else _("Chưa ghi nhận")
        facts.append(Fact(_("Đã nhận"), noted, delivery.noted_by))
        facts.append(Fact(_("Tại chi bộ"), phrases.ARRIVALS[delivery.state], write.day(delivery.dealt_on)))
    return facts


def _bar(request: HttpRequest, directive: Directive) -> Sequence[Part]:
    """Return how far it has come as parts of a bar; nothing for whoever may not see it."""
    if scope(actor_of(request), selectors.PROGRESS).is_empty:
        return []
    sums = selectors.progress_for(actor_of(request), directive)
    if not sums.sent:
        return []
    return [
        Part(phrases.ARRIVALS[Arrival.DEALT_WITH], sums.dealt_with, "ok"),
        Part(phrases.ARRIVALS[Arrival.ON_AGENDA], sums.on_agenda, "info"),
        Part(phrases.ARRIVALS[Arrival.RECEIVED], sums.waiting, "wait"),
    ]


def _progress_tabs(request: HttpRequest, directive: Directive) -> list[Tab]:
    sums, shown = selectors.progress_for(actor_of(request), directive), request.GET.get("xem", "")
    counts = {
        "": sums.sent,
        Arrival.RECEIVED: sums.waiting,
        Arrival.ON_AGENDA: sums.on_agenda,
        Arrival.DEALT_WITH: sums.dealt_with,
    }
    labels = {"": _("Tất cả"), **phrases.ARRIVALS}
    address = reverse("directives:progress", args=[directive.pk])
    return [Tab(labels[key], f"{address}?xem={key}", key == shown, count) for key, count in counts.items()]


def _cells(delivery: Delivery) -> list[object]:
    return [
        delivery.unit.name,
        clock.local(delivery.received_at).replace(tzinfo=None),
        clock.local(delivery.noted_at).replace(tzinfo=None) if delivery.noted_at else None,
        str(phrases.ARRIVALS[delivery.state]),
        delivery.dealt_on,
        delivery.door_label,
    ]
