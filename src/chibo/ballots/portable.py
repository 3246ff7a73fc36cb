"""Votes go out with their base, where the base may be read; of secret ones only that they were held and how they ended.

Who answered what goes along for votes by name that were closed, and for no others. No ballot, counted or sealed, and
nobody who cast one ever leaves.
"""

from collections.abc import Iterator

from chibo.audit.portable import Outgoing, Reach
from chibo.ballots.models import BaseMember, OpenVote, PaperCount, SecretBox, Tap
from chibo.ballots.states import BoxState, CountState, State
from chibo.regulations.states import Method


def tables(reach: Reach) -> Iterator[Outgoing]:
    units = reach("ballots.base.read")
    yield Outgoing(OpenVote.objects.filter(unit__in=units))
    yield Outgoing(BaseMember.objects.filter(vote__unit__in=units))
    by_name = {"vote__method": Method.NAMED, "vote__state": State.CLOSED}
    yield Outgoing(Tap.objects.filter(vote__unit__in=units, **by_name))
    ended = SecretBox.objects.filter(unit__in=units, state__in=[BoxState.COUNTED, BoxState.VOID])
    yield Outgoing(ended, without=frozenset({"public_key"}))
    agreed = PaperCount.objects.filter(unit__in=units, state__in=[CountState.AGREED, CountState.VOID])
    yield Outgoing(agreed)
