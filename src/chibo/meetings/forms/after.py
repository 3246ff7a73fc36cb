"""What is asked for after a meeting: requests, their answers, and when the papers were posted."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.kernel import clock
from chibo.ui.fields import DayField, TidyCharField, TidyTextField, TimeField
from chibo.ui.forms import Form, VersionedForm
from chibo.ui.widgets import Ticks


class PostedForm(VersionedForm):
    """When and by whom the papers were posted on the national app."""

    day = DayField(label=_("Ngày đăng"))
    time = TimeField(label=_("Giờ đăng"))
    posted_by = TidyCharField(label=_("Người đăng"), max_length=200)

    def moment(self) -> datetime:
        asked = self.cleaned_data
        return datetime.combine(asked["day"], asked["time"], clock.HOME).astimezone(UTC)


class RequestForm(Form):
    text = TidyTextField(
        label=_("Kiến nghị của chi bộ"), max_length=5_000, help_text=_("Ý kiến chung của chi bộ, đã thống nhất.")
    )


class AnswerForm(VersionedForm):
    answer = TidyTextField(label=_("Trả lời"), max_length=5_000)


class ExtractForm(Form):
    """Which items an extract holds."""

    muc = forms.TypedMultipleChoiceField(label=_("Nội dung cần trích"), coerce=UUID, widget=Ticks())

    def __init__(self, *args: Any, items: list[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["muc"].choices = items  # type: ignore[attr-defined]
