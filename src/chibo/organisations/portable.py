"""What of the tree and the mandates goes out."""

from collections.abc import Iterator

from django.db.models import Q

from chibo.audit.portable import Outgoing, Reach
from chibo.organisations.models import Mandate, Term, Unit, UnitEvent, UnitVersion

READ = "organisations.unit.read"


def tables(reach: Reach) -> Iterator[Outgoing]:
    units = reach(READ)
    yield Outgoing(Unit.objects.filter(pk__in=units))
    yield Outgoing(UnitVersion.objects.filter(unit__in=units))
    yield Outgoing(UnitEvent.objects.filter(Q(before__in=units) | Q(after__in=units)).distinct())
    yield Outgoing(Term.objects.filter(unit__in=units))
    yield Outgoing(Mandate.objects.filter(unit__in=reach("organisations.mandate.give")))
