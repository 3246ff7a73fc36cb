"""What is asked of a meeting that several cells hold together."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.meetings.forms.preparing import PlanForm
from chibo.ui.widgets import Ticks


class JointForm(PlanForm):
    """When and where, and which cells take part."""

    cells = forms.TypedMultipleChoiceField(label=_("Các chi bộ cùng sinh hoạt"), coerce=UUID, widget=Ticks)

    def __init__(self, *args: Any, cells: Iterable[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["cells"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(str(pk), name) for pk, name in cells]
