"""What an office does with a record, one form each: who may, what is asked, which service runs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chibo.access import Actor, Place, may, require
from chibo.audit.services import look
from chibo.kernel import clock
from chibo.members import forms, selectors, services
from chibo.members.models import Person
from chibo.members.selectors import Life
from chibo.members.states import EndKind, ExemptionKind, StandingKind
from chibo.organisations import selectors as organisations
from chibo.ui.forms import Form, carried_out
from chibo.ui.guard import actor_of, needs
from chibo.ui.pages import REFUSED, page

WRITE, CHANGE, CONTACT = "members.record.write", "members.standing.change", "members.contact.write"
Words = str | Promise


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose record it is, and what they are today."""

    actor: Actor
    person: Person
    life: Life
    looked_for: str = ""
    """Words of the cell that is looked for in a long list."""


@dataclass(frozen=True, slots=True)
class Act:
    """One act with a page of its own."""

    slug: str
    name: str
    """Of the address."""
    action: str
    label: Words
    """On the record page and above the form."""
    button: Words
    done: Words
    form: type[Form]
    run: Callable[[Subject, Mapping[str, Any]], object]
    fits: Callable[[Life], bool]
    """Whether there is anything to do: nobody comes back who is not away."""
    initial: Callable[[Subject], dict[str, Any]] = lambda subject: {"version": subject.person.version}
    options: Callable[[Subject], dict[str, Any]] = lambda subject: {}
    present: Callable[[Subject], Mapping[str, Any]] | None = None
    """The values that stand there now, for whoever was overtaken."""


def _is_member(life: Life) -> bool:
    return life.standing is not None


def _cells(action: str) -> Callable[[Subject], dict[str, Any]]:
    def offered(subject: Subject) -> dict[str, Any]:
        kinds = [kind.code for kind in organisations.kinds_on(clock.today()).kinds if kind.is_cell]
        cells = organisations.units_for(subject.actor, action).filter(dissolved_on=None, kind__in=kinds)
        return {"cells": cells, "looked_for": subject.looked_for}

    return offered


def _who(subject: Subject) -> dict[str, Any]:
    return {"actor": subject.actor, "person_id": subject.person.pk}


def _basics(person: Person) -> dict[str, Any]:
    return {name: getattr(person, name) for name in forms.PersonFields.base_fields}


def _contact(person: Person) -> dict[str, Any]:
    return {"phone": person.phone, "residence": person.residence, "occupation": person.occupation}


def _days(subject: Subject) -> dict[str, Any]:
    found = subject.life.membership
    if found is None:
        return {}
    names = ("admitted_on", "joined_on", "official_on", "file_number", "version")
    return {name: getattr(found, name) for name in names}


def _edit(subject: Subject, typed: Mapping[str, Any]) -> object:
    facts = services.PersonFacts(**{name: typed[name] for name in forms.PersonFields.base_fields})
    return services.change_person(**_who(subject), version=typed["version"], facts=facts, decision=typed["decision"])


ACTS = (
    Act(
        "lien-lac",
        "contact",
        CONTACT,
        _("Sửa liên lạc"),
        _("Lưu"),
        _("Đã lưu liên lạc."),
        forms.ContactForm,
        run=lambda on, typed: services.change_contact(**_who(on), **typed),
        fits=lambda life: True,
        initial=lambda on: _contact(on.person) | {"version": on.person.version},
        present=lambda on: _contact(selectors.person(on.person.pk)),
    ),
    Act(
        "sua",
        "edit",
        WRITE,
        _("Sửa thông tin cơ bản"),
        _("Lưu thông tin"),
        _("Đã lưu thông tin."),
        forms.EditForm,
        run=_edit,
        fits=lambda life: True,
        initial=lambda on: _basics(on.person) | {"version": on.person.version},
        options=lambda on: {"born_on_known": on.person.born_on is not None},
        present=lambda on: _basics(selectors.person(on.person.pk)),
    ),
    Act(
        "dinh-chinh-ngay",
        "dates",
        WRITE,
        _("Đính chính ngày vào Đảng, ngày chính thức"),
        _("Lưu đính chính"),
        _("Đã đính chính."),
        forms.DatesForm,
        run=lambda on, typed: services.correct_dates(**_who(on), **typed),
        fits=_is_member,
        initial=_days,
    ),
    Act(
        "so-the",
        "card",
        WRITE,
        _("Ghi số thẻ đảng viên"),
        _("Ghi số thẻ"),
        _("Đã ghi số thẻ."),
        forms.CardForm,
        run=lambda on, typed: services.add_card_number(**_who(on), **typed),
        fits=_is_member,
    ),
    Act(
        "chuyen-sinh-hoat",
        "transfer",
        CHANGE,
        _("Chuyển sinh hoạt chính thức"),
        _("Chuyển sinh hoạt"),
        _("Đã chuyển sinh hoạt."),
        forms.TransferForm,
        run=lambda on, typed: services.transfer_member(**_who(on), **typed),
        fits=_is_member,
        options=_cells(CHANGE),
    ),
    Act(
        "sinh-hoat-tam-thoi",
        "visit",
        CHANGE,
        _("Chuyển sinh hoạt tạm thời"),
        _("Ghi sinh hoạt tạm thời"),
        _("Đã ghi sinh hoạt tạm thời."),
        forms.VisitForm,
        run=lambda on, typed: services.start_temporary_stay(**_who(on), **typed),
        fits=lambda life: _is_member(life) and life.visit is None,
        options=_cells(CHANGE),
    ),
    Act(
        "tro-lai",
        "end_visit",
        CHANGE,
        _("Kết thúc sinh hoạt tạm thời"),
        _("Ghi ngày trở lại"),
        _("Đã kết thúc sinh hoạt tạm thời."),
        forms.EndVisitForm,
        run=lambda on, typed: services.end_temporary_stay(**_who(on), **typed),
        fits=lambda life: life.visit is not None,
    ),
    Act(
        "chuyen-di",
        "leave",
        CHANGE,
        _("Chuyển đi nơi khác ngoài hệ thống này"),
        _("Ghi chuyển đi"),
        _("Đã ghi chuyển đi."),
        forms.LeaveForm,
        run=lambda on, typed: services.leave_cell(**_who(on), **typed),
        fits=lambda life: life.formal is not None,
    ),
    Act(
        "cong-nhan",
        "recognise",
        CHANGE,
        _("Công nhận đảng viên chính thức"),
        _("Ghi công nhận"),
        _("Đã ghi công nhận đảng viên chính thức."),
        forms.RecogniseForm,
        run=lambda on, typed: services.recognise_official(**_who(on), **typed),
        fits=lambda life: life.standing is StandingKind.PROBATIONARY,
    ),
    Act(
        "mien",
        "exempt",
        CHANGE,
        _("Miễn công tác và sinh hoạt đảng"),
        _("Ghi miễn sinh hoạt"),
        _("Đã ghi miễn công tác và sinh hoạt đảng."),
        forms.ExemptForm,
        run=lambda on, typed: services.exempt(**_who(on), **{**typed, "kind": ExemptionKind(typed["kind"])}),
        fits=lambda life: _is_member(life) and life.exemption is None,
    ),
    Act(
        "het-mien",
        "end_exemption",
        CHANGE,
        _("Trở lại sinh hoạt sau khi được miễn"),
        _("Ghi trở lại sinh hoạt"),
        _("Đã ghi trở lại sinh hoạt."),
        forms.EndOnForm,
        run=lambda on, typed: services.end_exemption(**_who(on), **typed),
        fits=lambda life: life.exemption is not None,
    ),
    Act(
        "dinh-chi",
        "suspend",
        CHANGE,
        _("Đình chỉ sinh hoạt đảng"),
        _("Ghi đình chỉ"),
        _("Đã ghi đình chỉ sinh hoạt đảng."),
        forms.SuspendForm,
        run=lambda on, typed: services.suspend(**_who(on), **typed),
        fits=lambda life: _is_member(life) and life.suspension is None,
    ),
    Act(
        "het-dinh-chi",
        "lift",
        CHANGE,
        _("Kết thúc đình chỉ sinh hoạt đảng"),
        _("Ghi kết thúc đình chỉ"),
        _("Đã kết thúc đình chỉ sinh hoạt đảng."),
        forms.EndOnForm,
        run=lambda on, typed: services.lift_suspension(**_who(on), **typed),
        fits=lambda life: life.suspension is not None,
    ),
    Act(
        "thoi-la-dang-vien",
        "end",
        CHANGE,
        _("Xóa tên, ra khỏi Đảng, khai trừ, từ trần"),
        _("Ghi kết thúc"),
        _("Đã ghi kết thúc tư cách đảng viên."),
        forms.EndForm,
        run=lambda on, typed: services.end_membership(**_who(on), **{**typed, "kind": EndKind(typed["kind"])}),
        fits=_is_member,
    ),
)


@dataclass(frozen=True, slots=True)
class Offer:
    label: Words
    url: str


def offered(actor: Actor, person: Person, life: Life, place: Place) -> list[Offer]:
    """Return what the viewer may do now with this record."""
    fitting = [act for act in ACTS if act.fits(life) and may(actor, act.action, place)]
    offers = [Offer(act.label, reverse(f"members:{act.name}", args=[person.pk])) for act in fitting]
    if may(actor, "members.post.change", place) and life.standing is not None:
        offers.append(Offer(_("Ghi chức vụ"), reverse("members:start_post", args=[person.pk])))
    if may(actor, "members.account.open", place):
        label = _("Cấp phiếu đặt mật khẩu") if person.user_id else _("Mở tài khoản")
        offers.append(Offer(label, reverse("members:account", args=[person.pk])))
    return offers


def subject_of(request: HttpRequest, person_id: UUID, action: str) -> Subject:
    """Return the record for an act: 404 where the viewer may not see it, 403 where the act is not theirs.

    Opening the form is a look at the record, written before the answer.
    """
    actor = actor_of(request)
    person = selectors.person_for(actor, person_id)
    place = selectors.place_of(person)
    require(actor, action, place)
    if request.method == "GET" and person.pk != actor.person_id:
        look(actor, "members.record.write", person_id=person.pk, unit_id=place.unit_id)
    looked_for = request.GET.get("tim-chi-bo", "")
    return Subject(actor, person, selectors.life_of(person.pk, clock.today()), looked_for)


def _view(act: Act) -> Callable[..., HttpResponseBase]:
    @needs(act.action)
    def show(request: HttpRequest, person_id: UUID) -> HttpResponse:
        subject = subject_of(request, person_id, act.action)
        form = act.form(request.POST or None, initial=act.initial(subject), **act.options(subject))
        if form.is_valid():
            present = (lambda: act.present(subject)) if act.present else None  # type: ignore[misc]
            if carried_out(form, lambda: act.run(subject, form.cleaned_data), present):
                messages.success(request, str(act.done))
                return redirect(back_to(subject))
        return ask(request, subject, form, title=act.label, button=act.button)

    return show


def ask(request: HttpRequest, subject: Subject, form: Form, *, title: Words, button: Words) -> HttpResponse:
    """Answer with the form on a page of its own; with what was typed where it was refused."""
    context = {"form": form, "title": title, "act": button, "person": subject.person, "back": back_to(subject)}
    return page(request, "members/form.html", context, status=REFUSED if form.errors else 200)


def back_to(subject: Subject) -> str:
    """Return the record page: one's own where it is one's own."""
    if subject.person.pk == subject.actor.person_id:
        return reverse("members:me")
    return reverse("members:record", args=[subject.person.pk])


def urls() -> list[URLPattern]:
    """Return the address of each act."""
    return [path(f"<uuid:person_id>/{act.slug}/", _view(act), name=act.name) for act in ACTS]
