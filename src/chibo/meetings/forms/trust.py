"""What is asked for after the minutes were read: remarks, answers, addenda, and whether a paper is the sealed one."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.meetings.phrases import ADOPTED
from chibo.meetings.services import Correction
from chibo.meetings.states import Adopted
from chibo.ui.fields import FileField, PersonField, TidyCharField, TidyTextField
from chibo.ui.forms import Form, VersionedForm
from chibo.ui.widgets import FileDrop

MOST_MEGABYTES = 20


class RemarkForm(Form):
    """A remark; `who` is offered to chair and clerk only, for somebody without a phone."""

    who = PersonField(label=_("Ghi hộ đồng chí"), required=False, coerce=UUID, empty=_("Góp ý của tôi"))
    text = TidyTextField(
        label=_("Góp ý"),
        max_length=5_000,
        help_text=_("Chỗ nào ghi thiếu, ghi chưa đúng; ghi đúng thế nào."),
    )
    draft_key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, *args: Any, people: list[tuple[UUID, str, str]], is_own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not people:
            del self.fields["who"]
            return
        self.fields["who"].offer(people)  # type: ignore[attr-defined]
        self.fields["who"].required = not is_own


class RemarkAnswerForm(VersionedForm):
    answer = TidyTextField(label=_("Trả lời"), max_length=5_000, widget=forms.Textarea(attrs={"rows": 2}))


class AddendumForm(Form):
    """What is put right, why, and how that was adopted."""

    reason = TidyTextField(label=_("Lý do"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 2}))
    text = TidyTextField(label=_("Nội dung bổ sung, đính chính"), max_length=20_000)
    adopted = forms.ChoiceField(label=_("Thông qua"), choices=lambda: list(ADOPTED.items()))
    meeting = forms.TypedChoiceField(
        label=_("Buổi họp đã biểu quyết"), coerce=UUID, required=False, empty_value=None, choices=()
    )
    for_count = forms.IntegerField(label=_("Tán thành"), min_value=0, required=False)
    base_count = forms.IntegerField(label=_("Tổng số đảng viên chính thức"), min_value=1, required=False)

    def __init__(self, *args: Any, meetings: list[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].choices = [("", _("Không có")), *meetings]  # type: ignore[attr-defined]

    def correction(self) -> Correction:
        asked = self.cleaned_data
        return Correction(
            asked["reason"],
            asked["text"],
            Adopted(asked["adopted"]),
            asked["meeting"],
            asked["for_count"],
            asked["base_count"],
        )


class CheckForm(Form):
    """The file itself, or the code printed on it."""

    file = FileField(
        label=_("Tệp PDF"),
        required=False,
        most_bytes=MOST_MEGABYTES * 1024 * 1024,
        widget=FileDrop(kinds=".pdf", most=f"{MOST_MEGABYTES} MB"),
    )
    code = TidyCharField(label=_("Hoặc mã kiểm tra"), required=False, max_length=40)
