"""What a member is: recognised, exempt, suspended, and no longer a member."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from chibo.access import Actor, Place, require
from chibo.audit.rows import locked, save
from chibo.audit.services import command, record
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.kernel.months import Month
from chibo.kernel.text import tidy
from chibo.members import rules
from chibo.members.models import Exemption, Membership, Person, Standing, Suspension
from chibo.members.selectors import place_of, terms_of_membership
from chibo.members.services.entry import TOPIC, stale
from chibo.members.services.mandates import hold_back_all, open_all
from chibo.members.services.stays import end_all_stays
from chibo.members.states import EndKind, ExemptionKind, StandingKind
from chibo.organisations import selectors as organisations

type Touch = tuple[UUID, Month, str]


@command("members.standing.change")
def recognise_official(*, actor: Actor, person_id: UUID, version: int, decision: str) -> Standing:
    """Make a probationary member official, from exactly the end of probation on.

    The months of probation are those of the rule in force on the day of the ceremony. Refuses while they run, without
    the decision, and for somebody who is not on probation or whose day of the ceremony is not known.
    """
    person, place = _taken(actor, person_id, version)
    probation = Standing.objects.filter(person=person, kind=StandingKind.PROBATIONARY, ends_on=None).first()
    membership = Membership.objects.filter(person=person, ended_on=None).first()
    if probation is None or membership is None:
        raise Refusal("members.not_probationary")
    if membership.joined_on is None:
        raise Refusal("members.joined_on_missing")
    decision = _decision(decision)
    line = organisations.ancestor_ids(place.unit_id) if place.unit_id else []
    months = terms_of_membership(membership.joined_on, line).probation_months
    official_on = rules.check_recognition(membership.joined_on, months, clock.today())
    probation.ends_on = official_on
    save(probation, "ends_on")
    membership.official_on = official_on
    save(membership, "official_on")
    row = Standing.objects.create(person=person, kind=StandingKind.OFFICIAL, starts_on=official_on, decision=decision)
    changed: dict[str, tuple[object, object]] = {"official_on": (None, official_on)}
    record(actor, row, place, changed=changed, touches=_touch(place, official_on))
    return row


@command("members.standing.change")
def exempt(
    *, actor: Actor, person_id: UUID, kind: ExemptionKind, starts_on: date, decision: str, ends_on: date | None = None
) -> Exemption:
    """Excuse a member from work and meetings. A short one says until when.

    Refuses without a decision, over one that runs, and a short one without an end.
    """
    person, place = _taken(actor, person_id)
    if Exemption.objects.filter(person=person, ends_on=None).exists():
        raise Refusal("members.exempt_already")
    if kind is ExemptionKind.SHORT and ends_on is None:
        raise Refusal("members.short_needs_end")
    if ends_on is not None:
        rules.check_order(starts_on, ends_on)
    row = Exemption.objects.create(
        person=person, kind=kind, starts_on=starts_on, ends_on=ends_on, decision=_decision(decision)
    )
    record(actor, row, place, changed={"exemption": (None, kind)}, touches=_touch(place, starts_on))
    return row


@command("members.standing.change")
def end_exemption(*, actor: Actor, person_id: UUID, ends_on: date, decision: str = "") -> Exemption:
    """Let a member take part again. Refuses where no exemption runs."""
    person, place = _taken(actor, person_id)
    row = Exemption.objects.filter(_runs_on(ends_on), person=person, starts_on__lte=ends_on).first()
    if row is None:
        raise Refusal("members.not_exempt")
    before, row.ends_on = row.ends_on, ends_on
    save(row, "ends_on")
    details = {"decision": tidy(decision)}
    record(actor, row, place, changed={"ends_on": (before, ends_on)}, details=details, touches=_touch(place, ends_on))
    return row


@command("members.standing.change")
def suspend(*, actor: Actor, person_id: UUID, starts_on: date, decision: str) -> Suspension:
    """Suspend a member from meetings: until it is lifted the account has no rights from cell or posts.

    Refuses without a decision, and over a suspension that runs.
    """
    person, place = _taken(actor, person_id)
    if Suspension.objects.filter(person=person, ends_on=None).exists():
        raise Refusal("members.suspended_already")
    rules.check_not_future(starts_on, clock.today())
    row = Suspension.objects.create(person=person, starts_on=starts_on, decision=_decision(decision))
    hold_back_all(actor, person, starts_on)
    record(actor, row, place, changed={"suspended": (False, True)}, touches=_touch(place, starts_on))
    return row


@command("members.standing.change")
def lift_suspension(*, actor: Actor, person_id: UUID, ends_on: date, decision: str = "") -> Suspension:
    """Lift a suspension: the rights of cell and posts come back. Refuses where none runs."""
    person, place = _taken(actor, person_id)
    row = Suspension.objects.filter(person=person, ends_on=None).first()
    if row is None:
        raise Refusal("members.not_suspended")
    rules.check_not_future(ends_on, clock.today())
    rules.check_order(row.starts_on, ends_on)
    row.ends_on = ends_on
    save(row, "ends_on")
    open_all(actor, person)
    details = {"decision": tidy(decision)}
    record(actor, row, place, changed={"suspended": (True, False)}, details=details, touches=_touch(place, ends_on))
    return row


@command("members.standing.change")
def end_membership(
    *, actor: Actor, person_id: UUID, version: int, kind: EndKind, ended_on: date, decision: str
) -> Membership:
    """End a membership: standing, stays, posts, exemptions and suspensions end with it, and all rights.

    Refuses where none runs, and without a decision (except for a death).
    """
    person, place = _taken(actor, person_id, version)
    membership = Membership.objects.filter(person=person, ended_on=None).first()
    if membership is None:
        raise Refusal("members.no_membership")
    if kind is not EndKind.DECEASED:
        decision = _decision(decision)
    rules.check_not_future(ended_on, clock.today())
    membership.ended_on, membership.end_kind, membership.end_decision = ended_on, kind, tidy(decision)
    save(membership, "ended_on", "end_kind", "end_decision")
    for model in (Standing, Exemption, Suspension):
        for row in model.objects.filter(_runs_on(ended_on), person=person):
            rules.check_order(row.starts_on, ended_on)
            row.ends_on = ended_on
            save(row, "ends_on")
    units = end_all_stays(actor, person, ended_on)
    touches = [stale(unit, ended_on) for unit in units]
    record(actor, membership, place, changed={"end_kind": (None, kind)}, touches=touches)
    return membership


def _taken(actor: Actor, person_id: UUID, version: int | None = None) -> tuple[Person, Place]:
    person = locked(Person, person_id, version)
    place = place_of(person)
    require(actor, "members.standing.change", place)
    return person, place


def _runs_on(day: date) -> Q:
    return Q(ends_on=None) | Q(ends_on__gt=day)


def _decision(text: str) -> str:
    if not tidy(text):
        raise Refusal("members.decision_missing")
    return tidy(text)


def _touch(place: Place, day: date) -> list[Touch]:
    return [(place.unit_id, Month.of(day), TOPIC)] if place.unit_id else []
