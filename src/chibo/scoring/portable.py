"""Scores go out with their lines and evidence, as the public face of a meeting does."""

from collections.abc import Iterator

from chibo.audit.portable import Outgoing, Reach
from chibo.scoring.models import Line, Score


def tables(reach: Reach) -> Iterator[Outgoing]:
    units = reach("scoring.score.read")
    yield Outgoing(Score.objects.filter(unit__in=units))
    yield Outgoing(Line.objects.filter(score__unit__in=units))
