"""The answer to a proposal that the meeting dealt with."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from chibo.ui.fields import TidyTextField
from chibo.ui.forms import VersionedForm


class ProposalAnswerForm(VersionedForm):
    """Drawn here, sent to the page that takes answers in the room `proposals`: the same names under one prefix."""

    text = TidyTextField(label=_("Nội dung trả lời"))

    @classmethod
    def offered(cls, proposal_id: UUID, version: int, conclusion: str) -> ProposalAnswerForm:
        """Return the form, begun with what the chair concluded."""
        initial = {"version": version, "text": conclusion}
        return cls(initial=initial, prefix="answer", auto_id=f"id_%s_{proposal_id}")
