"""What is asked for on a score sheet: points for every criterion, reasons for corrections, the superior's notice."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.regulations.figures import Item, ScoreSheet
from chibo.scoring.figures import Given
from chibo.scoring.rules import written
from chibo.ui.fields import DayField, TidyCharField, TidyTextField
from chibo.ui.forms import Form, VersionedForm


class PointsField(forms.Field):
    """Points as people write them: 4, 4,5 or 4.25. Gives whole hundredths, None where nothing is written."""

    default_error_messages = {"invalid": _("Ghi điểm bằng số, ví dụ 4 hoặc 4,5.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": 5, "maxlength": 7})
        )
        super().__init__(required=False, **kwargs)

    def to_python(self, value: Any) -> int | None:
        text = str(value or "").strip()
        if not text:
            return None
        if not re.fullmatch(r"\d{1,3}([.,]\d{1,2})?", text):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        whole, _comma, rest = text.replace(".", ",").partition(",")
        return int(whole) * 100 + int(rest.ljust(2, "0") or 0)

    def prepare_value(self, value: Any) -> Any:
        return written(value) if isinstance(value, int) else value


class SheetForm(VersionedForm):
    """One field a criterion (`p_code`), with what each kind of criterion allows."""

    def __init__(self, *args: Any, sheet: ScoreSheet, codes: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = list(codes)
        for code in self.codes:
            self.fields[f"p_{code}"] = _in_table(_points_field(sheet.item(code)))

    @property
    def points(self) -> dict[str, int | None]:
        """What was typed, in hundredths by code."""
        return {code: self.cleaned_data.get(f"p_{code}") for code in self.codes}


class SelfForm(SheetForm):
    """The cell's own points, what was weak, and the votes where not everybody agreed."""

    weak = TidyTextField(label=_("Tiêu chí còn yếu, biện pháp khắc phục"), max_length=2000, required=False)
    for_count = forms.IntegerField(label=_("Tán thành"), min_value=0, required=False)
    against_count = forms.IntegerField(label=_("Không tán thành"), min_value=0, required=False)
    other_count = forms.IntegerField(label=_("Ý kiến khác"), min_value=0, required=False)


class CorrectionForm(SheetForm):
    """Points of a later stage: each that differs asks for a reason (`r_code`)."""

    def __init__(self, *args: Any, sheet: ScoreSheet, codes: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, sheet=sheet, codes=codes, **kwargs)
        for code in self.codes:
            label = sheet.item(code).title_vi
            field = TidyCharField(
                label=_("Lý do sửa điểm: %(item)s") % {"item": label},
                max_length=500,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            self.fields[f"r_{code}"] = _in_table(field)

    @property
    def corrections(self) -> dict[str, Given]:
        """What was typed, with its reason. A criterion that was left empty is left alone."""
        typed = self.cleaned_data
        return {
            code: Given(points, typed.get(f"r_{code}", ""))
            for code in self.codes
            if (points := typed.get(f"p_{code}")) is not None
        }


class AppraiseForm(CorrectionForm):
    appraisal = TidyTextField(label=_("Nhận xét, đề nghị"), max_length=2000, required=False)


class DecideForm(CorrectionForm):
    decided_on = DayField(label=_("Ngày thông báo"))
    notice_number = TidyCharField(label=_("Số thông báo của cấp ủy cấp trên"), max_length=60)


class ReopenForm(VersionedForm):
    reason = TidyTextField(label=_("Lý do xem xét lại"), max_length=500)


class NoticeForm(Form):
    """The notice under which several scores are decided as proposed."""

    decided_on = DayField(label=_("Ngày thông báo"))
    notice_number = TidyCharField(label=_("Số thông báo của cấp ủy cấp trên"), max_length=60)


def initial_of(
    version: int, points: Mapping[str, int | None], reasons: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return the initial values of a sheet form."""
    found: dict[str, Any] = {"version": version}
    found |= {f"p_{code}": value for code, value in points.items()}
    return found | {f"r_{code}": text for code, text in (reasons or {}).items()}


def _points_field(item: Item) -> forms.Field:
    allowed = sorted({level.points for level in item.levels}) or ([0, item.max_points] if item.kind == "yes_no" else [])
    label = item.title_vi
    if not allowed:
        return PointsField(label=label)
    choices = [("", "…"), *((str(points), written(points)) for points in allowed)]
    return forms.TypedChoiceField(label=label, choices=choices, coerce=int, empty_value=None, required=False)


def _in_table(field: forms.Field) -> forms.Field:
    """Name a control that stands in a table without a label of its own."""
    field.widget.attrs |= {"class": "input input--s", "aria-label": str(field.label)}
    return field
