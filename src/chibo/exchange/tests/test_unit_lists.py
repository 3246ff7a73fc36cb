"""Lists of units: founded, undone, and undone again after a kill."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from tests.cast import Cast

from chibo.exchange import selectors
from chibo.exchange.states import Kind
from chibo.exchange.tests.factories import UNIT_HEADINGS, a_run, agreed, preview, undone
from chibo.exchange.tests.test_services import row
from chibo.members.models import Person
from chibo.members.selectors import lines_of
from chibo.organisations.models import Unit, UnitVersion
from chibo.organisations.services import withdraw_unit

PART = [[1, "Đảng bộ bộ phận Trường học", "", "", ""]]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Any:
    with override_settings(DATA=tmp_path):
        yield tmp_path


def test_a_list_of_units_is_founded_and_undone(folder: Path, cast: Cast) -> None:
    office = cast.office.actor
    rows = [
        [1, "Chi bộ thôn Trung Hòa", "", "", ""],
        [2, "Đảng bộ bộ phận Trường học", "", "1/9/2025", "15-QĐ/ĐU"],
        [3, "Chi bộ Trường THCS", "Đảng bộ bộ phận Trường học", "1/9/2025", "16-QĐ/ĐU"],
        [4, "Chi bộ Trường Mầm non", "Đảng bộ bộ phận khác", "", ""],
        [5, "CB Trường THCS", "", "", ""],
    ]
    run = a_run(folder, office, cast.committee, rows, headings=UNIT_HEADINGS, kind=Kind.UNITS)
    assert [(number, result) for number, result, _ in preview(run)] == [
        (2, "same"),
        (3, "new"),
        (4, "new"),
        (5, "refused"),
        (6, "doubled"),
    ]
    before = Unit.objects.count()

    run = agreed(office, run)

    school = Unit.objects.get(name="Chi bộ Trường THCS")
    assert (school.parent.name, school.kind, run.state) == ("Đảng bộ bộ phận Trường học", "cell", "done")  # type: ignore[union-attr]
    assert UnitVersion.objects.get(unit=school).valid_from == date(2025, 9, 1)
    run = undone(office, run)
    assert (run.state, Unit.objects.count(), Unit._base_manager.count()) == ("undone", before, before + 2)
    again = a_run(folder, office, cast.committee, rows, headings=UNIT_HEADINGS, kind=Kind.UNITS)
    assert [result for _, result, _ in preview(again)] == ["same", "new", "new", "refused", "doubled"]


def test_undoing_a_list_of_units_bears_being_killed_in_between(folder: Path, cast: Cast) -> None:
    office = cast.office.actor
    rows = [[1, "Chi bộ Trường THCS", "", "", ""], [2, "Chi bộ Trường Mầm non", "", "", ""]]
    run = agreed(office, a_run(folder, office, cast.committee, rows, headings=UNIT_HEADINGS, kind=Kind.UNITS))
    withdraw_unit(actor=office, unit_id=Unit.objects.get(name="Chi bộ Trường THCS").pk, version=1)

    run = undone(office, run)

    assert (run.state, selectors.left_rows(run).count()) == ("undone", 0)


def test_a_unit_whose_place_is_gone_meanwhile_is_left_out(folder: Path, cast: Cast) -> None:
    office = cast.office.actor
    above = agreed(office, a_run(folder, office, cast.committee, PART, headings=UNIT_HEADINGS, kind=Kind.UNITS))
    rows = [[1, "Chi bộ Trường THCS", "Đảng bộ bộ phận Trường học", "", ""], [2, "Chi bộ Chợ", "", "", ""]]
    run = a_run(folder, office, cast.committee, rows, headings=UNIT_HEADINGS, kind=Kind.UNITS)
    undone(office, above)

    run = agreed(office, run)

    assert (run.state, [left.number for left in selectors.left_with_reasons(run)]) == ("done", [2])
    assert list(Unit.objects.filter(name__in=["Chi bộ Trường THCS", "Chi bộ Chợ"]).values_list("name")) == [
        ("Chi bộ Chợ",)
    ]


def test_a_unit_is_taken_back_after_the_list_of_its_members(folder: Path, cast: Cast) -> None:
    office = cast.office.actor
    rows = [[1, "Chi bộ thôn Đồng Tâm", "", "", ""]]
    units = agreed(office, a_run(folder, office, cast.committee, rows, headings=UNIT_HEADINGS, kind=Kind.UNITS))
    members = a_run(folder, office, cast.committee, [row("Lò Văn Đại", "78004512", "Đồng Tâm")])
    members = agreed(office, members)
    hamlet = Unit.objects.get(name="Chi bộ thôn Đồng Tâm")
    assert lines_of([Person.objects.get(full_name="Lò Văn Đại").pk]).popitem()[1]["unit_id"] == hamlet.pk

    undone(office, members)
    undone(office, units)

    assert not Unit.objects.filter(pk=hamlet.pk).exists()
