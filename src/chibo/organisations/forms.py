"""What is asked when the tree, a term or a mandate changes."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.access import Role
from chibo.organisations.models import Unit
from chibo.organisations.phrases import ROLES
from chibo.ui.fields import DayField, TidyCharField
from chibo.ui.forms import Form, VersionedForm

GIVEN_HERE = (Role.OFFICE, Role.PARTY_BUILDING, Role.INSPECTION)
"""Roles that may be given without a post."""


class FoundForm(Form):
    """A new unit under another one."""

    name = TidyCharField(label=_("Tên tổ chức"), max_length=200, help_text=_("Ví dụ: Chi bộ thôn Trung Hòa"))
    kind = forms.ChoiceField(label=_("Loại hình"))
    place = TidyCharField(label=_("Địa danh ghi trên văn bản"), max_length=120, required=False)
    founded_on = DayField(label=_("Ngày thành lập"))
    decision = TidyCharField(label=_("Quyết định số, ngày"), max_length=200, required=False)

    def __init__(self, *args: Any, kinds: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("Chọn loại hình")), *kinds]  # type: ignore[attr-defined]


class RenameForm(VersionedForm):
    name = TidyCharField(label=_("Tên tổ chức"), max_length=200)
    place = TidyCharField(label=_("Địa danh ghi trên văn bản"), max_length=120, required=False)
    changed_on = DayField(label=_("Có hiệu lực từ ngày"))
    decision = TidyCharField(label=_("Quyết định số, ngày"), max_length=200, required=False)


class MoveForm(VersionedForm):
    new_parent = forms.ModelChoiceField(queryset=Unit.objects.none(), label=_("Trực thuộc"), empty_label=None)
    moved_on = DayField(label=_("Có hiệu lực từ ngày"))
    decision = TidyCharField(label=_("Quyết định số, ngày"), max_length=200, required=False)

    def __init__(self, *args: Any, parents: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_parent"].queryset = parents  # type: ignore[attr-defined]


class TermForm(Form):
    name = TidyCharField(label=_("Nhiệm kỳ"), max_length=40, help_text=_("Ví dụ: 2025-2030"))
    starts_on = DayField(label=_("Từ ngày"))


class GiveForm(Form):
    """A role of an office for somebody with an account."""

    username = TidyCharField(label=_("Tên đăng nhập"), max_length=80)
    role = forms.ChoiceField(
        label=_("Vai trò"), choices=[("", _("Chọn vai trò")), *((r, ROLES[r]) for r in GIVEN_HERE)]
    )
    starts_on = DayField(label=_("Từ ngày"))
    decided_by = TidyCharField(label=_("Quyết định số, ngày"), max_length=200, required=False)


class EndForm(Form):
    ends_on = DayField(label=_("Kết thúc từ ngày"), help_text=_("Ngày đầu tiên vai trò không còn hiệu lực"))


class AssignForm(Form):
    """One choice a cell: who of the committee is in charge of it."""

    since = DayField(label=_("Từ ngày"))
    decision = TidyCharField(label=_("Văn bản phân công số, ngày"), max_length=200, required=False)

    def __init__(
        self,
        *args: Any,
        cells: Sequence[Unit],
        committee: Mapping[int, str],
        present: Mapping[UUID, int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Chưa phân công")), *((str(pk), name) for pk, name in committee.items())]
        for cell in cells:
            self.fields[f"cell_{cell.pk}"] = forms.ChoiceField(
                label=cell.name, choices=choices, required=False, initial=str(present.get(cell.pk, ""))
            )
            self.fields[f"cell_{cell.pk}"].widget.attrs["class"] = "input"
        self.cells = cells

    def choices(self) -> dict[UUID, int | None]:
        """Return the choice for each cell; None for nobody."""
        typed = {cell.pk: self.cleaned_data[f"cell_{cell.pk}"] for cell in self.cells}
        return {pk: int(value) if value else None for pk, value in typed.items()}

    def rows(self) -> list[tuple[Unit, forms.BoundField]]:
        """Return cells with their fields, for the table."""
        return [(cell, self[f"cell_{cell.pk}"]) for cell in self.cells]
