"""What is typed to sign in and on the pages of one's own account."""

from typing import Any

from allauth.account.forms import LoginForm
from allauth.account.forms import ReauthenticateForm as PasswordAgainForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from chibo.accounts.adapter import end_in_time
from chibo.accounts.models import written_username
from chibo.ui.forms import Form, NewPasswordForm

_NAME = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}


class SignInForm(LoginForm):
    """Name and password. allauth checks them and counts the failures."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name, password = self.fields["login"], self.fields["password"]
        name.label, name.widget = _("Tên đăng nhập"), forms.TextInput(attrs=_NAME)
        name.error_messages["required"] = _("Chưa ghi: Tên đăng nhập.")
        _plain_password(password)

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """Sign in. allauth counts the hours of the session from its last change: that is taken back."""
        answer: HttpResponse = super().login(request, redirect_url)
        end_in_time(request)
        return answer

    def clean_login(self) -> str:
        return written_username(self.cleaned_data["login"])


class ConfirmForm(PasswordAgainForm):
    """The password once more, before the way of signing in is changed."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain_password(self.fields["password"])


def _plain_password(field: forms.Field) -> None:
    """Give allauth's field our words, without a placeholder and without the link to a reset by mail."""
    field.label, field.help_text = _("Mật khẩu"), ""
    field.widget = forms.PasswordInput(attrs={"autocomplete": "current-password"})
    field.error_messages["required"] = _("Chưa ghi: Mật khẩu.")


class _CodeForm:
    """The six digits of an app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]  # type: ignore[attr-defined]
        code.label = _("Mã xác thực")
        code.widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"})
        code.error_messages["required"] = _("Chưa ghi: Mã xác thực.")
        self.use_required_attribute = False


class SecondStepForm(_CodeForm, AuthenticateForm):
    pass


class SecondStepAgainForm(_CodeForm, ReauthenticateForm):
    pass


class ActivateAppForm(_CodeForm, ActivateTOTPForm):
    pass


class ChangePasswordForm(NewPasswordForm):
    current = forms.CharField(
        label=_("Mật khẩu hiện tại"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ("current", "password", "again")


class EmailForm(Form):
    email = forms.CharField(
        label=_("Thư điện tử nhận thông báo"),
        help_text=_("Để trống nếu chỉ xem thông báo trên Chibo."),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class UserForm(Form):
    """A new account, or new names of one."""

    display_name = forms.CharField(label=_("Họ và tên"), max_length=200)
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        help_text=_("Chữ không dấu, chữ số, dấu chấm, gạch ngang; ví dụ huongnt."),
        max_length=80,
        widget=forms.TextInput(attrs={**_NAME, "autocomplete": "off"}),
    )
