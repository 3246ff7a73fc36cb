"""The base of every form: keeps what was typed, says in one sentence what is missing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django import forms
from django.forms import Field
from django.http import QueryDict
from django.utils.functional import Promise, lazystr
from django.utils.translation import gettext_lazy as _

from chibo.kernel.errors import Conflict, Refusal
from chibo.ui.say import say


class Form(forms.Form):
    """A form in the house's manner. Fields render with `{% field form.name %}` or all with `{{ form }}`."""

    use_required_attribute = False  # we say what is missing, not the browser
    template_name = "ui/form.html"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            _say_what_is_missing(field, field.label or name)


class VersionedForm(Form):
    """A form that changes a row: carries the version the user saw, for `locked(Model, pk, version)`."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class DraftForm(Form):
    """A form that makes a row: its key is of this page, so that the same words sent twice make one row."""

    draft_key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40, initial=lambda: uuid4().hex)


PASSWORD_HINT = _("Ít nhất 10 ký tự, có cả chữ và số. Một câu ngắn dễ nhớ là mật khẩu tốt.")


class NewPasswordForm(Form):
    """A password that is typed twice."""

    password = forms.CharField(
        label=_("Mật khẩu mới"),
        help_text=PASSWORD_HINT,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Ghi lại mật khẩu mới"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if "password" in typed and "again" in typed and typed["password"] != typed["again"]:
            self.add_error("again", _("Hai lần ghi mật khẩu khác nhau. Ghi lại cả hai."))
        return typed


def refuse(form: forms.Form, refusal: Refusal, field: str | None = None) -> None:
    """Put the sentence of a refusal onto the form: on `field`, else above it. Answer with status 422."""
    form.add_error(field, say(refusal))


def carried_out(
    form: forms.Form, act: Callable[[], object], present: Callable[[], Mapping[str, Any]] | None = None
) -> bool:
    """Run a service with what a valid form holds; put its refusal onto the form. Tells whether it was done.

    Where somebody was quicker, `present` gives the values that stand there now, by field: the page shows them beside
    what was typed (`{% conflict form %}`), nothing typed is lost, and sending again writes over them knowingly.
    """
    try:
        act()
    except Conflict as conflict:
        refuse(form, conflict)
        if present is not None:
            _show_both(form, conflict, present())
    except Refusal as refusal:
        refuse(form, refusal)
    return not form.errors


@dataclass(frozen=True, slots=True)
class Both:
    """A field that somebody else has changed: what stands there, and what was typed."""

    label: str | Promise
    present: object
    typed: object


def _show_both(form: forms.Form, conflict: Conflict, present: Mapping[str, Any]) -> None:
    typed = form.cleaned_data
    form.both = [  # type: ignore[attr-defined]
        Both(form.fields[name].label or name, value, typed.get(name))
        for name, value in present.items()
        if (typed.get(name) or None) != (value or None)
    ]
    typed_anew = QueryDict(mutable=True)
    typed_anew.update(form.data)
    typed_anew["version"] = str(conflict.facts["present"])
    form.data = typed_anew


def _say_what_is_missing(field: Field, label: str | Promise) -> None:
    if str(field.error_messages["required"]) != str(Field.default_error_messages["required"]):
        return
    sentence = _("Chưa chọn: %(label)s.") if isinstance(field, forms.ChoiceField) else _("Chưa ghi: %(label)s.")
    field.error_messages["required"] = lazystr(str(sentence) % {"label": str(label)})
