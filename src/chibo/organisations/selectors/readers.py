"""Who may see or do something at a place, and why: the same tables and mandates that decide it, read the other way."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from chibo.access import Grant, Place, Reach, Role, grants_for, reads
from chibo.kernel import clock
from chibo.organisations.models import Mandate, Unit
from chibo.organisations.phrases import REASONS, ROLES
from chibo.organisations.rules import PIECE
from chibo.organisations.selectors.mandates import running

type Words = str | Promise


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who may, and the mandate and grant that say so."""

    user_id: int
    name: str
    role: Role
    unit_id: UUID | None
    unit_name: str
    since: date
    reach: Reach
    actions: tuple[str, ...]
    """What the grant lets them do here, in the order asked."""


@dataclass(frozen=True, slots=True)
class ReaderLine:
    """All who may for the same reason, as `ui/readers.html` shows them."""

    role: str
    """Role and unit: `Bí thư tại Chi bộ thôn Trung Hòa`."""
    reason: str
    """How far the role reaches."""
    actions: list[Words]
    people: list[tuple[str, date]]
    """Names, and since when each has had the role."""


def explained(readers: Iterable[Reader], words: Mapping[str, Words]) -> list[ReaderLine]:
    """Return the readers by role, with the reason in one sentence and what they may do in the caller's words."""
    alike: dict[tuple[Role, UUID | None, Reach, tuple[str, ...]], list[Reader]] = {}
    for reader in readers:
        alike.setdefault((reader.role, reader.unit_id, reader.reach, reader.actions), []).append(reader)
    return [_line(group, words) for group in alike.values()]


def _line(alike: list[Reader], words: Mapping[str, Words]) -> ReaderLine:
    first = alike[0]
    return ReaderLine(
        role=_("%(role)s tại %(unit)s") % {"role": ROLES[first.role], "unit": first.unit_name},
        reason=str(REASONS[first.reach]),
        actions=[words[action] for action in first.actions if action in words],
        people=[(reader.name, reader.since) for reader in alike],
    )


def who_may(actions: Collection[str], place: Place, own_user_ids: Collection[int] = ()) -> list[Reader]:
    """Return everybody who may do one of the actions at the place today, one line per mandate, highest unit first.

    `own_user_ids` are the accounts behind the place's person, for grants that reach one's own only. Grants of a role
    in one meeting (chair, clerk) are no mandates: the meeting names those itself. Of a merged unit also those who hold
    something at the unit that took it in: they read. One query.
    """
    granted = {action: grants_for(action) for action in actions}
    roles = {grant.role for grants in granted.values() for grant in grants}
    paths = [place.path[:end] for end in range(PIECE, len(place.path) + 1, PIECE)]
    merged = Unit.objects.filter(pk=place.unit_id, merged_into__isnull=False) if place.unit_id else Unit.objects.none()
    units = Unit.objects.filter(Q(path__in=paths) | Q(pk__in=merged.values("merged_into")))
    held = running(clock.today()).filter(unit__in=units, role__in=roles, user__is_active=True)
    rows = held.select_related("unit", "user").order_by("unit__path", "user__display_name", "pk")
    found = [_reader(mandate, granted, place, own_user_ids) for mandate in _by_weight(rows)]
    return [reader for reader in found if reader is not None]


def _by_weight(rows: Iterable[Mandate]) -> list[Mandate]:
    """Order by unit from above, then offices, committee, secretary, member."""
    weight = {role: place for place, role in enumerate(Role)}
    return sorted(rows, key=lambda mandate: (mandate.unit.path if mandate.unit else "", weight[Role(mandate.role)]))


def _reader(
    mandate: Mandate, granted: Mapping[str, Iterable[Grant]], place: Place, own_user_ids: Collection[int]
) -> Reader | None:
    reaching: dict[str, Reach] = {}
    for action, grants in granted.items():
        for grant in grants:
            if grant.role != mandate.role:
                continue
            if _reaches(grant.reach, mandate, place, own_user_ids) or _reads_past(grant.reach, action, mandate, place):
                reaching.setdefault(action, grant.reach)
    if not reaching:
        return None
    return Reader(
        user_id=mandate.user_id,
        name=mandate.user.display_name,
        role=Role(mandate.role),
        unit_id=mandate.unit_id,
        unit_name=mandate.unit.name if mandate.unit else "",
        since=mandate.starts_on,
        reach=next(iter(reaching.values())),
        actions=tuple(reaching),
    )


def _reads_past(reach: Reach, action: str, mandate: Mandate, place: Place) -> bool:
    """Tell whether the mandate stands at the unit that took this one in, and the action only reads."""
    is_successor = mandate.unit is not None and not place.path.startswith(mandate.unit.path)
    return is_successor and reads(action) and reach in (Reach.UNIT, Reach.SUBTREE)


def _reaches(reach: Reach, mandate: Mandate, place: Place, own_user_ids: Collection[int]) -> bool:
    if mandate.unit is None or not place.path.startswith(mandate.unit.path):
        return False
    if reach is Reach.UNIT:
        return mandate.unit_id == place.unit_id
    if reach is Reach.SUBTREE:
        return True  # the query gives only mandates at the place or above it
    if reach is Reach.BELOW:
        return mandate.unit_id != place.unit_id
    return reach is Reach.OWN and mandate.user_id in own_user_ids
