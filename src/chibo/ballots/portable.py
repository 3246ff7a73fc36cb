"""Open votes go out with their base, where the base may be read. Of secret votes there is nothing here."""

from collections.abc import Iterator

from chibo.audit.portable import Outgoing, Reach
from chibo.ballots.models import BaseMember, OpenVote


def tables(reach: Reach) -> Iterator[Outgoing]:
    units = reach("ballots.base.read")
    yield Outgoing(OpenVote.objects.filter(unit__in=units))
    yield Outgoing(BaseMember.objects.filter(vote__unit__in=units))
