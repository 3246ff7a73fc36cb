"""Papers and their numbers go out. Stored files go with the rows that name them, and nothing else does."""

from collections.abc import Iterator

from django.db.models import Q

from chibo.audit.portable import Outgoing, Reach
from chibo.documents.models import IssuedPaper, NumberSeries
from chibo.documents.selectors.papers import READING


def tables(reach: Reach) -> Iterator[Outgoing]:
    seen = Q(pk__in=[])
    for audience, action in READING.items():
        seen |= Q(audience=audience, unit__in=reach(action))
    yield Outgoing(IssuedPaper.objects.filter(seen))
    yield Outgoing(NumberSeries.objects.filter(unit__in=reach("documents.series.start")))
