"""What is typed on a phone in the room."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.meetings.models import Attendance
from chibo.ui.fields import PersonField
from chibo.ui.forms import Form


class CodeForm(Form):
    """The code on the wall, for oneself or for a comrade without a phone."""

    code = forms.CharField(
        label=_("Mã điểm danh"),
        max_length=12,
        help_text=_("Sáu chữ số trên màn hình trong phòng, mỗi phút đổi một lần."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )
    person = PersonField(
        label=_("Điểm danh cho"),
        required=False,
        coerce=UUID,
        empty=_("Chính tôi"),
        help_text=_("Đồng chí đã có mặt thì điểm danh giúp được đồng chí không có điện thoại."),
    )

    def __init__(self, *args: Any, people: Iterable[Attendance], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].offer([(row.person_id, row.name, "") for row in people])  # type: ignore[attr-defined]
