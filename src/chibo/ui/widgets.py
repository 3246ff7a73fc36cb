"""Controls that Django lacks, each usable without script."""

from typing import Any

from django import forms

from chibo.kernel.months import Month
from chibo.ui import write
from chibo.ui.shapes import Named


class DayInput(forms.TextInput):
    """A day to be typed; `data-day` lets the script offer a small month beside it."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        plain = {
            "class": "input input--date",
            "inputmode": "numeric",
            "autocomplete": "off",
            "data-day": "",
            "maxlength": 12,
        }
        super().__init__({**plain, **(attrs or {})})

    def format_value(self, value: Any) -> str:
        return value if isinstance(value, str) else write.day(value)


class TimeInput(forms.TextInput):
    """A time to be typed: 19:30, 19h30 or 1930."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        plain = {"class": "input input--time", "inputmode": "numeric", "autocomplete": "off", "maxlength": 8}
        super().__init__({**plain, **(attrs or {})})

    def format_value(self, value: Any) -> str:
        return value if isinstance(value, str) else write.clock_time(value)


class MonthInput(forms.TextInput):
    """A month to be typed: 12/2026."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        plain = {"class": "input input--date", "inputmode": "numeric", "autocomplete": "off", "maxlength": 8}
        super().__init__({**plain, **(attrs or {})})

    def format_value(self, value: Any) -> str:
        return write.month(value) if isinstance(value, Month) else str(value or "")


class RadioCards(forms.RadioSelect):
    """Two to four choices that each need a sentence. The sentence is the note of a `Named` label."""

    template_name = "ui/widgets/cards.html"

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = (), *, in_row: bool = False) -> None:
        super().__init__(attrs, choices)
        self.in_row = in_row

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["in_row"] = self.in_row
        return context

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        option["sentence"] = getattr(option["label"], "note", "")
        return option


class Ticks(forms.CheckboxSelectMultiple):
    """Several of a few: a column of boxes."""

    template_name = "ui/widgets/ticks.html"


class Radios(forms.RadioSelect):
    """One of a few short words: a column of dots."""

    template_name = "ui/widgets/ticks.html"


class Switch(forms.CheckboxInput):
    """On or off, where it takes effect with the form."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"role": "switch", **(attrs or {})})


class Combobox(forms.Select):
    """A select that the script turns into a search without diacritics. Labels may be `Named`.

    The note is the second line that tells namesakes apart; without script it stands behind the name.
    """

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = ()) -> None:
        super().__init__({"class": "input", "data-combo": "", **(attrs or {})}, choices)

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        label = option["label"]
        if isinstance(label, Named):
            option["label"] = f"{label.name}, {label.note}" if label.note else label.name
            option["attrs"] |= {"data-name": label.name, "data-note": label.note}
        return option


class FileDrop(forms.ClearableFileInput):
    """A file, dropped or chosen. `most` is the size allowed, in words."""

    template_name = "ui/widgets/file.html"
    use_fieldset = False

    def __init__(self, attrs: dict[str, Any] | None = None, *, kinds: str = "", most: str = "") -> None:
        super().__init__({"class": "drop__input", **({"accept": kinds} if kinds else {}), **(attrs or {})})
        self.most = most

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["most"] = self.most
        return context
