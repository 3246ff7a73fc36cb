"""Proposals that a meeting dealt with: answered beside its papers, in the room that keeps them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chibo.access import Actor, may
from chibo.meetings.forms.answering import ProposalAnswerForm
from chibo.proposals import selectors as proposals
from chibo.proposals.phrases import STATE_SIGNS, STATES
from chibo.proposals.rules import proposals_in
from chibo.proposals.states import State

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from chibo.meetings.models import AgendaItem
    from chibo.proposals.models import Proposal


@dataclass(frozen=True, slots=True)
class DealtWith:
    """A proposal that stood on the agenda. `form` is None where nobody answers, or the actor may not."""

    item: AgendaItem
    proposal: Proposal
    sign: str
    word: str | Promise
    form: ProposalAnswerForm | None


def dealt_with(actor: Actor, items: Iterable[AgendaItem]) -> list[DealtWith]:
    """Return what the actor may read of the proposals on this agenda. One query, none where there were none."""
    asked = [(item, proposal_id) for item in items for proposal_id in proposals_in([item.source_key])]
    known = proposals.among(actor, [proposal_id for _item, proposal_id in asked]) if asked else {}
    return [_dealt(actor, item, known[proposal_id]) for item, proposal_id in asked if proposal_id in known]


def _dealt(actor: Actor, item: AgendaItem, proposal: Proposal) -> DealtWith:
    may_answer = proposals.is_waiting(proposal) and may(actor, proposals.ANSWER, proposals.place(proposal))
    form = ProposalAnswerForm.offered(proposal.pk, proposal.version, item.conclusion) if may_answer else None
    state = State(proposal.state)
    return DealtWith(item, proposal, STATE_SIGNS[state], STATES[state], form)
