"""What is asked for in the clerk's room: a count, a task in one line, praise or a reminder, the roll."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.ballots.rules import Tally
from chibo.meetings.phrases import MENTIONS
from chibo.ui.fields import DayField, PersonField, TidyCharField
from chibo.ui.forms import Form, VersionedForm


class TallyForm(VersionedForm):
    """What was counted when cards were raised."""

    for_count = forms.IntegerField(label=_("Tán thành"), min_value=0)
    against_count = forms.IntegerField(label=_("Không tán thành"), min_value=0, required=False)
    other_count = forms.IntegerField(label=_("Ý kiến khác"), min_value=0, required=False)

    def tally(self) -> Tally:
        asked = self.cleaned_data
        return Tally(asked["for_count"], asked["against_count"] or 0, asked["other_count"] or 0)


class _PeopleForm(Form):
    def __init__(self, *args: Any, people: list[tuple[UUID, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(people)  # type: ignore[attr-defined]


class TaskLineForm(_PeopleForm):
    """What, who, until when, in one line."""

    title = TidyCharField(label=_("Giao việc"), max_length=300)
    person = PersonField(label=_("Cho ai"), required=False, coerce=UUID, empty=_("Cả chi bộ"))
    due_on = DayField(label=_("Đến ngày"))


class MentionForm(_PeopleForm):
    """Praise or a reminder, of a member or of a group by name."""

    kind = forms.ChoiceField(label=_("Hình thức"), choices=lambda: list(MENTIONS.items()))
    person = PersonField(label=_("Đồng chí"), required=False, coerce=UUID)
    name = TidyCharField(label=_("Hoặc tập thể"), max_length=200, required=False)
    text = TidyCharField(label=_("Về việc"), max_length=500)
