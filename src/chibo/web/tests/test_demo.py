"""One click signs in at a marked database on a server that this machine alone reaches, and nowhere else."""

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast

from chibo.ballots.models import PaperCount
from chibo.kernel import clock
from chibo.kernel.text import fold
from chibo.meetings import selectors as meetings
from chibo.organisations.models import Unit
from chibo.tasks.selectors import undecided_of
from chibo.web import bound, server
from chibo.web.demo import command, names
from chibo.web.demo.__main__ import ACCOUNTS
from chibo.web.demo.make import make
from chibo.web.models import DemoMark

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def loopback(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(bound, "to_loopback", lambda: True)
    yield


def enter(**headers: str) -> int:
    return Client().post(reverse("demo_enter", args=["bi-thu"]), **headers).status_code


def test_without_the_mark_nobody_is_let_in(cast: Cast) -> None:
    assert enter() == 404
    assert "demo" not in Client().get("/vao/").content.decode()


@pytest.mark.parametrize(
    "headers",
    [
        {"REMOTE_ADDR": "192.168.1.7"},
        {"HTTP_X_FORWARDED_FOR": "203.0.113.9"},
        {"HTTP_FORWARDED": "for=203.0.113.9"},
        {"HTTP_X_REAL_IP": "203.0.113.9"},
        {"HTTP_VIA": "1.1 proxy"},
    ],
)
def test_from_elsewhere_the_mark_does_not_help(cast: Cast, headers: dict[str, str]) -> None:
    DemoMark.objects.create(made_on=date(2026, 11, 22))
    assert enter(**headers) == 404


def test_on_a_server_that_others_reach_the_mark_does_not_help(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    DemoMark.objects.create(made_on=date(2026, 11, 22))
    monkeypatch.setattr(bound, "to_loopback", lambda: False)
    assert enter() == 404


def test_the_terminal_names_everybody_with_a_password_in_both_languages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ACCOUNTS).write_text("Demo-1", encoding="ascii")
    monkeypatch.setattr(os, "environ", dict(os.environ))
    monkeypatch.setattr(server, "serve", lambda *_, **__: 0)
    assert command.run(tmp_path, 8000, fresh=False) == 0
    vietnamese, english, *players = capsys.readouterr().out.splitlines()
    assert "mật khẩu Demo-1" in vietnamese
    assert "password Demo-1" in english
    typed = {fold(name).replace(" ", ".") for name in names.TYPED} | {names.OPERATOR[0]}
    assert {line.split()[0] for line in players} == typed
    assert all(" / " in line for line in players)


@pytest.mark.parametrize("today", [date(2026, 12, 31), date(2028, 2, 29)])
def test_the_demo_is_made_on_any_day_with_the_present_month_in_every_state(today: date) -> None:
    with clock.at(datetime(today.year, today.month, today.day, 3, tzinfo=UTC)):
        ground = make(today=today, password="Nuoc-sach-2026", behind=1)
        DemoMark.objects.create(made_on=today)
        office = ground.actor("Nguyễn Thị Mai Chi")
        present = meetings.meetings_for(office).filter(month_on=today.replace(day=1))
        states = {meeting.unit.name: meeting.state for meeting in present}
        assert states.pop(ground.committee.name) == "registered"
        assert sorted(states.values()) == ["called", "closed", "registered"]
        assert Unit.objects.filter(parent=ground.committee, dissolved_on=None).count() == 4
        assert len(ground.people) == 48
        assert PaperCount.objects.get().state == "agreed"
        own = ground.people[names.MEMBER].pk
        assert [task.due_on for task in undecided_of(ground.cells[0].pk) if task.person_id == own][-1] > today
        assert enter() == 302
