"""`chibo import`: the same way as on the page, for whoever may go it there."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from tests.cast import Cast

from chibo.exchange.models import ImportRun
from chibo.exchange.services.work import work_on
from chibo.exchange.states import Kind
from chibo.exchange.tests.factories import AS_OF, HEADINGS
from chibo.exchange.tests.sheets import write_xlsx
from chibo.exchange.tests.test_services import MIXED
from chibo.members.models import Person
from chibo.web import importing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    # a test is one transaction, in which the worker cannot take its jobs: do what it would do
    monkeypatch.setattr(importing.jobs, "work_off", lambda: [work_on(run.pk) for run in ImportRun.objects.all()])
    with override_settings(DATA=tmp_path):
        yield tmp_path


def asked(folder: Path, cast: Cast, who: str = "office", **more: Any) -> importing.Asked:
    given = {
        "file": write_xlsx(folder / "a.xlsx", [HEADINGS, *MIXED]),
        "username": getattr(cast, who).user.username,
        "unit": "",
        "kind": Kind.MEMBERS,
        "as_of_on": AS_OF,
        "decision": "01-DS/ĐU",
        "agrees": False,
    }
    return importing.Asked(**{**given, **more})


def test_it_shows_what_would_become_of_the_rows(folder: Path, cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    assert importing.run(asked(folder, cast)) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[:5] == ["Mới: 2", "Thay đổi: 1", "Không đổi: 2", "Nghi trùng: 3", "Từ chối: 3"]
    assert not Person.objects.filter(full_name="Lò Văn Đại").exists()


def test_it_writes_when_told_to(folder: Path, cast: Cast) -> None:
    assert importing.run(asked(folder, cast, agrees=True)) == 0

    assert Person.objects.filter(full_name="Lò Văn Đại", import_run=None).count() == 1


@pytest.mark.parametrize(
    ("who", "more", "sentence"),
    [
        ("secretary", {}, "Chưa rõ nhập cho tổ chức nào"),
        ("office", {"unit": "Bản Mạ"}, "Chưa rõ nhập cho tổ chức nào"),
        ("office", {"file": Path("/nowhere/a.xlsx")}, "/nowhere/a.xlsx"),
    ],
)
def test_it_refuses_with_a_sentence(
    folder: Path, cast: Cast, capsys: pytest.CaptureFixture[str], who: str, more: dict[str, Any], sentence: str
) -> None:
    assert importing.run(asked(folder, cast, who, **more)) == 1

    assert sentence in capsys.readouterr().err
    assert ImportRun.objects.count() == 0
