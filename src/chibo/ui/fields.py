"""Fields that read what people here type: days, times, months, tidy text, persons."""

from collections.abc import Callable, Sequence
from datetime import date, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.kernel import text
from chibo.kernel.months import Month
from chibo.ui import read, widgets
from chibo.ui.shapes import Named, Words


class _ReadField(forms.Field):
    """A field whose text one function reads; what that function refuses is an error of the field."""

    kind: type
    reader: Callable[[str], Any]

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        if isinstance(value, self.kind):
            return value
        try:
            return type(self).reader(str(value))
        except ValueError as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != self.to_python(initial))
        except forms.ValidationError:
            return True


class DayField(_ReadField):
    """A day, typed day first in either language: 3/12, 03122026, 3-12-2026. Gives a date."""

    widget = widgets.DayInput
    kind = date
    reader = staticmethod(read.day)
    default_error_messages = {"invalid": _("Ghi ngày theo thứ tự ngày/tháng/năm, ví dụ 03/12/2026.")}


class TimeField(_ReadField):
    """A time of day: 19:30, 19h30, 1930. Gives a time."""

    widget = widgets.TimeInput
    kind = time
    reader = staticmethod(read.clock_time)
    default_error_messages = {"invalid": _("Ghi giờ theo 24 giờ, ví dụ 19:30.")}


class MonthField(_ReadField):
    """A month: 12/2026. Gives a `Month`; takes a Month or the first day of one."""

    widget = widgets.MonthInput
    kind = Month
    reader = staticmethod(read.month)
    default_error_messages = {"invalid": _("Ghi tháng và năm, ví dụ 12/2026.")}

    def prepare_value(self, value: Any) -> Any:
        return Month.of(value) if isinstance(value, date) else value


class TidyCharField(forms.CharField):
    """One line of text in NFC with single spaces, so that it is found and compared as it looks."""

    default_error_messages = {
        "max_length": _("Quá dài: nhiều nhất %(limit_value)s ký tự, đang có %(show_value)s. Rút ngắn lại.")
    }

    def to_python(self, value: Any) -> str:
        return text.tidy(super().to_python(value) or "")


class TidyTextField(forms.CharField):
    """Paragraphs in NFC; line breaks stay, spaces at the end of lines go."""

    widget = forms.Textarea(attrs={"rows": 4})

    def to_python(self, value: Any) -> str:
        typed = (super().to_python(value) or "").replace("\r\n", "\n")
        return "\n".join(text.tidy(line) for line in typed.split("\n")).strip()


CHOOSE = _("Chọn đồng chí")


class PersonField(forms.TypedChoiceField):
    """One of the persons that a selector gave: `offer` takes (id, name, what tells namesakes apart)."""

    widget = widgets.Combobox
    default_error_messages = {"invalid_choice": _("Không có đồng chí này trong danh sách. Chọn lại.")}

    def __init__(self, *, coerce: Any = str, empty: Any = CHOOSE, **kwargs: Any) -> None:
        self.empty = empty
        kwargs.setdefault("empty_value", None)
        super().__init__(coerce=coerce, **kwargs)

    def offer(self, people: Any) -> None:
        """Set whom the form offers; called by the form's `__init__` with what the selector gave."""
        self.choices = [("", self.empty), *((str(pk), Named(name, note)) for pk, name, note in people)]


class CardsField(forms.ChoiceField):
    """Two to four choices (value, label, sentence) as cards; nothing is chosen beforehand."""

    widget = widgets.RadioCards

    def __init__(self, *, choices: Sequence[tuple[str, Words, Words]], **kwargs: Any) -> None:
        super().__init__(choices=[(value, Named(label, note)) for value, label, note in choices], **kwargs)


class FileField(forms.FileField):
    """A file, within the size that the installation allows."""

    widget = widgets.FileDrop
    default_error_messages = {
        "empty": _("Tệp này trống. Chọn tệp khác."),
        "too_large": _("Tệp quá lớn nên chưa được lưu. Chia nhỏ tệp rồi tải lên."),
    }

    def __init__(self, *, most_bytes: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.most_bytes = most_bytes

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if file and self.most_bytes is not None and getattr(file, "size", 0) > self.most_bytes:
            raise forms.ValidationError(self.error_messages["too_large"], code="too_large")
        return file
