"""The member's own words, and what a review brings."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.review.phrases import STAGES
from chibo.ui.fields import DayField, TidyCharField, TidyTextField
from chibo.ui.forms import Form, VersionedForm
from chibo.ui.widgets import Radios


class WordsForm(Form):
    """One box for each heading of the rule."""

    def __init__(self, *args: Any, headings: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.headings = list(headings)
        for number, heading in enumerate(self.headings):
            self.fields[f"part{number}"] = TidyTextField(
                label=heading, required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
            )

    def words(self) -> dict[str, str]:
        """Return what was typed, by heading."""
        return {heading: self.cleaned_data[f"part{number}"] for number, heading in enumerate(self.headings)}


class LookBackForm(Form):
    stage = forms.ChoiceField(label=_("Thời điểm"), choices=list(STAGES.items()), widget=Radios)
    text = TidyTextField(
        label=_("Đồng chí tự đánh giá"),
        max_length=5000,
        help_text=_("Việc đã làm được, việc chưa làm được, cách khắc phục."),
    )


class RemedyForm(VersionedForm):
    title = TidyCharField(
        label=_("Việc khắc phục"),
        max_length=300,
        help_text=_("Thành một nhiệm vụ; cấp trên xem được tên nhiệm vụ, vì vậy không ghi khuyết điểm."),
    )
    due_on = DayField(label=_("Hạn"))
