"""Whose record may be taken along: everybody with a stay, past or present, in a cell where the reader may export."""

from collections.abc import Iterator

from chibo.audit.portable import Outgoing, Reach
from chibo.members.models import (
    CardNumber,
    Correction,
    Exemption,
    GroupPlace,
    Membership,
    Person,
    Post,
    Standing,
    Stay,
    Suspension,
)

EXPORT = "members.record.export"


def tables(reach: Reach) -> Iterator[Outgoing]:
    units = reach(EXPORT)
    there = Stay.objects.filter(unit__in=units, person__import_run=None).values("person")
    yield Outgoing(Person.objects.filter(pk__in=there))
    yield Outgoing(Stay.objects.filter(unit__in=units, person__in=there))
    yield Outgoing(Post.objects.filter(unit__in=units, person__in=there))
    yield Outgoing(GroupPlace.objects.filter(unit__parent__in=units, person__in=there))
    for model in (Membership, Standing, Exemption, Suspension, CardNumber):
        yield Outgoing(model._default_manager.filter(person__in=there))
    answered = Stay.objects.filter(unit__in=reach("members.correction.answer")).values("person")
    yield Outgoing(Correction.objects.filter(person__in=answered))
