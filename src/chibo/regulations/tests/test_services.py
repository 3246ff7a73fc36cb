"""Setting a figure differently needs an office, a key that allows it, and a document."""

from datetime import date
from typing import Any

import pytest

from chibo.access import Denied, Role
from chibo.audit.models import EntryValue
from chibo.audit.selectors import entries_of
from chibo.kernel.errors import Conflict, Refusal
from chibo.regulations.models import Override
from chibo.regulations.phrases import REFUSALS
from chibo.regulations.selectors import rule_for
from chibo.regulations.services import end_override
from chibo.regulations.tests.factories import (
    CELL,
    CELL_LINE,
    COMMUNE,
    DAY,
    FOREIGN,
    PROVINCE,
    SIBLING,
    holder,
    office,
    override,
    place,
)
from chibo.ui.say import say

pytestmark = pytest.mark.django_db(transaction=True)


def registration_day(on: date = DAY) -> int:
    day: int = rule_for("meeting-conduct", on, CELL_LINE).value.registration_day
    return day


def test_the_office_sets_a_day_for_all_cells_below() -> None:
    made = override(COMMUNE, {"registration_day": 22})
    assert registration_day() == 22
    assert (made.unit_id, made.decided_by_id, made.set_by_name) == (COMMUNE, COMMUNE, "Nguyễn Thị Liên")
    entry = entries_of("regulations.override", made.pk).get()
    assert (entry.action, entry.unit_id) == ("regulations.override.set", COMMUNE)
    assert EntryValue.objects.get(entry_id=entry.pk).after == 22


def test_the_office_above_sets_a_length_for_one_cell() -> None:
    made = override(CELL, {"regular.min_minutes": 60}, actor=office(COMMUNE))
    assert made.decided_by_id == COMMUNE
    assert rule_for("meeting-conduct", DAY, CELL_LINE).value.regular.min_minutes == 60
    assert rule_for("meeting-conduct", DAY, (SIBLING, COMMUNE, PROVINCE)).value.regular.min_minutes == 90


def test_a_secretary_sets_what_a_unit_may_set_itself() -> None:
    override(CELL, {"due_soon_days": 10}, actor=holder((Role.SECRETARY, CELL)))
    assert rule_for("meeting-conduct", DAY, CELL_LINE).value.due_soon_days == 10


def test_whoever_is_in_the_office_and_secretary_of_a_cell_decides_for_the_committee() -> None:
    both = holder((Role.SECRETARY, CELL), (Role.OFFICE, COMMUNE))
    assert override(CELL, {"regular.min_minutes": 60}, actor=both).decided_by_id == COMMUNE


@pytest.mark.parametrize(
    ("actor", "unit_id", "values"),
    [
        (holder((Role.SECRETARY, CELL)), CELL, {"registration_day": 22}),
        (holder((Role.SECRETARY, COMMUNE)), COMMUNE, {"registration_day": 22}),
        (holder((Role.SECRETARY, COMMUNE)), CELL, {"due_soon_days": 10}),
        (holder((Role.MEMBER, CELL)), CELL, {"due_soon_days": 10}),
        (holder((Role.SECRETARY, SIBLING)), CELL, {"due_soon_days": 10}),
        (office(FOREIGN), CELL, {"due_soon_days": 10}),
        (office(COMMUNE), PROVINCE, {"due_soon_days": 10}),
        (holder((Role.INSPECTION, COMMUNE)), COMMUNE, {"due_soon_days": 10}),
    ],
)
def test_nobody_else_sets_anything(actor: Any, unit_id: Any, values: dict[str, int]) -> None:
    with pytest.raises(Denied):
        override(unit_id, values, actor=actor)
    assert not Override.objects.exists()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"values": {}}, "regulations.nothing_set"),
        ({"values": {"with_other_meeting": True}}, "regulations.not_overridable"),
        ({"values": {"registration_day": 40}}, "regulations.too_large"),
        ({"values": {"registration_day": 0}}, "regulations.too_small"),
        ({"values": {"registration_day": "20"}}, "regulations.does_not_fit"),
        ({"rule_id": "score-sheet", "values": {"sheet": "score-sheet-none"}}, "regulations.no_such_sheet"),
        ({"basis_number": "  "}, "regulations.no_basis"),
        ({"valid_from": date(2026, 1, 4)}, "regulations.before_basis"),
        ({"valid_to": date(2026, 1, 10)}, "regulations.ends_before_start"),
        ({"basis_on": date(2010, 1, 1), "valid_from": date(2010, 1, 1)}, "regulations.no_rule"),
    ],
)
def test_a_refusal_changes_nothing_and_has_a_sentence(change: dict[str, Any], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        override(COMMUNE, **{"values": {"registration_day": 22}, **change})
    assert refused.value.code == code
    assert code in REFUSALS
    assert "%" not in say(refused.value)
    assert not Override.objects.exists()


def test_another_score_sheet_is_chosen_by_name() -> None:
    override(COMMUNE, {"sheet": "score-sheet-an-phu"}, rule_id="score-sheet")
    assert rule_for("score-sheet", DAY, CELL_LINE).value.sheet == "score-sheet-an-phu"


def test_electronic_secret_votes_are_opened_by_a_decision_that_is_named() -> None:
    wanted = ["secret_paper", "secret_electronic"]
    override(COMMUNE, {"election.methods": wanted}, rule_id="vote-majorities", valid_from=date(2026, 8, 1))
    majorities = rule_for("vote-majorities", DAY, CELL_LINE)
    assert [method.value for method in majorities.value.election.methods] == wanted
    assert majorities.origin("election.methods").basis == "Quy định số 05-QĐ/ĐU"


def test_it_ends_on_a_day() -> None:
    made = override(COMMUNE, {"registration_day": 22})
    end_override(actor=office(), place=place(COMMUNE), override_id=made.pk, version=1, ends_on=DAY)
    assert (registration_day(date(2026, 12, 2)), registration_day(DAY)) == (22, 20)
    assert entries_of("regulations.override", made.pk).count() == 2


def test_taken_back_on_its_first_day_it_never_held() -> None:
    made = override(COMMUNE, {"registration_day": 22})
    end_override(actor=office(), place=place(COMMUNE), override_id=made.pk, version=None, ends_on=made.valid_from)
    assert registration_day(made.valid_from) == 20


@pytest.mark.parametrize(
    ("ends_on", "code"),
    [(date(2026, 1, 9), "regulations.ends_before_start"), (date(2026, 9, 1), "regulations.already_ended")],
)
def test_an_end_that_makes_no_sense_is_refused(ends_on: date, code: str) -> None:
    made = override(COMMUNE, {"registration_day": 22}, valid_to=date(2026, 8, 1))
    with pytest.raises(Refusal) as refused:
        end_override(actor=office(), place=place(COMMUNE), override_id=made.pk, version=1, ends_on=ends_on)
    assert refused.value.code == code
    assert "%" not in say(refused.value)


def test_a_cell_does_not_end_what_its_superior_has_decided() -> None:
    made = override(CELL, {"due_soon_days": 10}, actor=office(COMMUNE))
    with pytest.raises(Denied):
        end_override(
            actor=holder((Role.SECRETARY, CELL)),
            place=place(CELL),
            override_id=made.pk,
            version=1,
            ends_on=DAY,
        )


def test_the_second_of_two_is_told() -> None:
    made = override(COMMUNE, {"registration_day": 22})
    end_override(actor=office(), place=place(COMMUNE), override_id=made.pk, version=1, ends_on=DAY)
    with pytest.raises(Conflict):
        end_override(actor=office(), place=place(COMMUNE), override_id=made.pk, version=1, ends_on=date(2026, 6, 1))
