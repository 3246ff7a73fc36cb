"""One's own account; the accounts of the installation, which only its operator reads."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import check_for_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST
from django.views.i18n import set_language as keep_language

from chibo.accounts import selectors, services
from chibo.accounts.forms import ChangePasswordForm, EmailForm, UserForm
from chibo.accounts.models import User
from chibo.kernel.errors import Refusal
from chibo.ui.forms import refuse
from chibo.ui.guard import actor_of, needs, public, signed_in
from chibo.ui.pages import REFUSED, page
from chibo.ui.paging import page_of

OWN = "Everybody's own account."


@signed_in(OWN)
@require_GET
def me(request: HttpRequest) -> HttpResponse:
    """Show one's own account: name, address for mails, second steps, where one is signed in."""
    return _me(request, EmailForm(initial={"email": selectors.own_user(actor_of(request)).email}))


def _me(request: HttpRequest, form: EmailForm, status: int = 200) -> HttpResponse:
    user = selectors.own_user(actor_of(request))
    context = {
        "user": user,
        "form": form,
        "sessions": selectors.sessions_of(user.pk, request.session.session_key),
        "steps": selectors.second_steps(user.pk),
        "slip": selectors.last_slip_used(user.pk) if user.reset_at else None,
    }
    return page(request, "accounts/me.html", context, status=status)


@signed_in(OWN)
@require_POST
def email(request: HttpRequest) -> HttpResponse:
    """Set where notices are mailed to."""
    form = EmailForm(request.POST)
    if form.is_valid():
        try:
            services.change_own_email(actor=actor_of(request), email=form.cleaned_data["email"])
        except Refusal as refusal:
            refuse(form, refusal, "email")
        else:
            messages.success(request, _("Đã lưu địa chỉ nhận thông báo."))
            return redirect("accounts:me")
    return _me(request, form, REFUSED)


@signed_in(OWN)
@sensitive_post_parameters()
@never_cache
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; this browser stays signed in, all others do not.

    Whoever sits at somebody else's browser is held back from guessing the present one.
    """
    form = ChangePasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.count_attempt(request, "own_password", request.user.get_username())
            user = services.change_own_password(
                actor=actor_of(request),
                current=form.cleaned_data["current"],
                password=form.cleaned_data["password"],
                session_key=request.session.session_key,
            )
        except Refusal as refusal:
            of_present = refusal.code in {"accounts.password_wrong", "accounts.held_back"}
            refuse(form, refusal, "current" if of_present else "password")
        else:
            update_session_auth_hash(request, user)
            messages.success(request, _("Đã đổi mật khẩu. Các phiên đăng nhập khác đã kết thúc."))
            return redirect("accounts:me")
    return page(request, "accounts/password.html", {"form": form}, status=REFUSED if form.is_bound else 200)


@signed_in(OWN)
@require_POST
def end_session(request: HttpRequest, session_id: int) -> HttpResponse:
    """Sign out in another browser."""
    services.end_session(actor=actor_of(request), session_id=session_id)
    messages.success(request, _("Đã kết thúc phiên đăng nhập đó."))
    return redirect("accounts:me")


@signed_in(OWN)
@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    services.end_other_sessions(actor=actor_of(request), session_key=request.session.session_key)
    messages.success(request, _("Đã kết thúc mọi phiên đăng nhập khác."))
    return redirect("accounts:me")


@public("The language of a page is kept in the browser and says nothing about anybody.")
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the language in a cookie and go back; for mails also on the account of whoever is signed in."""
    chosen = request.POST.get("language", "")
    actor = actor_of(request)
    if actor.is_known and chosen in dict(settings.LANGUAGES) and check_for_language(chosen):
        services.choose_language(actor=actor, language=chosen)
    return keep_language(request)


@needs("accounts.user.read")
@require_GET
def users(request: HttpRequest) -> HttpResponse:
    """List all accounts of the installation, by name."""
    text = request.GET.get("tim", "")
    rows = page_of(selectors.users_for(actor_of(request), text), request.GET, by="username")
    return page(request, "accounts/list.html", {"page": rows, "rows": rows.rows, "text": text})


@needs("accounts.user.read")
def create(request: HttpRequest) -> HttpResponse:
    """Make an account and go to it, where the slip is printed."""
    form = UserForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = services.create_user(actor=actor_of(request), place=services.NOWHERE, **form.cleaned_data)
        except Refusal as refusal:
            refuse(form, refusal, "username")
        else:
            messages.success(request, _("Đã lập tài khoản. Cấp phiếu để chủ tài khoản đặt mật khẩu."))
            return redirect("accounts:user", user.pk)
    return page(request, "accounts/create.html", {"form": form}, status=REFUSED if form.is_bound else 200)


@needs("accounts.user.read")
def user(request: HttpRequest, user_id: int) -> HttpResponse:
    """Show one account to the operator; POST gives it other names."""
    row = selectors.user_for(actor_of(request), user_id)
    form = UserForm(request.POST or None, initial={"username": row.username, "display_name": row.display_name})
    if request.method == "POST" and form.is_valid():
        try:
            services.rename_user(actor=actor_of(request), place=services.NOWHERE, user_id=row.pk, **form.cleaned_data)
        except Refusal as refusal:
            refuse(form, refusal, "username")
        else:
            messages.success(request, _("Đã lưu tên tài khoản."))
            return redirect("accounts:user", row.pk)
    return _user(request, row, form, REFUSED if form.is_bound else 200)


def _user(request: HttpRequest, row: User, form: UserForm, status: int) -> HttpResponse:
    return page(request, "accounts/user.html", {"row": row, "form": form}, status=status)


@needs("accounts.user.read")
@require_POST
def activity(request: HttpRequest, user_id: int) -> HttpResponse:
    """Close an account, or open it again."""
    row = selectors.user_for(actor_of(request), user_id)
    change = services.deactivate_user if row.is_active else services.reactivate_user
    try:
        row = change(actor=actor_of(request), place=services.NOWHERE, user_id=row.pk)
    except Refusal as refusal:
        form = UserForm({"username": row.username, "display_name": row.display_name})
        refuse(form, refusal)
        return _user(request, row, form, REFUSED)
    messages.success(request, _("Đã mở lại tài khoản.") if row.is_active else _("Đã ngừng tài khoản."))
    return redirect("accounts:user", row.pk)


@needs("accounts.user.read")
@require_POST
@never_cache
def slip(request: HttpRequest, user_id: int) -> HttpResponse:
    """Make a slip and show its sheet. Not a redirect: the code is shown once and kept nowhere."""
    row = selectors.user_for(actor_of(request), user_id)
    try:
        issued = services.issue_slip(actor=actor_of(request), place=services.NOWHERE, user_id=row.pk)
    except Refusal as refusal:
        form = UserForm({"username": row.username, "display_name": row.display_name})
        refuse(form, refusal)
        return _user(request, row, form, REFUSED)
    address = request.build_absolute_uri(reverse("account_slip"))
    return page(request, "accounts/slip.html", {"row": row, "issued": issued, "address": address})
