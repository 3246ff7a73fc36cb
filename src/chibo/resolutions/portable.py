"""Adopted resolutions go out; drafts and reserved opinions only to those who may read them."""

from collections.abc import Iterator

from django.db.models import Q

from chibo.audit.portable import Outgoing, Reach
from chibo.resolutions.models import Measure, ReservedOpinion, Resolution, Shortcoming
from chibo.resolutions.states import State


def tables(reach: Reach) -> Iterator[Outgoing]:
    adopted = Q(unit__in=reach("resolutions.resolution.read"), state=State.ADOPTED)
    found = Resolution.objects.filter(adopted | Q(unit__in=reach("resolutions.draft.read")))
    yield Outgoing(found)
    yield Outgoing(Shortcoming.objects.filter(resolution__in=found, is_removed=False))
    yield Outgoing(Measure.objects.filter(resolution__in=found))
    kept = Q(resolution__unit__in=reach("resolutions.opinion.read"))
    received = Q(addressed_to__in=reach("resolutions.opinion.receive"))
    yield Outgoing(ReservedOpinion.objects.filter(kept | received))
