"""The pages before one is signed in: the slip, and the first run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from chibo.access import NOBODY
from chibo.accounts.selectors import has_users
from chibo.accounts.services import count_attempt, use_slip
from chibo.kernel import clock
from chibo.kernel.errors import Missing, Refusal
from chibo.notices.services import tell
from chibo.organisations.selectors import has_units, kind_choices
from chibo.ui.forms import refuse
from chibo.ui.guard import actor_of, needs, public
from chibo.ui.pages import REFUSED, page
from chibo.web import first_run, phrases, services
from chibo.web.demo import entrance
from chibo.web.forms import BeginForm, FirstRunForm, SlipForm

if TYPE_CHECKING:
    from chibo.accounts.models import Slip


@public("Whoever holds a slip has no password yet; guessing is held back after five failures.")
@sensitive_post_parameters()
@never_cache
def slip(request: HttpRequest) -> HttpResponse:
    """Set a password with the code of a slip, then sign in with it."""
    form = SlipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            count_attempt(request, "slip", typed["username"])
            use_slip(
                actor=NOBODY,
                username=typed["username"],
                code=typed["code"],
                password=typed["password"],
                tell=_tell_of_slip,
            )
        except Refusal as refusal:
            refuse(form, refusal, "password" if refusal.code.startswith("accounts.password") else None)
        else:
            messages.success(request, _("Đã đặt mật khẩu. Đăng nhập bằng mật khẩu vừa đặt."))
            return redirect("account_login")
    return page(request, "web/slip.html", {"form": form}, status=REFUSED if form.is_bound else 200)


@public("Nobody has an account yet; the code printed in the terminal is asked for.")
@sensitive_post_parameters()
@never_cache
def begin(request: HttpRequest) -> HttpResponse:
    """Make the first account and sign it in. Leads away once there is one."""
    if has_users():
        return redirect("/")
    form = FirstRunForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = {name: form.cleaned_data[name] for name in ("code", "username", "display_name", "password")}
        try:
            count_attempt(request, "first_run", "")
            user = services.open_installation(**typed)
        except Refusal as refusal:
            refuse(form, refusal, _field_of(refusal))
        else:
            first_run.forget_code()
            get_adapter().login(request, user)
            messages.success(request, _("Đã lập tài khoản người quản trị hệ thống."))
            return redirect("first_unit")
    return page(request, "web/first_run.html", {"form": form}, status=REFUSED if form.is_bound else 200)


@needs("organisations.installation.set_up")
@never_cache
def first_unit(request: HttpRequest) -> HttpResponse:
    """Found the first unit with the account of its office; shows the slip once. Leads away once there is a unit."""
    if has_units():
        return redirect("/")
    form = BeginForm(request.POST or None, kinds=kind_choices(clock.today()))
    if request.method == "POST" and form.is_valid():
        try:
            issued = services.begin_work(actor=actor_of(request), **form.cleaned_data)
        except Refusal as refusal:
            refuse(form, refusal, _field_of(refusal))
        else:
            context = {"issued": issued, "address": request.build_absolute_uri(reverse("account_slip"))}
            return page(request, "web/first_slip.html", context)
    return page(request, "web/first_unit.html", {"form": form}, status=REFUSED if form.is_bound else 200)


def _tell_of_slip(user_ids: Sequence[int], slip: Slip) -> None:
    """Tell the owner and whoever was named that a password was set with this slip."""
    facts = {"name": slip.user.display_name, "moment": slip.used_at}
    owner, *others = user_ids
    now, link = clock.now(), reverse("accounts:me")
    tell([owner], phrases.SLIP_USED, kind="accounts.slip", link=link, facts=facts, urgent_by=now)
    tell(others, phrases.SLIP_USED, kind="accounts.slip", facts=facts, urgent_by=now)


def _field_of(refusal: Refusal) -> str | None:
    starts = {"web.first_run_code": "code", "accounts.password": "password", "accounts.username": "username"}
    return next((field for start, field in starts.items() if refusal.code.startswith(start)), None)


@public("Only in a demo on a server that this machine alone reaches; not there otherwise.")
@require_POST
def demo_enter(request: HttpRequest, key: str) -> HttpResponse:
    """Sign in as one of the demo's roles, by one click."""
    guise = next((guise for guise in entrance.guises_for(request) if guise.key == key), None)
    if guise is None:
        raise Missing("demo")
    login(request, entrance.user_behind(guise), backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect("/")
