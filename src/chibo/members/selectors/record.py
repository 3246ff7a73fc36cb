"""One person's record: the periods of their life in the Party, posts, cards, and what they asked to be corrected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import F, Q, QuerySet

from chibo.access import Actor, scope
from chibo.kernel.errors import Missing
from chibo.members.models import (
    CardNumber,
    Correction,
    Exemption,
    Membership,
    Post,
    Standing,
    Stay,
    Suspension,
)
from chibo.members.rules import History, Period, party_age_months, standing_on, status_on
from chibo.members.selectors.falling_due import belongings_of
from chibo.members.selectors.people import posts_at
from chibo.members.states import StandingKind, Status, StayKind
from chibo.organisations import selectors as organisations

if TYPE_CHECKING:
    from chibo.organisations.models import Unit


@dataclass(frozen=True)
class Life:
    """All periods of one person, newest first, and what they are on a day."""

    on: date
    stays: list[Stay]
    standings: list[Standing]
    exemptions: list[Exemption]
    suspensions: list[Suspension]
    memberships: list[Membership]

    @cached_property
    def formal(self) -> Stay | None:
        """The stay in the formal cell; None for whoever is in none."""
        return self._running(StayKind.FORMAL)

    @cached_property
    def visit(self) -> Stay | None:
        """The temporary stay that runs; None where none does."""
        return self._running(StayKind.TEMPORARY)

    @property
    def membership(self) -> Membership | None:
        return self.memberships[0] if self.memberships else None

    @property
    def standing(self) -> StandingKind | None:
        return standing_on(self.history, self.on)

    @property
    def status(self) -> Status:
        return status_on(self.history, self.on)

    @property
    def exemption(self) -> Exemption | None:
        return next((row for row in self.exemptions if _holds(row, self.on)), None)

    @property
    def suspension(self) -> Suspension | None:
        return next((row for row in self.suspensions if _holds(row, self.on)), None)

    @property
    def party_age_months(self) -> int | None:
        """Party age in whole months, without the time between an end and a readmission; None until official."""
        return party_age_months(belongings_of(self.memberships), self.on)

    @cached_property
    def history(self) -> History:
        here = StayKind.FORMAL if self.formal or not self.visit else StayKind.TEMPORARY
        away = [stay for stay in self.stays if stay.kind == StayKind.TEMPORARY]
        return History(
            stay=here,
            standings=tuple(Period(row.kind, row.starts_on, row.ends_on) for row in self.standings),
            exemptions=tuple(Period(row.kind, row.starts_on, row.ends_on) for row in self.exemptions),
            suspensions=tuple(Period("", row.starts_on, row.ends_on) for row in self.suspensions),
            away=tuple(Period(row.kind, row.starts_on, row.ends_on) for row in away),
        )

    def _running(self, kind: StayKind) -> Stay | None:
        return next((stay for stay in self.stays if stay.kind == kind and _holds(stay, self.on)), None)


def life_of(person_id: UUID, on: date) -> Life:
    """Return all periods of a person, without stays that were taken back. Five queries."""

    def rows[Row: (Stay, Standing, Exemption, Suspension)](model: type[Row]) -> QuerySet[Row]:
        return model.objects.filter(person_id=person_id).order_by("-starts_on", "-id")

    return Life(
        on=on,
        stays=list(rows(Stay).exclude(ends_on=F("starts_on")).select_related("unit")),
        standings=list(rows(Standing)),
        exemptions=list(rows(Exemption)),
        suspensions=list(rows(Suspension)),
        memberships=list(Membership.objects.filter(person_id=person_id).order_by("-id")),
    )


def posts_of(person_id: UUID) -> list[Post]:
    """Return the posts of a person, those held first, then newest first. One query."""
    held = Post.objects.filter(person_id=person_id).exclude(ends_on=F("starts_on"))
    rows = held.select_related("unit").order_by("-starts_on", "-id")
    return sorted(rows, key=lambda post: post.ends_on is not None)


def post(post_id: UUID) -> Post:
    """Return a post with its unit, for a page that asks permission itself. Raises Missing. One query."""
    found = Post.objects.filter(pk=post_id).select_related("unit").first()
    if found is None:
        raise Missing("post")
    return found


def posts_held_at(unit: Unit, on: date) -> list[tuple[str, str]]:
    """Return who holds which post at the unit on that day: name of the post, name of the person. One query."""
    rows = Post.objects.filter(unit=unit, starts_on__lte=on).filter(Q(ends_on=None) | Q(ends_on__gt=on))
    names = rows.order_by("person__sort_name").values_list("kind", "person__full_name")
    there = posts_at(unit.kind, on)
    order = {code: place for place, code in enumerate(there)}
    held = sorted(names, key=lambda row: order.get(row[0], len(order)))
    return [(there[kind].name if kind in there else kind, name) for kind, name in held]


def cards_of(person_id: UUID) -> list[CardNumber]:
    """Return the card numbers of a person, the one in use first. One query."""
    rows = CardNumber.objects.filter(person_id=person_id).order_by("-id")
    return sorted(rows, key=lambda card: (len(card.number), card.starts_on or date.min), reverse=True)


def corrections_of(person_id: UUID) -> QuerySet[Correction]:
    """Return what a person asked to be corrected, newest first. One query."""
    return Correction.objects.filter(person_id=person_id).order_by("-asked_at")


def corrections_for(actor: Actor) -> QuerySet[Correction]:
    """Return what the actor may answer or has answered. One query."""
    where = scope(actor, "members.correction.answer")
    here = Stay.objects.filter(organisations.within(where, unit="unit"), ends_on=None)
    return Correction.objects.filter(person__in=here.values("person")).select_related("person")


def correction_for(actor: Actor, correction_id: UUID) -> Correction:
    """Return one of those. Raises Missing where there is none, or none within reach. One query."""
    found = corrections_for(actor).filter(pk=correction_id).first()
    if found is None:
        raise Missing("correction")
    return found


def _holds(row: Stay | Exemption | Suspension, on: date) -> bool:
    return row.starts_on <= on and (row.ends_on is None or row.ends_on > on)
