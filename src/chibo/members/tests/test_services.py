"""Entering, moving, exempting, suspending and ending: what each does, refuses and denies."""

from datetime import date

import pytest
from tests.cast import MADE_AT, Cast

from chibo.access import Denied, Role
from chibo.audit.models import Entry
from chibo.kernel import clock
from chibo.kernel.errors import Conflict, Refusal
from chibo.members import selectors, services
from chibo.members.models import CardNumber, Membership, Person, Post, Standing, Stay
from chibo.members.services import Entered, PersonFacts
from chibo.members.states import EndKind, ExemptionKind, StandingKind, Status, StayKind
from chibo.members.tests import factories as make
from chibo.organisations import selectors as organisations
from chibo.organisations.models import Unit

DAY = date(2026, 3, 1)
DECISION = "15-QĐ/ĐU, 27/02/2026"
FACTS = PersonFacts(full_name=" Nguyễn Thị  Hương ", sex="female", born_on=date(1990, 2, 28))


def roles(person: Person, on: date = DAY) -> set[tuple[Role, object]]:
    person.refresh_from_db()
    assert person.user_id is not None
    return {(held.role, held.unit_id) for held in organisations.mandates_of(person.user_id, on)}


def status(cast: Cast, person: Person, unit: Unit, on: date = DAY) -> Status | None:
    words = {comrade.person_id: comrade.status for comrade in selectors.roster(unit.pk, on)}
    return words.get(person.pk)


# -- entering
def test_an_official_member_is_entered_with_both_standings_a_stay_and_a_card(cast: Cast) -> None:
    entries = Entry.objects.count()
    person = services.enter_member(
        actor=cast.office.actor,
        unit=cast.cell,
        facts=FACTS,
        entered=Entered(
            stays_from=date(2020, 1, 1),
            joined_on=date(2015, 5, 19),
            official_on=date(2016, 5, 19),
            card_number="0010 9000 1234",
        ),
    )
    assert (person.full_name, person.given_name, person.search, person.born_year) == (
        "Nguyễn Thị Hương",
        "Hương",
        "nguyen thi huong",
        1990,
    )
    standings = Standing.objects.filter(person=person).order_by("starts_on")
    assert [(row.kind, row.starts_on, row.ends_on) for row in standings] == [
        (StandingKind.PROBATIONARY, date(2015, 5, 19), date(2016, 5, 19)),
        (StandingKind.OFFICIAL, date(2016, 5, 19), None),
    ]
    assert CardNumber.objects.get(person=person).number == "001090001234"
    assert status(cast, person, cast.cell) is Status.OFFICIAL
    assert Entry.objects.count() == entries + 1


def test_a_new_member_is_on_probation_from_the_day_of_the_ceremony(cast: Cast) -> None:
    person = services.admit_member(
        actor=cast.office.actor,
        unit=cast.cell,
        facts=FACTS,
        admitted_on=date(2026, 2, 20),
        joined_on=DAY,
        decision=DECISION,
    )
    assert status(cast, person, cast.cell, date(2026, 2, 28)) is None
    assert status(cast, person, cast.cell) is Status.PROBATIONARY


@pytest.mark.parametrize(
    ("facts", "entered", "code"),
    [
        (PersonFacts(full_name=" "), Entered(stays_from=DAY), "members.name_missing"),
        (FACTS, Entered(stays_from=date(2100, 1, 1)), "members.day_not_come"),
        (
            FACTS,
            Entered(stays_from=DAY, joined_on=DAY, official_on=date(2025, 1, 1)),
            "members.ends_before_start",
        ),
        (FACTS, Entered(stays_from=DAY, card_number="12345"), "members.card_shape"),
        (FACTS, Entered(stays_from=DAY, card_number="001086000001"), "members.card_taken"),
    ],
)
def test_entering_refuses_and_writes_nothing(cast: Cast, facts: PersonFacts, entered: Entered, code: str) -> None:
    people = Person.objects.count()
    with pytest.raises(Refusal) as refused:
        services.enter_member(actor=cast.office.actor, unit=cast.cell, facts=facts, entered=entered)
    assert refused.value.code == code
    assert Person.objects.count() == people


@pytest.mark.parametrize("player", ["secretary", "inspection", "assigned", "foreign_office", "member", "operator"])
def test_entering_is_denied(cast: Cast, player: str) -> None:
    with pytest.raises(Denied):
        services.enter_member(
            actor=getattr(cast, player).actor, unit=cast.cell, facts=FACTS, entered=Entered(stays_from=DAY)
        )


def test_card_numbers_are_a_history(cast: Cast) -> None:
    services.add_card_number(
        actor=cast.office.actor, person_id=cast.member.id, number="78.002951", starts_on=date(2011, 5, 19)
    )
    numbers = CardNumber.objects.filter(person_id=cast.member.id).values_list("number", flat=True)
    assert set(numbers) == {"78002951", "001086000004"}


# -- moving
def test_a_transfer_moves_the_stay_the_right_and_ends_the_posts_there(cast: Cast) -> None:
    person = cast.people["Phạm Thị Ngọc Ánh"]
    assert roles(person) == {(Role.MEMBER, cast.cell.pk), (Role.CELL_COMMITTEE, cast.cell.pk)}
    services.transfer_member(
        actor=cast.office.actor,
        person_id=person.pk,
        version=person.version,
        unit=cast.sibling_cell,
        moved_on=DAY,
        decision="12-GGT/ĐU",
    )
    assert roles(person, clock.today()) == {(Role.MEMBER, cast.sibling_cell.pk)}
    assert status(cast, person, cast.cell, DAY) is None
    assert status(cast, person, cast.cell, date(2026, 2, 28)) is Status.OFFICIAL
    assert status(cast, person, cast.sibling_cell) is Status.OFFICIAL
    assert not Post.objects.filter(person=person, ends_on=None).exists()


def test_whoever_moves_for_good_to_where_they_are_for_a_while_is_there_once(cast: Cast) -> None:
    person = cast.people["Tạ Đăng Khoa"]
    services.transfer_member(
        actor=cast.office.actor, person_id=person.pk, unit=cast.sibling_cell, moved_on=DAY, decision="12-GGT/ĐU"
    )
    running = Stay.objects.filter(person=person, ends_on=None)
    assert [(stay.unit_id, stay.kind) for stay in running] == [(cast.sibling_cell.pk, StayKind.FORMAL)]
    assert roles(person, clock.today()) == {(Role.MEMBER, cast.sibling_cell.pk)}


@pytest.mark.parametrize(
    ("unit", "decision", "code"),
    [("cell", "12-GGT/ĐU", "members.same_cell"), ("sibling_cell", " ", "members.introduction_missing")],
)
def test_a_transfer_refuses(cast: Cast, unit: str, decision: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        services.transfer_member(
            actor=cast.office.actor,
            person_id=cast.member.id,
            unit=getattr(cast, unit),
            moved_on=DAY,
            decision=decision,
        )
    assert refused.value.code == code


@pytest.mark.parametrize(("player", "unit"), [("office", "foreign_cell"), ("foreign_office", "foreign_cell")])
def test_nobody_moves_a_member_out_of_or_into_a_cell_beyond_reach(cast: Cast, player: str, unit: str) -> None:
    with pytest.raises(Denied):
        services.transfer_member(
            actor=getattr(cast, player).actor,
            person_id=cast.member.id,
            unit=getattr(cast, unit),
            moved_on=DAY,
            decision="12-GGT/ĐU",
        )


def test_a_transfer_tells_who_was_quicker(cast: Cast) -> None:
    with pytest.raises(Conflict):
        services.transfer_member(
            actor=cast.office.actor,
            person_id=cast.member.id,
            version=77,
            unit=cast.sibling_cell,
            moved_on=DAY,
            decision="12-GGT/ĐU",
        )


def test_a_guest_goes_home_and_loses_the_right_in_the_host_cell(cast: Cast) -> None:
    guest = cast.people["Y Blơk Êban"]
    assert roles(guest) == {(Role.MEMBER, cast.cell.pk), (Role.MEMBER, cast.foreign_cell.pk)}
    services.end_temporary_stay(actor=cast.system, person_id=guest.pk, ends_on=DAY)
    assert roles(guest, clock.today()) == {(Role.MEMBER, cast.foreign_cell.pk)}
    assert status(cast, guest, cast.foreign_cell) is Status.OFFICIAL
    with pytest.raises(Refusal) as refused:
        services.end_temporary_stay(actor=cast.system, person_id=guest.pk, ends_on=DAY)
    assert refused.value.code == "members.not_away"


def test_nobody_is_away_twice_or_in_the_own_cell(cast: Cast) -> None:
    facts = {"actor": cast.system, "starts_on": DAY, "decision": "12-GGT/ĐU"}
    with pytest.raises(Refusal) as twice:
        services.start_temporary_stay(person_id=cast.away.id, unit=cast.staff_cell, **facts)
    with pytest.raises(Refusal) as own:
        services.start_temporary_stay(person_id=cast.member.id, unit=cast.cell, **facts)
    assert (twice.value.code, own.value.code) == ("members.away_already", "members.same_cell")


def test_whoever_leaves_the_installation_stays_in_the_book_of_the_last_cell(cast: Cast) -> None:
    person = cast.people["Lý Thị Mẩy"]
    services.leave_cell(
        actor=cast.office.actor,
        person_id=person.pk,
        version=person.version,
        left_on=DAY,
        decision="13-GGT/ĐU, về Đảng bộ xã Mường Hoa",
    )
    assert status(cast, person, cast.cell) is None
    assert selectors.place_of(person).unit_id == cast.cell.pk
    assert roles(person, clock.today()) == set()


# -- standing
def test_recognition_comes_after_probation_and_takes_its_exact_end(cast: Cast) -> None:
    person = cast.people["Trịnh Tiến Dũng"]
    facts = {"actor": cast.office.actor, "person_id": person.pk, "version": person.version, "decision": DECISION}
    with clock.at(MADE_AT), pytest.raises(Refusal) as early:
        services.recognise_official(**facts)
    assert (early.value.code, early.value.facts) == ("members.probation_runs", {"day": date(2026, 12, 19)})
    with clock.at(MADE_AT.replace(month=12, day=28)):
        services.recognise_official(**facts)
    assert Membership.objects.get(person=person).official_on == date(2026, 12, 19)
    assert status(cast, person, cast.cell, date(2026, 12, 18)) is Status.PROBATIONARY
    assert status(cast, person, cast.cell, date(2026, 12, 19)) is Status.OFFICIAL


def test_nobody_is_recognised_twice_or_without_a_decision(cast: Cast) -> None:
    official, new = cast.people["Bùi Thị Huyền"], cast.people["Trịnh Tiến Dũng"]
    with pytest.raises(Refusal) as twice:
        services.recognise_official(
            actor=cast.office.actor, person_id=official.pk, version=official.version, decision=DECISION
        )
    with clock.at(MADE_AT.replace(year=2027)), pytest.raises(Refusal) as without:
        services.recognise_official(actor=cast.office.actor, person_id=new.pk, version=new.version, decision=" ")
    assert (twice.value.code, without.value.code) == ("members.not_probationary", "members.decision_missing")


def test_an_exemption_holds_from_its_day_until_it_ends(cast: Cast) -> None:
    person = cast.people["Bùi Thị Huyền"]
    services.exempt(
        actor=cast.office.actor,
        person_id=person.pk,
        kind=ExemptionKind.SHORT,
        starts_on=DAY,
        ends_on=date(2026, 6, 1),
        decision=DECISION,
    )
    words = [status(cast, person, cast.cell, day) for day in (date(2026, 2, 28), DAY, date(2026, 6, 1))]
    assert words == [Status.OFFICIAL, Status.SHORT_EXEMPT, Status.OFFICIAL]
    services.end_exemption(actor=cast.office.actor, person_id=person.pk, ends_on=date(2026, 4, 1))
    assert status(cast, person, cast.cell, date(2026, 4, 1)) is Status.OFFICIAL


def test_exempting_refuses_twice_and_a_short_one_without_an_end(cast: Cast) -> None:
    facts = {"actor": cast.office.actor, "starts_on": DAY, "decision": DECISION}
    with pytest.raises(Refusal) as twice:
        services.exempt(person_id=cast.exempt.id, kind=ExemptionKind.OTHER, **facts)
    with pytest.raises(Refusal) as endless:
        services.exempt(person_id=cast.member.id, kind=ExemptionKind.SHORT, **facts)
    with pytest.raises(Refusal) as none:
        services.end_exemption(actor=cast.office.actor, person_id=cast.member.id, ends_on=DAY)
    assert [error.value.code for error in (twice, endless, none)] == [
        "members.exempt_already",
        "members.short_needs_end",
        "members.not_exempt",
    ]


def test_a_suspension_holds_back_all_rights_and_lifting_gives_them_back(cast: Cast) -> None:
    person = cast.people["Phạm Thị Ngọc Ánh"]
    held = {(Role.MEMBER, cast.cell.pk), (Role.CELL_COMMITTEE, cast.cell.pk)}
    services.suspend(actor=cast.office.actor, person_id=person.pk, starts_on=DAY, decision=DECISION)
    assert status(cast, person, cast.cell) is Status.SUSPENDED
    assert roles(person, clock.today()) == set()
    services.lift_suspension(actor=cast.office.actor, person_id=person.pk, ends_on=clock.today())
    assert roles(person, clock.today()) == held


def test_an_account_or_post_given_during_a_suspension_brings_no_rights(cast: Cast) -> None:
    suspended = cast.people["Mai Xuân Phúc"]
    make.with_post(suspended, cast.cell, "committee_member")
    assert roles(suspended, clock.today()) == set()


def test_the_end_of_a_membership_ends_everything(cast: Cast) -> None:
    person = cast.people["Hoàng Văn Lâm"]
    services.end_membership(
        actor=cast.office.actor,
        person_id=person.pk,
        version=person.version,
        kind=EndKind.DECEASED,
        ended_on=DAY,
        decision="",
    )
    assert status(cast, person, cast.cell, date(2026, 2, 28)) is Status.OFFICIAL
    assert status(cast, person, cast.cell) is None
    assert roles(person, clock.today()) == set()
    assert not Post.objects.filter(person=person, ends_on=None).exists()
    assert selectors.place_of(person).unit_id == cast.cell.pk


def test_an_end_refuses_without_decision_and_a_second_time(cast: Cast) -> None:
    person = cast.people["Bùi Thị Huyền"]
    facts = {"actor": cast.office.actor, "person_id": person.pk, "version": person.version, "ended_on": DAY}
    with pytest.raises(Refusal) as without:
        services.end_membership(kind=EndKind.DELETED, decision="", **facts)
    services.end_membership(kind=EndKind.LEFT, decision=DECISION, **facts)
    with pytest.raises(Refusal) as twice:
        services.end_membership(kind=EndKind.LEFT, decision=DECISION, **facts)
    assert (without.value.code, twice.value.code) == ("members.decision_missing", "members.no_membership")


@pytest.mark.parametrize("player", ["secretary", "inspection", "assigned", "foreign_office", "member"])
def test_changing_a_standing_is_denied(cast: Cast, player: str) -> None:
    actor, person = getattr(cast, player).actor, cast.member.person
    assert person is not None
    facts = {"actor": actor, "person_id": person.pk, "decision": DECISION}
    acts = (
        lambda: services.exempt(kind=ExemptionKind.OTHER, starts_on=DAY, **facts),
        lambda: services.suspend(starts_on=DAY, **facts),
        lambda: services.recognise_official(version=person.version, **facts),
        lambda: services.end_membership(kind=EndKind.LEFT, ended_on=DAY, version=person.version, **facts),
        lambda: services.leave_cell(left_on=DAY, version=person.version, **facts),
    )
    for act in acts:
        with pytest.raises(Denied):
            act()
