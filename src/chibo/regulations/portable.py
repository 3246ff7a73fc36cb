"""What units have set differently goes out; the rules themselves are files of the program."""

from collections.abc import Iterator

from chibo.audit.portable import Outgoing, Reach
from chibo.regulations.models import Override


def tables(reach: Reach) -> Iterator[Outgoing]:
    yield Outgoing(Override.objects.filter(unit_id__in=reach("regulations.rule.read")))
