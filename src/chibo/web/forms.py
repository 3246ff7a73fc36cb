"""What is typed before one has a password, and to begin."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.ui.fields import DayField, TidyCharField
from chibo.ui.forms import Form, NewPasswordForm

_NAME = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
_CODE = {"autocomplete": "one-time-code", "inputmode": "numeric"}


class SlipForm(NewPasswordForm):
    """The two things on the slip, and the password one chooses."""

    username = forms.CharField(label=_("Tên đăng nhập"), max_length=80, widget=forms.TextInput(attrs=_NAME))
    code = forms.CharField(
        label=_("Mã một lần trên phiếu"),
        help_text=_("10 chữ số; có hay không có dấu cách đều được."),
        max_length=40,
        widget=forms.TextInput(attrs=_CODE),
    )
    field_order = ("username", "code", "password", "again")


class FirstRunForm(NewPasswordForm):
    """The code from the terminal and the operator's account."""

    code = forms.CharField(
        label=_("Mã mở hệ thống"),
        help_text=_("10 chữ số sau “First run code” ở cửa sổ đang chạy chibo serve."),
        max_length=40,
        widget=forms.TextInput(attrs=_CODE),
    )
    display_name = forms.CharField(label=_("Họ và tên người quản trị hệ thống"), max_length=200)
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        help_text=_("Chữ không dấu, chữ số, dấu chấm, gạch ngang; ví dụ huongnt."),
        max_length=80,
        widget=forms.TextInput(attrs=_NAME),
    )
    field_order = ("code", "display_name", "username", "password", "again")


class BeginForm(Form):
    """The first unit, and who keeps its office."""

    name = TidyCharField(
        label=_("Tên tổ chức đảng"),
        max_length=200,
        help_text=_("Tổ chức cao nhất dùng hệ thống này, ví dụ Đảng bộ xã."),
    )
    kind = forms.ChoiceField(label=_("Loại hình"))
    founded_on = DayField(label=_("Ngày thành lập"))
    place = TidyCharField(label=_("Địa danh ghi trên văn bản"), max_length=120, required=False)
    display_name = TidyCharField(label=_("Họ và tên cán bộ văn phòng"), max_length=200)
    username = forms.CharField(
        label=_("Tên đăng nhập của cán bộ văn phòng"),
        help_text=_("Chữ không dấu, chữ số, dấu chấm, gạch ngang; ví dụ huongnt."),
        max_length=80,
        widget=forms.TextInput(attrs={**_NAME, "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, kinds: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("Chọn loại hình")), *kinds]  # type: ignore[attr-defined]
