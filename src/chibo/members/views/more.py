"""Posts, accounts with their slips, and corrections."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from chibo.access import require
from chibo.accounts import rules as accounts_rules
from chibo.accounts import selectors as accounts
from chibo.accounts.services import IssuedSlip
from chibo.audit.services import look
from chibo.kernel import clock
from chibo.kernel.text import fold
from chibo.members import selectors, services
from chibo.members.forms import AccountForm, AnswerForm, AskCorrectionForm, EndOnForm, PostForm
from chibo.members.models import Person
from chibo.members.phrases import CORRECTION_STATES, CORRECTIONS
from chibo.members.states import CorrectionAbout, CorrectionMove, CorrectionState
from chibo.members.views.acts import Subject, ask, back_to, subject_of
from chibo.organisations import selectors as organisations
from chibo.ui.forms import Form, carried_out
from chibo.ui.guard import actor_of, needs
from chibo.ui.pages import REFUSED, page
from chibo.ui.paging import page_of

POST, ACCOUNT, ANSWER = "members.post.change", "members.account.open", "members.correction.answer"


# -- posts
@needs(POST)
def start_post(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """A post at the person's cell or at a committee above it."""
    subject = subject_of(request, person_id, POST)
    form = PostForm(request.POST or None, places=_places(subject))
    if form.is_valid() and carried_out(form, lambda: _start(subject, form)):
        messages.success(request, _("Đã ghi chức vụ."))
        return redirect(back_to(subject))
    return ask(request, subject, form, title=_("Ghi chức vụ"), button=_("Ghi chức vụ"))


def _start(subject: Subject, form: PostForm) -> None:
    unit_id, kind = form.chosen()
    services.start_post(
        actor=subject.actor,
        person_id=subject.person.pk,
        unit=organisations.unit_for(subject.actor, unit_id, POST),
        kind=kind,
        starts_on=form.cleaned_data["starts_on"],
        decision=form.cleaned_data["decision"],
    )


def _places(subject: Subject) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the posts by unit: the person's cell first, then what is above it and within the viewer's reach."""
    stay = subject.life.formal
    if stay is None:
        return []
    line = [stay.unit, *reversed(organisations.line_above(stay.unit))]
    reach = set(organisations.units_for(subject.actor, POST).filter(pk__in=[unit.pk for unit in line]))
    posts = [(unit, selectors.posts_at(unit.kind, clock.today())) for unit in line if unit in reach]
    return [(unit.name, [(f"{unit.pk}:{post.code}", post.name) for post in there.values()]) for unit, there in posts]


@needs(POST)
def end_post(request: HttpRequest, post_id: UUID) -> HttpResponse:
    """The day on which a post ends, and the role with it."""
    post = selectors.post(post_id)
    subject = subject_of(request, post.person_id, POST)
    form = EndOnForm(request.POST or None, initial={"ends_on": clock.today()})
    form.fields.pop("decision")
    if form.is_valid():
        ends_on = form.cleaned_data["ends_on"]
        if carried_out(form, lambda: services.end_post(actor=subject.actor, post_id=post_id, ends_on=ends_on)):
            messages.success(request, _("Đã kết thúc chức vụ."))
            return redirect(back_to(subject))
    name = selectors.post_name(post.kind, post.unit.kind, clock.today())
    return ask(request, subject, form, title=_("Kết thúc chức vụ %(name)s") % {"name": name}, button=_("Kết thúc"))


# -- accounts
@never_cache
@needs(ACCOUNT)
def account(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Open an account, or give a new slip to whoever lost the way in. The code is shown once, not after a redirect."""
    subject = subject_of(request, person_id, ACCOUNT)
    person = subject.person
    form = AccountForm(request.POST or None, initial={"username": _free_name(person)})
    if person.user_id is not None:
        form = Form(request.POST or None)  # type: ignore[assignment]
    issued: list[IssuedSlip] = []
    if request.method == "POST" and form.is_valid() and carried_out(form, lambda: issued.append(_issue(subject, form))):
        user = accounts.user(issued[0].slip.user_id)
        address = request.build_absolute_uri(reverse("account_slip"))
        context = {"person": person, "user": user, "issued": issued[0], "address": address, "back": back_to(subject)}
        return page(request, "members/slip.html", context)
    title = _("Cấp phiếu đặt mật khẩu") if person.user_id else _("Mở tài khoản")
    return ask(request, subject, form, title=title, button=_("Cấp phiếu"))


def _issue(subject: Subject, form: Form) -> IssuedSlip:
    if subject.person.user_id is not None:
        return services.renew_slip(actor=subject.actor, person_id=subject.person.pk)
    typed = form.cleaned_data
    return services.open_account(actor=subject.actor, person_id=subject.person.pk, **typed)


def _free_name(person: Person) -> str:
    start = fold(person.given_name).replace(" ", "")[:1]
    return accounts_rules.username_for(person.full_name, accounts.taken_usernames(start))


# -- corrections
@needs("members.correction.ask")
def ask_correction(request: HttpRequest) -> HttpResponse:
    """Ask that something in one's own record be put right."""
    actor = actor_of(request)
    subject = subject_of(request, actor.person_id or UUID(int=0), "members.correction.ask")
    form = AskCorrectionForm(request.POST or None)
    if form.is_valid():
        about, text = CorrectionAbout(form.cleaned_data["about"]), form.cleaned_data["text"]
        if carried_out(form, lambda: services.ask_correction(actor=actor, about=about, text=text)):
            messages.success(request, _("Đã gửi đề nghị. Khi có trả lời, đồng chí nhận được thông báo."))
            return redirect("members:me")
    return ask(request, subject, form, title=_("Đề nghị đính chính thông tin"), button=_("Gửi đề nghị"))


@needs(ANSWER)
def corrections(request: HttpRequest) -> HttpResponse:
    """What members ask to be corrected, those that wait first asked."""
    shown = request.GET.get("xem", "cho")
    rows = selectors.corrections_for(actor_of(request))
    waits = shown != "xong"
    rows = rows.filter(state=CorrectionState.ASKED) if waits else rows.exclude(state=CorrectionState.ASKED)
    found = page_of(rows, request.GET, by="asked_at" if waits else "-asked_at")
    lines = [(row, CORRECTIONS[row.about], CORRECTION_STATES[row.state]) for row in found.rows]
    return page(request, "members/corrections.html", {"lines": lines, "page": found, "waits": waits})


@needs(ANSWER)
def answer(request: HttpRequest, correction_id: UUID) -> HttpResponse:
    """One request with its answer. It names what stands in the record, so opening it is a look."""
    actor = actor_of(request)
    row = selectors.correction_for(actor, correction_id)
    place = selectors.place_of(row.person)
    require(actor, ANSWER, place)
    if request.method == "GET":
        look(actor, "members.record.write", person_id=row.person_id, unit_id=place.unit_id)
    form = AnswerForm(request.POST or None, initial={"version": row.version})
    if form.is_valid():
        typed = {**form.cleaned_data, "move": CorrectionMove(form.cleaned_data["move"])}
        if carried_out(form, lambda: services.answer_correction(actor=actor, correction_id=row.pk, **typed)):
            messages.success(request, _("Đã trả lời."))
            return redirect("members:corrections")
    state = (CORRECTIONS[row.about], CORRECTION_STATES[row.state])
    context = {"row": row, "about": state[0], "state": state[1], "form": form, "waits": row.state == "asked"}
    return page(request, "members/correction.html", context, status=REFUSED if form.errors else 200)
