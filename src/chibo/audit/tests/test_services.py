"""Every write leaves one entry, and nothing takes it back."""

import json
import uuid
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from chibo.access import Actor, Place
from chibo.accounts.models import User
from chibo.audit.models import Entry, EntryValue, Look, Stale
from chibo.audit.selectors import latest_entries
from chibo.audit.services import command, look, record
from chibo.kernel.months import Month

pytestmark = pytest.mark.django_db

ACTOR = Actor(user_id=7, person_id=None, name="Lê Minh Đức", mandates=(), on=date(2026, 12, 3))
HERE = Place(uuid.uuid4(), "00001")


@pytest.fixture
def user() -> User:
    return User.objects.create(username="duc", display_name="Lê Minh Đức")


@command("audit.test.rename")
def rename(user: User, name: str, *, times: int = 1) -> None:
    before, user.display_name = user.display_name, name
    user.save(update_fields=["display_name"])
    for _ in range(times):
        record(ACTOR, user, HERE, changed={"display_name": (before, name)})


@command("audit.test.rename_twice")
def rename_twice(user: User) -> None:
    rename(user, "Một")
    rename(user, "Hai")
    record(ACTOR, user, HERE, details={"times": 2})


def test_a_command_leaves_one_entry_that_says_who_what_and_where(user: User) -> None:
    rename(user, "Lê Minh Đạo")
    entry = Entry.objects.get()
    assert (entry.action, entry.actor_name, entry.object_type, entry.object_id) == (
        "audit.test.rename",
        "Lê Minh Đức",
        "accounts.user",
        str(user.pk),
    )
    assert (entry.unit_id, entry.unit_path) == (HERE.unit_id, "00001")


def test_the_last_entry_of_a_thing_is_found_by_type_and_id(user: User) -> None:
    """By the id alone no index would help, and the record is the longest table there is."""
    rename(user, "Một")
    rename(user, "Hai")
    key = ("accounts.user", str(user.pk))
    found = latest_entries([key, ("members.person", str(user.pk)), ("", "")])
    assert found == {key: Entry.objects.order_by("id").last()}
    with CaptureQueriesContext(connection) as asked:
        latest_entries([key])
    assert all("object_type" in query["sql"].partition("WHERE")[2] for query in asked)


def test_the_body_names_changed_fields_and_holds_none_of_their_values(user: User) -> None:
    rename(user, "Lê Minh Đạo")
    body = bytes(Entry.objects.get().body)
    assert list(json.loads(body)["changed"]) == ["display_name"]
    assert "Đạo".encode() not in body.replace("Lê Minh Đức".encode(), b"")
    value = EntryValue.objects.get()
    assert (value.before, value.after) == ("Lê Minh Đức", "Lê Minh Đạo")


def test_the_same_change_hashes_differently_each_time(user: User) -> None:
    for _ in range(2):
        rename(user, "Lê Minh Đạo")
        user.display_name = "Lê Minh Đức"
    first, second = (json.loads(bytes(entry.body))["changed"] for entry in Entry.objects.all())
    assert first != second


@pytest.mark.parametrize("times", [0, 2])
def test_a_command_that_leaves_no_entry_or_two_is_undone(user: User, times: int) -> None:
    with pytest.raises(RuntimeError, match=f"left {times} audit entries"):
        rename(user, "Lê Minh Đạo", times=times)
    user.refresh_from_db()
    assert user.display_name == "Lê Minh Đức"
    assert not Entry.objects.exists()


def test_commands_inside_a_command_leave_their_own_entries_under_one_command_id(user: User) -> None:
    rename_twice(user)
    entries = list(Entry.objects.order_by("id"))
    assert sorted(entry.action for entry in entries) == [
        "audit.test.rename",
        "audit.test.rename",
        "audit.test.rename_twice",
    ]
    assert len({entry.command_id for entry in entries}) == 1


def test_record_outside_a_command_is_an_error(user: User) -> None:
    with pytest.raises(RuntimeError, match="inside a @command"):
        record(ACTOR, user, HERE)


def test_what_a_command_touches_becomes_stale_in_the_same_transaction(user: User) -> None:
    @command("audit.test.touch")
    def touch() -> None:
        record(ACTOR, user, HERE, touches=[(HERE.unit_id, Month(2026, 12), "meetings")])

    touch()
    stale = Stale.objects.get()
    assert (stale.unit_id, stale.month_on, stale.topic) == (HERE.unit_id, date(2026, 12, 1), "meetings")


@pytest.mark.parametrize("model", [Entry, Look])
@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_database_refuses_to_change_or_remove_what_is_recorded(user: User, model: type, act: str) -> None:
    rename(user, "Lê Minh Đạo")
    look(ACTOR, "members.record", person_id=uuid.uuid4())
    rows = model.objects.all()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(actor_name="") if act == "update" else rows.delete()
    assert model.objects.count() == 1


def test_a_look_says_who_whom_which_part_and_what_for() -> None:
    person_id = uuid.uuid4()
    look(ACTOR, "members.record", person_id=person_id, purpose="Đối chiếu hồ sơ")
    row = Look.objects.get()
    assert (row.actor_name, row.person_id, row.part, row.purpose) == (
        "Lê Minh Đức",
        person_id,
        "members.record",
        "Đối chiếu hồ sơ",
    )
