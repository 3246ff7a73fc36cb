"""What is asked for when a directive is written, gets a file, goes out or is withdrawn."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from chibo.directives.figures import Draft
from chibo.directives.phrases import KINDS
from chibo.directives.states import Kind
from chibo.ui.fields import CardsField, DayField, FileField, MonthField, TidyCharField, TidyTextField
from chibo.ui.forms import Form, VersionedForm
from chibo.ui.widgets import FileDrop, Ticks

FILE_KINDS = ".pdf,.docx,.doc,.odt,.xlsx,.pptx,.jpg,.png,.txt"
ALL_CELLS, CHOSEN = "cells", "chosen"


class DirectiveForm(Form):
    """What it is, for which month, what it says."""

    kind = CardsField(
        label=_("Loại"),
        choices=[
            (Kind.GUIDANCE, KINDS[Kind.GUIDANCE], _("Nội dung cần bàn trong kỳ sinh hoạt")),
            (Kind.MONTHLY_RESOLUTION, KINDS[Kind.MONTHLY_RESOLUTION], _("Của cấp ủy, để các chi bộ thực hiện")),
            (Kind.DOCUMENT, KINDS[Kind.DOCUMENT], _("Văn bản của cấp trên cần phổ biến")),
        ],
        initial=Kind.GUIDANCE,
    )
    month = MonthField(label=_("Cho kỳ sinh hoạt tháng"))
    number = TidyCharField(
        label=_("Số, ký hiệu"), max_length=60, required=False, help_text=_("Ví dụ 12-NQ/ĐU. Để trống nếu không có.")
    )
    subject = TidyCharField(label=_("Tên tài liệu"), max_length=300)
    body = TidyTextField(
        label=_("Nội dung"), required=False, help_text=_("Có thể để trống nếu nội dung nằm trong tệp đính kèm.")
    )
    discuss_by_on = DayField(label=_("Sinh hoạt xong trước ngày"), required=False)

    def draft(self) -> Draft:
        """Return what was typed."""
        typed = self.cleaned_data
        return Draft(
            kind=Kind(typed["kind"]),
            month=typed["month"],
            subject=typed["subject"],
            body=typed["body"],
            number=typed["number"],
            discuss_by_on=typed["discuss_by_on"],
        )


class ChangeForm(DirectiveForm, VersionedForm):
    """The same for a draft that is there already."""


class AttachmentForm(Form):
    """A file beside a draft."""

    file = FileField(label=_("Tệp"), widget=FileDrop(kinds=FILE_KINDS))
    title = TidyCharField(
        label=_("Tên tệp hiển thị"), max_length=200, required=False, help_text=_("Để trống thì lấy tên tệp.")
    )
    is_secret = forms.BooleanField(label=_("Tệp có nội dung bí mật nhà nước"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        file = self.fields["file"]
        assert isinstance(file, FileField)
        file.most_bytes = settings.FILES_MAX_BYTES


class IssueForm(VersionedForm):
    """To whom it goes."""

    to = CardsField(
        label=_("Nơi nhận"),
        choices=[
            (ALL_CELLS, _("Tất cả chi bộ"), _("Mọi chi bộ trong đảng bộ")),
            (CHOSEN, _("Chọn tổ chức đảng"), _("Chỉ những nơi đánh dấu dưới đây")),
        ],
        initial=ALL_CELLS,
    )
    units = forms.TypedMultipleChoiceField(
        label=_("Tổ chức đảng trực thuộc"), coerce=UUID, required=False, widget=Ticks
    )

    def __init__(self, *args: Any, units: Iterable[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["units"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(str(pk), name) for pk, name in units]

    def unit_ids(self) -> list[UUID] | None:
        """Return the chosen units; None for all cells."""
        return None if self.cleaned_data["to"] == ALL_CELLS else list(self.cleaned_data["units"])


class WithdrawForm(VersionedForm):
    reason = TidyCharField(
        label=_("Lý do thu hồi"), max_length=300, required=False, help_text=_("Gửi kèm cho các nơi đã nhận.")
    )
