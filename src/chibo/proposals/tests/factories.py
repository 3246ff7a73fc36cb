"""Proposals for tests, made through the services."""

from typing import Any

from tests.cast import Cast

from chibo.proposals import services
from chibo.proposals.figures import Asked, Charge
from chibo.proposals.models import Proposal
from chibo.proposals.states import Kind


def an_asked(**changes: Any) -> Asked:
    usual: dict[str, Any] = {
        "kind": Kind.PROPOSAL,
        "subject": "Đèn đường xóm Giữa",
        "text": "Đề nghị sửa ba bóng đèn hỏng ở xóm Giữa trước Tết.",
    }
    return Asked(**(usual | changes))


def a_sent(cast: Cast, unit: Any = None, player: str = "member", **changes: Any) -> Proposal:
    """A member puts something to the own cell, or to `unit`."""
    who = getattr(cast, player)
    return services.send(actor=who.actor, unit_id=(unit or cast.cell).pk, asked=an_asked(**changes))


def a_taken(cast: Cast, **changes: Any) -> Proposal:
    """The secretary puts the deputy in charge."""
    sent = a_sent(cast, **changes)
    charge = Charge(cast.deputy.id)
    return services.take(actor=cast.secretary.actor, proposal_id=sent.pk, version=sent.version, charge=charge)


def an_answered(cast: Cast, **changes: Any) -> Proposal:
    """The secretary answers at once."""
    sent = a_sent(cast, **changes)
    text = "Chi ủy đã báo điện lực, hẹn sửa trong tuần."
    return services.answer(actor=cast.secretary.actor, proposal_id=sent.pk, version=sent.version, text=text)
