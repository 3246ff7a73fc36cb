"""Facts and closed months go out; reports are made from them."""

from collections.abc import Iterator

from chibo.audit.portable import Outgoing, Reach
from chibo.reports.models import CellMonth, Fact


def tables(reach: Reach) -> Iterator[Outgoing]:
    units = reach("reports.board.read")
    yield Outgoing(CellMonth.objects.filter(unit__in=units))
    yield Outgoing(Fact.objects.filter(unit__in=units))
