"""One's own commitments, those of the cell, and counts."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chibo.access import may
from chibo.audit.services import look
from chibo.documents import selectors as documents
from chibo.kernel import clock
from chibo.kernel.errors import Missing, Refusal
from chibo.organisations import selectors as organisations
from chibo.review import phrases, selectors, services
from chibo.review.forms import LookBackForm, RemedyForm, WordsForm
from chibo.review.papers import paper_of
from chibo.review.states import State
from chibo.ui import here
from chibo.ui.forms import refuse
from chibo.ui.guard import actor_of, needs
from chibo.ui.pages import REFUSED, page
from chibo.ui.say import say

if TYPE_CHECKING:
    from chibo.organisations.models import Unit
    from chibo.review.models import Commitment


@needs("review.commitment.read")
@require_GET
def commitments(request: HttpRequest) -> HttpResponse:
    """Show one's own of a year, and to those who lead the cell who has sent what."""
    actor, year = actor_of(request), _year(request)
    cell = _led(request)
    seen = selectors.cell_year(actor, cell, year) if cell else None
    if seen is not None and seen.rows:
        look(actor, "review.cell", unit_id=seen.unit.pk, details={"year": year, "count": len(seen.rows)})
    context = {
        "year": str(year),
        "own": _own(request, year),
        "cell": seen,
        "done": seen.whole - len(seen.silent) if seen else 0,
        "may_adopt": bool(cell and may(actor, selectors.ADOPT, organisations.place_of(cell))),
        "states": phrases.STATES,
        "kinds": selectors.rule_of(cell.pk, year).kinds if cell else (),
    }
    return page(request, "review/list.html", context)


@needs("review.commitment.write")
def write(request: HttpRequest, kind: str) -> HttpResponse:
    """Write one's own words; a draft stays one's own until it is sent."""
    actor, year = actor_of(request), _year(request)
    unit = selectors.own_cell(actor)
    known = {one.code: one for one in selectors.rule_of(unit.pk, year).kinds}
    if kind not in known:
        raise Missing("kind")
    row = selectors.own(actor, year).get(kind)
    initial = {f"part{number}": words for number, (_heading, words) in enumerate(row.parts)} if row else {}
    form = WordsForm(request.POST or None, headings=known[kind].parts_vi, initial=initial)
    if request.method == "POST" and form.is_valid():
        sends = "send" in request.POST
        try:
            services.write(actor=actor, year=year, kind=kind, words=form.words(), send=sends)
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Đã gửi chi bộ.") if sends else _("Đã lưu bản đang viết."))
            return redirect("review:list")
    context = {"form": form, "kind": known[kind], "year": str(year), "row": row}
    return page(request, "review/write.html", context, status=REFUSED if form.errors else 200)


@needs("review.commitment.adopt")
@require_POST
def bring(request: HttpRequest) -> HttpResponse:
    """Put the commitments onto this month's agenda."""
    try:
        services.bring(actor=actor_of(request), unit=_led_to_change(request), year=_year(request))
    except Refusal as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(request, _("Đã đưa vào chương trình sinh hoạt tháng này."))
    return redirect("review:list")


@needs("review.commitment.adopt")
@require_POST
def adopt(request: HttpRequest) -> HttpResponse:
    """Note that the cell went through them."""
    year = _year(request)
    try:
        count = services.adopt(actor=actor_of(request), unit=_led_to_change(request), year=year)
    except Refusal as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(request, phrases.DONE % {"count": count, "year": year})
    return redirect("review:list")


@needs("review.commitment.read")
@require_GET
def detail(request: HttpRequest, commitment_id: UUID) -> HttpResponse:
    """Show the words, how the member looked back, and what came of it."""
    return _detail(request, selectors.commitment_for(actor_of(request), commitment_id))


@needs("review.commitment.write")
@require_POST
def look_back(request: HttpRequest, commitment_id: UUID) -> HttpResponse:
    """Say how far one kept to it."""
    row, form = selectors.commitment_for(actor_of(request), commitment_id), LookBackForm(request.POST)
    if form.is_valid():
        try:
            services.look_back(actor=actor_of(request), commitment_id=row.pk, **form.cleaned_data)
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Đã gửi bản tự đánh giá."))
            return redirect("review:detail", row.pk)
    return _detail(request, row, own=form)


@needs("review.remedy.give")
@require_POST
def remedy(request: HttpRequest, commitment_id: UUID) -> HttpResponse:
    """Hand out a task that mends what the review found."""
    row, form = selectors.commitment_for(actor_of(request), commitment_id), RemedyForm(request.POST)
    if form.is_valid():
        try:
            services.give_remedy(actor=actor_of(request), commitment_id=row.pk, **form.cleaned_data)
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Đã giao việc khắc phục."))
            return redirect("review:detail", row.pk)
    return _detail(request, row, given=form)


@needs("review.commitment.read")
@require_GET
def printed(request: HttpRequest, commitment_id: UUID, kind: str) -> HttpResponse:
    """The paper as Word or PDF."""
    row = selectors.commitment_for(actor_of(request), commitment_id)
    if kind not in ("docx", "pdf"):
        raise Missing("paper")
    _seen(request, row)
    today = clock.today()
    paper = paper_of(row, selectors.rule_of(row.unit_id, row.year).kind(row.kind))
    layout = documents.regulated(row.unit, today).layout
    if kind == "pdf":
        return documents.bytes_response(documents.print_pdf(paper, layout, on=today, keep=False), "ban-cam-ket", "pdf")
    return documents.bytes_response(documents.print_docx(paper, layout, on=today), "ban-cam-ket", "docx")


@needs("review.count.read")
@require_GET
def counts(request: HttpRequest) -> HttpResponse:
    """How many have registered, cell by cell: no names and no words."""
    year = _year(request)
    return page(request, "review/counts.html", {"year": str(year), "rows": selectors.counts(actor_of(request), year)})


def _detail(
    request: HttpRequest, row: Commitment, own: LookBackForm | None = None, given: RemedyForm | None = None
) -> HttpResponse:
    actor = actor_of(request)
    _seen(request, row)
    is_own = row.person_id == actor.person_id
    leads = may(actor, selectors.REMEDY, selectors.place(row))
    is_adopted = row.state == State.ADOPTED
    context = {
        "row": row,
        "kind": selectors.rule_of(row.unit_id, row.year).kind(row.kind),
        "word": phrases.STATES[row.state],
        "look": phrases.LOOKS[row.state],
        "looks_back": [(phrases.STAGES[one.stage], one) for one in selectors.looks_back(row)],
        "tasks": selectors.remedies(row),
        "own": own or (LookBackForm() if is_own and is_adopted else None),
        "given": given or (RemedyForm(initial={"version": row.version}) if leads and is_adopted else None),
        "is_own": is_own,
    }
    return page(request, "review/detail.html", context, status=REFUSED if own or given else 200)


def _seen(request: HttpRequest, row: Commitment) -> None:
    """Write that another's words were read."""
    actor = actor_of(request)
    if row.person_id != actor.person_id:
        look(actor, "review.commitment", person_id=row.person_id, object_id=row.pk, unit_id=row.unit_id)


def _own(request: HttpRequest, year: int) -> list[dict[str, object]]:
    """Return each kind with the actor's own row, where the actor is a member somewhere."""
    actor = actor_of(request)
    try:
        unit = selectors.own_cell(actor)
        rule = selectors.rule_of(unit.pk, year)
    except Refusal:
        return []
    rows = selectors.own(actor, year)
    found: list[dict[str, object]] = []
    for kind in rule.kinds:
        row = rows.get(kind.code)
        state = {"word": phrases.STATES[row.state], "look": phrases.LOOKS[row.state]} if row else {}
        found.append({"kind": kind, "row": row, "due_on": rule.due_on(year), **state})
    return found


def _led(request: HttpRequest) -> Unit | None:
    """Return the cell at which the actor works now and whose words may be read; None elsewhere."""
    mandate = here.mandate_here(request)
    if mandate is None or mandate.unit_id is None:
        return None
    unit = organisations.unit(mandate.unit_id)
    is_led = organisations.is_cell(unit, clock.today()) and may(
        actor_of(request), selectors.READ, organisations.place_of(unit)
    )
    return unit if is_led else None


def _led_to_change(request: HttpRequest) -> Unit:
    unit = _led(request)
    if unit is None:
        raise Missing("cell")
    return unit


def _year(request: HttpRequest) -> int:
    asked = request.GET.get("nam") or request.POST.get("nam") or ""
    return int(asked) if asked.isdecimal() and len(asked) == 4 else clock.today().year
