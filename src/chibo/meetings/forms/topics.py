"""What is asked for in the plan of topics."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.meetings.forms.preparing import People
from chibo.meetings.services import TopicSaid
from chibo.ui.fields import FileField, MonthField, PersonField, TidyCharField, TidyTextField
from chibo.ui.forms import Form, VersionedForm
from chibo.ui.widgets import FileDrop

QUARTERS = [(1, _("Quý I")), (2, _("Quý II")), (3, _("Quý III")), (4, _("Quý IV"))]


class TopicForm(Form):
    """When, what, by whom."""

    title = TidyCharField(label=_("Chuyên đề"), max_length=250)
    quarter = forms.TypedChoiceField(label=_("Quý"), coerce=int, choices=QUARTERS)
    month = MonthField(label=_("Tháng dự kiến"), required=False)
    author = PersonField(label=_("Đồng chí chuẩn bị"), coerce=UUID, required=False, empty=_("Chưa chọn"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, people: People, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["author"].offer(people)  # type: ignore[attr-defined]

    def said(self) -> TopicSaid:
        asked = self.cleaned_data
        return TopicSaid(asked["title"], asked["quarter"], asked["month"], asked["author"])


class TopicPaperForm(VersionedForm):
    file = FileField(label=_("Bài chuyên đề"), widget=FileDrop(kinds=".pdf,.docx,.doc,.odt"))


class TopicNoteForm(VersionedForm):
    note = TidyTextField(
        label=_("Ý kiến của cấp trên"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
