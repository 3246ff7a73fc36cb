"""One's own commitments, those of the cell, and counts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
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
from chibo.ui.asked import number_in
from chibo.ui.forms import Form, carried_out
from chibo.ui.guard import actor_of, needs
from chibo.ui.pages import REFUSED, page
from chibo.ui.paging import page_of
from chibo.ui.say import say

if TYPE_CHECKING:
    from django.utils.functional import Promise

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
        "lines": _lines(seen) if seen else [],
        "done": seen.whole - len(seen.silent) if seen else 0,
        "may_adopt": bool(cell and may(actor, selectors.ADOPT, organisations.place_of(cell))),
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
        act, sends = partial(services.write, actor=actor, year=year, kind=kind), "send" in request.POST
        if carried_out(form, lambda: act(words=form.words(), send=sends)):
            messages.success(request, _("Đã gửi chi bộ.") if sends else _("Đã lưu bản đang viết."))
            return _to_list(year)
    context = {"form": form, "kind": known[kind], "year": str(year), "row": row}
    return page(request, "review/write.html", context, status=REFUSED if form.errors else 200)


@needs("review.commitment.adopt")
@require_POST
def bring(request: HttpRequest) -> HttpResponse:
    """Put the commitments onto this month's agenda."""
    year = _year(request)
    try:
        services.bring(actor=actor_of(request), unit=_led_to_change(request), year=year)
    except Refusal as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(request, _("Đã đưa vào chương trình sinh hoạt tháng này."))
    return _to_list(year)


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
    return _to_list(year)


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
    act = partial(services.look_back, actor=actor_of(request), commitment_id=row.pk)
    return _done(request, row, form, act, _("Đã gửi bản tự đánh giá."), "own")


@needs("review.remedy.give")
@require_POST
def remedy(request: HttpRequest, commitment_id: UUID) -> HttpResponse:
    """Hand out a task that mends what the review found."""
    row, form = selectors.commitment_for(actor_of(request), commitment_id), RemedyForm(request.POST)
    act = partial(services.give_remedy, actor=actor_of(request), commitment_id=row.pk)
    return _done(request, row, form, act, _("Đã giao việc khắc phục."), "given")


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
    """How many have registered, cell by cell and in all: no names and no words."""
    year = _year(request)
    cells = selectors.counted_cells(actor_of(request), year)
    found = page_of(cells, request.GET, by="path")
    registered, whole = selectors.count_of_all(cells, year)
    context = {
        "year": str(year),
        "page": found,
        "rows": selectors.counts(found.rows, year),
        "registered": registered,
        "whole": whole,
    }
    return page(request, "review/counts.html", context, part="rows")


def _done(
    request: HttpRequest, row: Commitment, form: Form, act: Callable[..., object], done: str, name: str
) -> HttpResponse:
    """Run the act with what was typed; refused, the form stands in its place on the page, under its name there."""
    if form.is_valid() and carried_out(form, lambda: act(**form.cleaned_data)):
        messages.success(request, done)
        return redirect("review:detail", row.pk)
    return _detail(request, row, **{name: form})


def _detail(request: HttpRequest, row: Commitment, **typed: Form) -> HttpResponse:
    """Answer with one and what may be done to it; `typed` are refused forms to show again."""
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
        "own": LookBackForm() if is_own and is_adopted else None,
        "given": RemedyForm(initial={"version": row.version}) if leads and is_adopted else None,
    }
    return page(request, "review/detail.html", context | typed, status=REFUSED if typed else 200)


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
    except Refusal:
        return []
    rule = selectors.rule_of(unit.pk, year)
    rows = selectors.own(actor, year)
    found: list[dict[str, object]] = []
    for kind in rule.kinds:
        row = rows.get(kind.code)
        state = {"word": phrases.STATES[row.state], "look": phrases.LOOKS[row.state]} if row else {}
        url = f"{reverse('review:write', args=[kind.code])}?nam={year}"
        found.append({"kind": kind, "row": row, "url": url, "due_on": rule.due_on(year), **state})
    return found


def _lines(seen: selectors.CellYear) -> list[tuple[Commitment, str, str | Promise]]:
    """Return each that was sent, with its kind and how far it is."""
    names = {kind.code: kind.name_vi for kind in seen.rule.kinds}
    return [(row, names.get(row.kind, ""), phrases.STATES[row.state]) for row in seen.rows]


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
    """Return the year that is asked for; this one for what is no year to count from."""
    asked = number_in(request.GET.get("nam") or request.POST.get("nam") or "") or 0
    return asked if 1900 <= asked < 3000 else clock.today().year


def _to_list(year: int) -> HttpResponse:
    return redirect(f"{reverse('review:list')}?nam={year}")
