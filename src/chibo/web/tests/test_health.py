"""`chibo check` finds what an operator must mend, and says how."""

from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from pytest_django.fixtures import Settings
from tests.cast import Cast

from chibo.audit.models import Stale
from chibo.audit.services import seal_waiting
from chibo.web import health


@pytest.mark.django_db
def test_all_is_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert health.report() == 0
    assert capsys.readouterr().out.splitlines() == [
        "files: in order",
        "database: in order",
        "data folder: in order",
        "stored files: in order",
        "settings: in order",
        "figures: in order",
        "translations: in order",
    ]


@pytest.mark.django_db
def test_a_waiting_migration_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    MigrationRecorder(connection).record_unapplied("audit", "0002_append_only")
    assert health.report() == 1
    assert "1 migrations wait: run `chibo migrate`." in capsys.readouterr().out


@pytest.mark.django_db
def test_a_second_server_with_a_data_folder_of_its_own_is_found(
    cast: Cast, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.DATA = tmp_path / "one"
    seal_waiting()
    assert "sealed from another data folder" not in _said(capsys)
    settings.DATA = tmp_path / "other"
    assert "sealed from another data folder" in _said(capsys)


def _said(capsys: pytest.CaptureFixture[str]) -> str:
    health.report()
    return capsys.readouterr().out


@pytest.mark.django_db
def test_debug_is_found(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    settings.DEBUG = True
    assert health.report() == 1
    assert "CHIBO_DEBUG is on" in capsys.readouterr().out


@pytest.mark.django_db
def test_a_folder_that_cannot_be_written_is_found(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    settings.DATA = tmp_path / "file"
    assert health.report() == 1
    assert "nothing can be written to" in capsys.readouterr().out


@pytest.mark.django_db
def test_a_key_that_others_can_read_is_found(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.DATA = tmp_path
    (tmp_path / "secret.key").write_text("x", encoding="ascii")
    (tmp_path / "secret.key").chmod(0o644)
    assert health.report() == 1
    assert "chmod 600" in capsys.readouterr().out


@pytest.mark.django_db
def test_a_month_that_could_not_be_counted_is_named(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    Stale.objects.create(
        unit_id=cast.cell.pk,
        month_on="2026-12-01",
        topic="meetings",
        command_id=cast.cell.pk,
        failures=2,
        error="KeyError: 'value'",
    )
    assert health.report() == 1
    assert f"2026-12 of {cast.cell.name} could not be counted (2 times): KeyError: 'value'" in capsys.readouterr().out
