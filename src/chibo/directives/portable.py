"""What units issued goes out, drafts where they may be read, and how far it got where that may be seen."""

from collections.abc import Iterator

from django.db.models import Q

from chibo.audit.portable import Outgoing, Reach
from chibo.directives.models import Attachment, Delivery, Directive
from chibo.directives.states import State


def tables(reach: Reach) -> Iterator[Outgoing]:
    units = reach("directives.directive.read")
    arrived = Delivery.objects.filter(unit__in=units).values("directive")
    drafts = Q(unit__in=reach("directives.directive.issue"), state=State.DRAFT)
    seen = drafts | ~Q(state=State.DRAFT) & (Q(unit__in=units) | Q(pk__in=arrived))
    directives = Directive.objects.filter(seen)
    yield Outgoing(directives)
    yield Outgoing(Attachment.objects.filter(directive__in=directives, is_removed=False))
    yield Outgoing(Delivery.objects.filter(unit__in=units))
