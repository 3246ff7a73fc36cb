"""What is asked for when something is sent, taken in charge, answered or followed up."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.proposals.figures import Asked, Charge
from chibo.proposals.phrases import KINDS
from chibo.proposals.states import Kind
from chibo.ui.fields import CardsField, DayField, PersonField, TidyCharField, TidyTextField
from chibo.ui.forms import DraftForm, Form, VersionedForm
from chibo.ui.widgets import Radios


class SendForm(DraftForm):
    """To whom, what, in the sender's own words."""

    to = forms.TypedChoiceField(label=_("Gửi đến"), coerce=UUID, widget=Radios)
    kind = CardsField(
        label=_("Loại"),
        choices=[
            (Kind.PROPOSAL, KINDS[Kind.PROPOSAL], _("Việc chung nên làm hoặc nên sửa")),
            (Kind.QUESTION, KINDS[Kind.QUESTION], _("Đề nghị làm rõ trách nhiệm, lý do")),
            (Kind.REQUEST, KINDS[Kind.REQUEST], _("Việc của riêng đồng chí")),
        ],
        initial=Kind.PROPOSAL,
    )
    subject = TidyCharField(label=_("Về việc"), max_length=200)
    text = TidyTextField(label=_("Nội dung"))

    def __init__(self, *args: Any, bodies: Iterable[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(str(pk), name) for pk, name in bodies]

    def asked(self, meeting: tuple[str, str] = ("", "")) -> Asked:
        """Return what was typed. `meeting` is the name and the address of the meeting that it belongs to."""
        typed = self.cleaned_data
        return Asked(Kind(typed["kind"]), typed["subject"], typed["text"], *meeting)


class ChargeForm(VersionedForm):
    """Who sees to it, until when."""

    person = PersonField(label=_("Người giải quyết"), coerce=UUID)
    due_on = DayField(label=_("Trả lời chậm nhất"))
    reason = TidyCharField(
        label=_("Lý do gia hạn"), max_length=300, required=False, help_text=_("Chỉ cần khi trả lời sau hạn quy định.")
    )

    def __init__(self, *args: Any, people: Iterable[tuple[UUID, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, PersonField)
        field.offer(people)

    def charge(self) -> Charge:
        """Return what was chosen."""
        typed = self.cleaned_data
        return Charge(typed["person"], typed["due_on"], typed["reason"])


class AnswerForm(VersionedForm):
    text = TidyTextField(label=_("Nội dung trả lời"))


class FollowForm(Form):
    text = TidyTextField(label=_("Việc đã làm sau trả lời"))


class ReopenForm(VersionedForm):
    text = TidyTextField(label=_("Điều còn chưa rõ"))
