"""Questions and their answers go out to the body they were put to; nobody else reads them."""

from collections.abc import Iterator

from chibo.audit.portable import Outgoing, Reach
from chibo.proposals.models import Book, Event, Proposal


def tables(reach: Reach) -> Iterator[Outgoing]:
    units = reach("proposals.proposal.read")
    yield Outgoing(Proposal.objects.filter(unit__in=units))
    yield Outgoing(Event.objects.filter(proposal__unit__in=units))
    yield Outgoing(Book.objects.filter(unit__in=reach("proposals.proposal.answer")))
