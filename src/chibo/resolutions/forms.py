"""What is asked for in a draft, a count, a reserved opinion and a search."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.ballots.rules import Tally
from chibo.resolutions.figures import Fault, Text
from chibo.resolutions.phrases import KINDS
from chibo.resolutions.states import Kind
from chibo.ui.asked import number_in
from chibo.ui.fields import CardsField, DayField, MonthField, PersonField, TidyCharField, TidyTextField
from chibo.ui.forms import Form, VersionedForm
from chibo.ui.widgets import RadioCards

EMPTY_FAULTS = 1
MOST_FAULTS = 20


class SearchForm(Form):
    """By words of subject and number, month, kind and unit; everything may stay empty."""

    tim = TidyCharField(label=_("Tìm trong trích yếu, số"), max_length=100, required=False)
    thang = MonthField(label=_("Tháng"), required=False)
    loai = forms.ChoiceField(label=_("Loại"), required=False)
    to_chuc = TidyCharField(label=_("Tổ chức đảng"), max_length=100, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["loai"].choices = [("", _("Tất cả")), *KINDS.items()]  # type: ignore[attr-defined]


class DraftForm(VersionedForm):
    """The text of a draft; shortcomings stand beside it, each in a form of its own."""

    kind = CardsField(
        label=_("Loại văn bản"),
        choices=[
            (Kind.RESOLUTION, _("Nghị quyết"), _("Quyết nghị nhiệm vụ của kỳ này")),
            (Kind.CONCLUSION, _("Kết luận"), _("Nơi không ra nghị quyết")),
        ],
        widget=RadioCards(in_row=True),
    )
    subject = TidyCharField(label=_("Trích yếu"), max_length=300)
    assessment = TidyTextField(label=_("Đánh giá kết quả tháng trước"), max_length=20_000, required=False)
    direction = TidyTextField(label=_("Phương hướng, nhiệm vụ chung"), max_length=20_000, required=False)
    arrangement = TidyTextField(label=_("Tổ chức thực hiện"), max_length=5_000, required=False)

    def text(self) -> Text:
        asked = self.cleaned_data
        return Text(
            Kind(asked["kind"]), asked["subject"], asked["assessment"], asked["direction"], asked["arrangement"]
        )


class FaultForm(Form):
    """One shortcoming. Cause, responsible, remedy and day are asked for here and nowhere else."""

    text = TidyCharField(label=_("Hạn chế"), max_length=500, required=False)
    cause = TidyCharField(label=_("Nguyên nhân"), max_length=500, required=False)
    responsible = TidyCharField(label=_("Trách nhiệm của ai"), max_length=200, required=False)
    remedy = TidyCharField(label=_("Khắc phục thế nào"), max_length=500, required=False)
    due_on = DayField(label=_("Xong trước ngày"), required=False)

    def fault(self) -> Fault | None:
        """Return what was written; None where nothing was."""
        asked = self.cleaned_data
        return Fault(**asked) if any(asked.values()) else None


class MeasureForm(Form):
    """What, who, until when: one row."""

    title = TidyCharField(label=_("Nội dung nhiệm vụ"), max_length=300, required=False)
    person = PersonField(label=_("Đồng chí chịu trách nhiệm"), required=False, coerce=UUID, empty=_("Cả chi bộ"))
    due_on = DayField(label=_("Xong trước ngày"), required=False)

    def __init__(self, *args: Any, people: list[tuple[UUID, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(people)  # type: ignore[attr-defined]


class CountForm(VersionedForm):
    """How many were for it, against it, or of another opinion."""

    for_count = forms.IntegerField(label=_("Tán thành"), min_value=0, max_value=9999)
    against_count = forms.IntegerField(label=_("Không tán thành"), min_value=0, max_value=9999, initial=0)
    other_count = forms.IntegerField(label=_("Ý kiến khác"), min_value=0, max_value=9999, initial=0)

    def tally(self) -> Tally:
        asked = self.cleaned_data
        return Tally(asked["for_count"], asked["against_count"], asked["other_count"])


class ReserveForm(Form):
    """An opinion that its author keeps against the majority."""

    text = TidyTextField(label=_("Ý kiến bảo lưu"), max_length=5_000)
    report_above = forms.BooleanField(
        label=_("Báo cáo lên cấp ủy cấp trên"),
        help_text=_("Để trống thì chỉ đồng chí và bí thư xem được."),
        required=False,
    )


def fault_forms(data: Any, faults: list[Fault]) -> list[FaultForm]:
    """Return a form for each shortcoming and an empty one; of a posted draft, as many as were sent."""
    if data is not None:
        count = min(number_in(data.get("faults", "")) or 0, MOST_FAULTS)
        return [FaultForm(data, prefix=f"h{index}") for index in range(count)]
    initial = [
        {"text": f.text, "cause": f.cause, "responsible": f.responsible, "remedy": f.remedy, "due_on": f.due_on}
        for f in faults
    ]
    shown = [*initial, *({} for _ in range(EMPTY_FAULTS))][:MOST_FAULTS]
    return [FaultForm(prefix=f"h{index}", initial=values) for index, values in enumerate(shown)]
