"""Changing a record, posts, accounts, corrections, and cells that merge: what each does, refuses and denies."""

from datetime import date, timedelta

import pytest
from tests.cast import Cast

from chibo.access import Denied, Role
from chibo.accounts.models import Slip
from chibo.audit.models import Entry
from chibo.kernel import clock
from chibo.kernel.errors import Conflict, Missing, Refusal
from chibo.members import selectors, services
from chibo.members.models import Correction, Membership, Person, Standing, Stay
from chibo.members.services import PersonFacts
from chibo.members.states import CorrectionAbout, CorrectionMove, CorrectionState, Status
from chibo.members.tests import factories as make
from chibo.organisations import selectors as organisations
from chibo.organisations.models import Unit

DAY = date(2026, 3, 1)
HUYEN = PersonFacts(full_name="Bùi Thị Huyền", sex="female", born_on=date(1986, 8, 12), occupation="Giáo viên")


def change(cast: Cast, facts: PersonFacts, decision: str = "", player: str = "office") -> Person:
    person = cast.people["Bùi Thị Huyền"]
    return services.change_person(
        actor=getattr(cast, player).actor,
        person_id=person.pk,
        version=person.version,
        facts=facts,
        decision=decision,
    )


# -- the record
def test_a_change_is_written_and_the_name_only_by_decision(cast: Cast) -> None:
    assert change(cast, HUYEN).occupation == "Giáo viên"
    renamed = PersonFacts(full_name="Bùi Thị Thu Huyền", sex="female", born_on=date(1986, 8, 12))
    cast.people["Bùi Thị Huyền"].refresh_from_db()
    with pytest.raises(Refusal) as refused:
        change(cast, renamed)
    person = change(cast, renamed, decision="05-QĐ/ĐU, 02/02/2026")
    assert refused.value.code == "members.name_needs_decision"
    assert (person.full_name, person.search) == ("Bùi Thị Thu Huyền", "bui thi thu huyen")


def test_the_day_of_birth_is_entered_once_and_never_corrected(cast: Cast) -> None:
    for born_on in (date(1987, 8, 12), None):
        with pytest.raises(Refusal) as refused:
            change(cast, PersonFacts(full_name="Bùi Thị Huyền", born_on=born_on), decision="05-QĐ/ĐU")
        assert refused.value.code == "members.born_on_locked"


def test_a_second_editor_is_told_and_nothing_is_written_over(cast: Cast) -> None:
    change(cast, HUYEN)
    with pytest.raises(Conflict):
        change(cast, PersonFacts(full_name="Bùi Thị Huyền", born_on=date(1986, 8, 12), occupation="Y tá"))
    assert Person.objects.get(pk=cast.member.id).occupation == "Giáo viên"


@pytest.mark.parametrize("player", ["secretary", "member", "inspection", "assigned", "foreign_office"])
def test_changing_a_record_is_denied(cast: Cast, player: str) -> None:
    with pytest.raises(Denied):
        change(cast, HUYEN, player=player)


@pytest.mark.parametrize(
    ("player", "allowed"),
    [("member", True), ("secretary", True), ("office", True), ("other_member", False), ("assigned", False)],
)
def test_contact_is_kept_by_the_member_and_the_secretary(cast: Cast, player: str, allowed: bool) -> None:
    person = cast.people["Bùi Thị Huyền"]
    facts = {"person_id": person.pk, "version": person.version, "residence": "Thôn Trung Hòa", "occupation": "Y tá"}
    actor = getattr(cast, player).actor
    if allowed:
        assert services.change_contact(actor=actor, phone=" 0912 345 678 ", **facts).phone == "0912 345 678"
    else:
        with pytest.raises(Denied):
            services.change_contact(actor=actor, phone="0912", **facts)


def correct(cast: Cast, official_on: date | None, decision: str = "15-QĐ/ĐU") -> Membership:
    membership = Membership.objects.get(person=cast.member.id)
    return services.correct_dates(
        actor=cast.office.actor,
        person_id=cast.member.id,
        version=membership.version,
        admitted_on=date(2014, 5, 1),
        joined_on=date(2014, 5, 19),
        official_on=official_on,
        file_number="012345LC",
        decision=decision,
    )


def test_corrected_days_move_the_standings_with_them(cast: Cast) -> None:
    correct(cast, date(2015, 5, 19))
    rows = Standing.objects.filter(person=cast.member.id).order_by("starts_on")
    assert [(row.starts_on, row.ends_on) for row in rows] == [
        (date(2014, 5, 19), date(2015, 5, 19)),
        (date(2015, 5, 19), None),
    ]


@pytest.mark.parametrize(
    ("official_on", "decision", "code"),
    [
        (None, "15-QĐ/ĐU", "members.not_by_correction"),
        (date(2013, 1, 1), "15-QĐ/ĐU", "members.ends_before_start"),
        (date(2015, 5, 19), "", "members.decision_missing"),
    ],
)
def test_correcting_days_refuses(cast: Cast, official_on: date | None, decision: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        correct(cast, official_on, decision)
    assert refused.value.code == code


# -- posts
def test_a_post_gives_its_role_for_as_long_as_it_is_held(cast: Cast) -> None:
    person = cast.people["Bùi Thị Huyền"]
    post = make.with_post(person, cast.cell, "committee_member", since=DAY)
    assert cast.member.user.pk in organisations.user_ids_with(cast.cell.pk, [Role.CELL_COMMITTEE], clock.today())
    services.end_post(actor=cast.office.actor, post_id=post.pk, ends_on=clock.today())
    assert cast.member.user.pk not in organisations.user_ids_with(cast.cell.pk, [Role.CELL_COMMITTEE], clock.today())
    with pytest.raises(Refusal) as refused:
        services.end_post(actor=cast.office.actor, post_id=post.pk, ends_on=clock.today())
    assert refused.value.code == "members.post_ended"


@pytest.mark.parametrize(
    ("name", "kind", "code"),
    [
        ("Bùi Thị Huyền", "office_staff", "members.no_such_post"),
        ("Bùi Thị Huyền", "secretary", "members.post_taken"),
        ("Hoàng Văn Lâm", "secretary", "members.post_held"),
    ],
)
def test_starting_a_post_refuses(cast: Cast, name: str, kind: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        make.with_post(cast.people[name], cast.cell, kind)
    assert refused.value.code == code


@pytest.mark.parametrize("player", ["secretary", "member", "assigned", "foreign_office"])
def test_starting_a_post_is_denied(cast: Cast, player: str) -> None:
    with pytest.raises(Denied):
        services.start_post(
            actor=getattr(cast, player).actor,
            person_id=cast.member.id,
            unit=cast.cell,
            kind="committee_member",
            starts_on=DAY,
            decision="1",
        )


# -- accounts
def test_an_account_comes_with_a_slip_and_the_rights_of_the_cell(cast: Cast) -> None:
    person = cast.people["Lương Văn Ổn"]
    issued = services.open_account(actor=cast.office.actor, person_id=person.pk, username="onlv")
    person.refresh_from_db()
    assert person.user is not None and person.user.username == "onlv"
    assert issued.slip.tell_user_ids == [cast.secretary.user.pk]
    assert {held.role for held in organisations.mandates_of(person.user.pk, clock.today())} == {Role.MEMBER}


def test_a_second_account_is_refused_and_a_new_slip_withdraws_the_old(cast: Cast) -> None:
    with pytest.raises(Refusal) as refused:
        services.open_account(actor=cast.office.actor, person_id=cast.member.id, username="huyen2")
    first = services.renew_slip(actor=cast.office.actor, person_id=cast.member.id)
    services.renew_slip(actor=cast.office.actor, person_id=cast.member.id)
    assert refused.value.code == "members.has_account"
    assert Slip.objects.get(pk=first.slip.pk).withdrawn_at is not None
    with pytest.raises(Refusal):
        services.renew_slip(actor=cast.office.actor, person_id=cast.people["Lương Văn Ổn"].pk)


def test_a_whole_cell_gets_its_accounts_under_one_command(cast: Cast) -> None:
    without = [row for row in selectors.roster(cast.cell.pk, clock.today()) if row.user_id is None]
    slips = services.open_accounts(actor=cast.office.actor, comrades=without)
    assert [issued.slip.user.display_name for issued in slips] == [row.full_name for row in without]
    issuing = Entry.objects.filter(action="accounts.slip.issue").values_list("command_id", flat=True)
    assert (len(issuing), len(set(issuing))) == (len(without), 1)
    assert services.open_accounts(actor=cast.office.actor, comrades=without) == []


def test_two_of_one_name_get_two_accounts(cast: Cast) -> None:
    people = [make.a_member(cast.cell, "Lương Văn Ổn"), make.a_member(cast.cell, "Lương Văn Ổn")]
    rows = [row for row in selectors.roster(cast.cell.pk, clock.today()) if row.person_id in {p.pk for p in people}]
    slips = services.open_accounts(actor=cast.office.actor, comrades=rows)
    assert [issued.slip.user.username for issued in slips] == ["onlv", "onlv2"]


@pytest.mark.parametrize("player", ["secretary", "party_building", "operator", "foreign_office"])
def test_opening_an_account_is_denied(cast: Cast, player: str) -> None:
    with pytest.raises(Denied):
        services.open_account(
            actor=getattr(cast, player).actor, person_id=cast.people["Lương Văn Ổn"].pk, username="onlv"
        )


# -- corrections
def ask(cast: Cast) -> Correction:
    return services.ask_correction(
        actor=cast.member.actor, about=CorrectionAbout.DATES, text="Ngày vào Đảng là 19/05/2014."
    )


def test_a_correction_is_asked_for_by_the_member_and_answered_by_the_office(cast: Cast) -> None:
    row = ask(cast)
    answered = services.answer_correction(
        actor=cast.party_building.actor,
        correction_id=row.pk,
        version=row.version,
        move=CorrectionMove.ACCEPT,
        answer="Đã sửa theo hồ sơ gốc.",
    )
    assert (answered.state, answered.answered_by_id) == (CorrectionState.ACCEPTED, cast.party_building.user.pk)


def test_a_correction_waits_once_and_is_answered_once_with_words(cast: Cast) -> None:
    row = ask(cast)
    with pytest.raises(Refusal) as waits:
        ask(cast)
    facts = {"actor": cast.office.actor, "correction_id": row.pk, "move": CorrectionMove.REFUSE}
    with pytest.raises(Refusal) as wordless:
        services.answer_correction(version=1, answer=" ", **facts)
    services.answer_correction(version=1, answer="Hồ sơ gốc ghi 19/05/2015.", **facts)
    with pytest.raises(Refusal) as twice:
        services.answer_correction(version=2, answer="Khác.", **facts)
    assert [error.value.code for error in (waits, wordless, twice)] == [
        "members.correction_waits",
        "members.answer_missing",
        "members.correction_answered",
    ]


def test_an_empty_correction_is_refused_and_nobody_without_a_record_asks(cast: Cast) -> None:
    with pytest.raises(Refusal):
        services.ask_correction(actor=cast.member.actor, about=CorrectionAbout.NAME, text="  ")
    with pytest.raises(Missing):
        services.ask_correction(actor=cast.operator.actor, about=CorrectionAbout.NAME, text="x")


@pytest.mark.parametrize("player", ["member", "secretary", "inspection", "foreign_office"])
def test_answering_a_correction_is_denied(cast: Cast, player: str) -> None:
    row = ask(cast)
    with pytest.raises(Denied):
        services.answer_correction(
            actor=getattr(cast, player).actor,
            correction_id=row.pk,
            version=1,
            move=CorrectionMove.ACCEPT,
            answer="x",
        )


# -- cells that merge or end
def test_merged_cells_take_their_members_along_and_lose_their_posts(cast: Cast) -> None:
    before = {c.person_id: c.status for u in (cast.cell, cast.sibling_cell) for c in selectors.roster(u.pk, DAY)}
    merged = services.merge_cells(
        actor=cast.office.actor,
        units=[cast.cell, cast.sibling_cell],
        name="Chi bộ thôn Liên Hòa",
        kind="cell",
        merged_on=DAY,
        decision="20-QĐ/ĐU",
    )
    after = selectors.roster(merged.pk, DAY)
    assert {comrade.person_id for comrade in after} == set(before)
    assert all(not comrade.posts for comrade in after)
    held = organisations.mandates_of(cast.secretary.user.pk, clock.today())
    assert {(mandate.role, mandate.unit_id) for mandate in held} == {(Role.MEMBER, merged.pk)}
    suspended = organisations.mandates_of(cast.suspended.user.pk, clock.today())
    assert suspended == ()


def split(cast: Cast, who: str, *parts: services.Part, day: date = DAY) -> list[Unit]:
    cast.cell.refresh_from_db()
    return services.split_cell(
        actor=getattr(cast, who).actor,
        unit=cast.cell,
        version=cast.cell.version,
        parts=parts,
        split_on=day,
        decision="22-QĐ/ĐU",
    )


def test_a_split_takes_the_named_members_and_their_posts_end(cast: Cast) -> None:
    before = {comrade.person_id: comrade.status for comrade in selectors.roster(cast.cell.pk, DAY)}
    going = {cast.deputy.id, cast.member.id, cast.probationary.id, cast.guest.id, cast.suspended.id}
    (made,) = split(cast, "office", services.Part("Chi bộ thôn Thượng", frozenset(going)))
    there, here = selectors.roster(made.pk, DAY), selectors.roster(cast.cell.pk, DAY)
    assert {comrade.person_id: comrade.status for comrade in there} == {one: before[one] for one in going}
    assert {comrade.person_id for comrade in here} == set(before) - going
    assert not any(comrade.posts for comrade in there)
    assert any(comrade.posts for comrade in here)
    held = organisations.mandates_of(cast.deputy.user.pk, clock.today())
    assert {(mandate.role, mandate.unit_id) for mandate in held} == {(Role.MEMBER, made.pk)}
    assert organisations.mandates_of(cast.suspended.user.pk, clock.today()) == ()
    (event,) = organisations.events_of(made.pk).filter(event="split")
    assert event.decision == "22-QĐ/ĐU"


def test_a_split_is_refused_where_it_does_not_add_up(cast: Cast) -> None:
    everybody = frozenset(comrade.person_id for comrade in selectors.roster(cast.cell.pk, DAY))
    one, other = frozenset({cast.member.id}), frozenset({cast.sibling_member.id})
    cases = {
        "members.split_part_empty": (services.Part("A", frozenset()),),
        "members.split_twice": (services.Part("A", one), services.Part("B", one)),
        "members.split_not_here": (services.Part("A", other),),
        "members.split_leaves_nobody": (services.Part("A", everybody),),
        "organisations.split_needs_names": (services.Part("", one),),
    }
    for code, parts in cases.items():
        with pytest.raises(Refusal) as refused:
            split(cast, "office", *parts)
        assert refused.value.code == code
    with pytest.raises(Refusal, match="day_not_come"):
        split(cast, "office", services.Part("A", one), day=clock.today() + timedelta(days=1))
    for who in ("secretary", "inspection", "foreign_office"):
        with pytest.raises(Denied):
            split(cast, who, services.Part("A", one))


def test_a_cell_with_members_is_not_dissolved_and_an_empty_one_is(cast: Cast) -> None:
    facts = {"actor": cast.office.actor, "dissolved_on": DAY, "decision": "21-QĐ/ĐU"}
    with pytest.raises(Refusal) as refused:
        services.dissolve_cell(unit=cast.sibling_cell, version=cast.sibling_cell.version, **facts)
    for stay in Stay.objects.filter(unit=cast.sibling_cell, ends_on=None, kind="formal"):
        services.transfer_member(
            actor=cast.office.actor, person_id=stay.person_id, unit=cast.cell, moved_on=DAY, decision="20"
        )
    services.end_temporary_stay(actor=cast.office.actor, person_id=cast.away.id, ends_on=DAY)
    ended = services.dissolve_cell(unit=cast.sibling_cell, version=cast.sibling_cell.version, **facts)
    assert (refused.value.code, refused.value.facts["count"]) == ("members.cell_has_members", 3)
    assert ended.dissolved_on == DAY
    assert Status.OFFICIAL in {c.status for c in selectors.roster(cast.cell.pk, DAY)}


@pytest.mark.parametrize("player", ["secretary", "inspection", "foreign_office"])
def test_merging_is_denied(cast: Cast, player: str) -> None:
    with pytest.raises(Denied):
        services.merge_cells(
            actor=getattr(cast, player).actor,
            units=[cast.cell, cast.sibling_cell],
            name="Chi bộ",
            kind="cell",
            merged_on=DAY,
            decision="1",
        )
