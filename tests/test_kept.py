"""`@kept` gives every test the same rows, and makes anew whatever could differ."""

from datetime import UTC, datetime

import pytest

from chibo.documents.models import StoredFile
from chibo.kernel import clock
from chibo.meetings.models import Meeting
from chibo.meetings.tests.factories import a_closed
from chibo.web import verifying
from tests.cast import Cast
from tests.kept import kept, ledger

pytestmark = pytest.mark.django_db
calls: list[str] = []


@kept
def noted(cast: Cast, word: str = "") -> str:
    calls.append(word)
    cast.cell.refresh_from_db()
    type(cast.cell).objects.filter(pk=cast.cell.pk).update(name=f"Chi bộ {word}")
    return f"Chi bộ {word}"


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    calls.clear()


@pytest.mark.parametrize("time", ["first", "again"])
def test_a_closed_meeting_is_whole_every_time(cast: Cast, time: str) -> None:
    meeting = a_closed(cast)
    assert Meeting.objects.get().pk == meeting.pk
    assert meeting.state == "closed"
    stored = StoredFile.objects.first()
    assert stored is not None
    assert verifying.verify() == 0


@pytest.mark.parametrize("time", ["first", "again"])
def test_the_same_is_made_once_and_found_every_time(cast: Cast, time: str) -> None:
    before = set(ledger.makings)
    assert noted(cast, "một") == "Chi bộ một"
    cast.cell.refresh_from_db()
    assert cast.cell.name == "Chi bộ một"
    assert ledger.steps in ledger.makings
    assert calls == ([] if ledger.steps in before else ["một"])


def test_after_another_write_it_is_made_anew(cast: Cast) -> None:
    noted(cast, "hai")
    cast.cell.save(update_fields=["name"])
    noted(cast, "hai")
    assert calls == ["hai", "hai"]


def test_with_anything_patched_it_is_made_anew_and_not_kept(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    before = dict(ledger.makings)
    monkeypatch.setattr(verifying, "__doc__", "")
    noted(cast, "ba")
    assert calls == ["ba"]
    assert ledger.makings == before


def test_another_time_is_kept_apart(cast: Cast) -> None:
    noted(cast, "bốn")
    with clock.at(datetime(2026, 12, 3, tzinfo=UTC)):
        ledger.steps = ()
        noted(cast, "bốn")
    assert calls == ["bốn", "bốn"]


@pytest.mark.django_db(transaction=True)
def test_where_a_test_commits_it_is_made_anew(cast: Cast) -> None:
    noted(cast, "một")
    assert calls == ["một"]
