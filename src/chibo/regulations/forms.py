"""A unit's own figures for a rule, with the document that decides them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.regulations.figures import Bar, ScoreSheet
from chibo.regulations.phrases import KEYS, METHODS
from chibo.regulations.rules import ResolvedRule
from chibo.regulations.rules.files import shaped
from chibo.regulations.rules.keys import at, put
from chibo.regulations.selectors import ids_with_shape, versions_of
from chibo.regulations.states import Method
from chibo.ui.fields import DayField, TidyCharField
from chibo.ui.forms import Form
from chibo.ui.widgets import Radios, Ticks

SHARES = {"1/2": Bar(part=1, whole=2, strict=True), "2/3": Bar(part=2, whole=3, strict=False)}
YES, NO = "yes", "no"


class OverrideForm(Form):
    """One field for each key that may be set, prefilled with what holds now; only what differs is written."""

    basis_number = TidyCharField(
        label=_("Văn bản làm căn cứ"),
        max_length=200,
        help_text=_("Số, ký hiệu và cơ quan ban hành, ví dụ: Quy định số 05-QĐ/ĐU của Đảng ủy xã."),
    )
    basis_on = DayField(label=_("Ngày ký văn bản"))
    valid_from = DayField(label=_("Áp dụng từ ngày"))
    valid_to = DayField(
        label=_("Thôi áp dụng từ ngày"), required=False, help_text=_("Để trống nếu áp dụng đến khi có quy định khác.")
    )
    note = TidyCharField(label=_("Ghi chú"), required=False, max_length=500)

    def __init__(self, rule: ResolvedRule[Any], keys: list[str], *args: Any, **kwargs: Any) -> None:
        self.rule, self.keys = rule, keys
        self.now = rule.value.model_dump(mode="json")
        # Before the base copies them, so that it writes for these too what is missing.
        own = {_name(key): _field(rule, key, at(self.now, key)) for key in keys}
        self.base_fields = {**own, **type(self).base_fields}  # type: ignore[misc]
        super().__init__(*args, **kwargs)

    def values(self) -> dict[str, Any]:
        """Return the keys that differ from what holds now, as JSON knows them."""
        typed = {key: _typed(at(self.now, key), self.cleaned_data.get(_name(key))) for key in self.keys}
        return {key: new for key, new in typed.items() if new != at(self.now, key)}

    def field_of(self, key: object) -> str | None:
        """Return the name of the field for a key; None where it has none."""
        return _name(str(key)) if key in self.keys else None


def _name(key: str) -> str:
    return key.replace(".", "__")


def _field(rule: ResolvedRule[Any], key: str, value: Any) -> forms.Field:
    label: Any = KEYS[f"{rule.id}.{key}"]
    if isinstance(value, bool):
        choices = [(YES, _("Có")), (NO, _("Không"))]
        return forms.ChoiceField(label=label, choices=choices, widget=Radios, initial=YES if value else NO)
    if isinstance(value, list):
        ways = [(method.value, METHODS[method]) for method in Method]
        return forms.MultipleChoiceField(label=label, choices=ways, widget=Ticks, initial=value)
    if isinstance(value, dict):
        held = next((name for name, bar in SHARES.items() if bar.model_dump(mode="json") == value), "")
        shares = [("1/2", _("trên 1/2")), ("2/3", _("ít nhất 2/3"))]
        return forms.ChoiceField(label=label, choices=shares, widget=Radios, initial=held)
    if isinstance(value, str):
        sheets = [(name, versions_of(name)[-1].file.title_vi) for name in ids_with_shape(ScoreSheet, rule.valid_from)]
        return forms.ChoiceField(label=label, choices=sheets, widget=Radios, initial=value)
    number = forms.IntegerField(label=label, required=not _may_be_empty(rule, key), initial=value)
    number.widget.attrs["class"] = "input input--date"
    return number


def _may_be_empty(rule: ResolvedRule[Any], key: str) -> bool:
    """Tell whether the rule knows "nothing set" for the key."""
    try:
        shaped(rule.shape, put(rule.value.model_dump(mode="json"), key, None))
    except ValueError:
        return False
    return True


def _typed(before: Any, typed: Any) -> Any:
    """Return what was typed in the type of what stands there; the rule's own shape says whether it fits."""
    if isinstance(before, bool):
        return typed == YES
    if isinstance(before, dict):
        return SHARES[typed].model_dump(mode="json") if typed in SHARES else before
    return typed
