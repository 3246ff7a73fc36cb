"""What is asked for when a list is brought in."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chibo.exchange.states import Kind
from chibo.ui.fields import CardsField, DayField, FileField, TidyCharField
from chibo.ui.forms import Form, VersionedForm
from chibo.ui.widgets import FileDrop


class StartForm(Form):
    """The file, what it holds, of which day, for which unit, and on what paper."""

    file = FileField(
        label=_("Tệp danh sách"),
        widget=FileDrop(kinds=".xlsx,.xls,.ods,.csv"),
        help_text=_("Excel (.xlsx, .xls), LibreOffice (.ods) hoặc .csv; để nguyên tiêu đề, ô gộp và dòng tổng."),
        most_bytes=settings.FILES_MAX_BYTES,
    )
    kind = CardsField(
        label=_("Loại danh sách"),
        choices=[
            (Kind.MEMBERS, _("Đảng viên"), _("Mỗi dòng một đảng viên, có tên chi bộ")),
            (Kind.UNITS, _("Tổ chức đảng"), _("Mỗi dòng một chi bộ hoặc đảng bộ")),
        ],
        initial=Kind.MEMBERS,
    )
    unit = forms.TypedChoiceField(label=_("Nhập cho"), coerce=UUID)
    as_of_on = DayField(label=_("Danh sách tính đến ngày"))
    decision = TidyCharField(
        label=_("Căn cứ"),
        max_length=200,
        required=False,
        help_text=_(
            "Số quyết định, giấy giới thiệu hoặc danh sách đã duyệt. Để trống thì chi bộ mới và chức vụ mới "
            "được ghi là “Chờ thủ tục”."
        ),
    )

    def __init__(self, *args: Any, units: list[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]
        if len(units) == 1:
            self.fields["unit"].initial = units[0][0]


class AgreeForm(VersionedForm):
    expected = forms.IntegerField(widget=forms.HiddenInput)


class ColumnsForm(VersionedForm):
    """One choice of a field for each column of the sheet."""

    def __init__(
        self, *args: Any, columns: list[tuple[int, str]], choices: list[tuple[str, str | Promise]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for index, heading in columns:
            self.fields[f"c{index}"] = forms.ChoiceField(label=heading, choices=choices, required=False)

    @property
    def chosen(self) -> dict[int, str]:
        """Return the field of each column, by its index."""
        return {int(name[1:]): value for name, value in self.cleaned_data.items() if name.startswith("c")}
