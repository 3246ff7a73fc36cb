"""Many rows by one statement are the same rows as one by one."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from chibo.audit.models import Look, Stale
from chibo.audit.rows import insert_many
from chibo.kernel.ids import uuid7

pytestmark = pytest.mark.django_db
WHEN = datetime(2026, 12, 3, 12, 30, tzinfo=UTC)


def test_values_and_defaults_are_as_the_model_has_them() -> None:
    person, unit = uuid7(), uuid7()
    row: dict[str, Any] = {
        "actor_user_id": 7,
        "actor_name": "Nguyễn Thị Mai Chi",
        "person_id": person,
        "part": "members.record",
        "details": {"rows": 3, "tên": "Ổn"},
        "unit_id": unit,
        "looked_at": WHEN,
    }

    insert_many(Look, list(row), [list(row.values())])

    look = Look.objects.get()
    assert {name: getattr(look, name) for name in row} == row
    assert (look.purpose, look.actor_person_id, look.object_id, look.pk.version) == ("", None, "", 7)


def test_rows_get_numbers_of_their_own() -> None:
    unit, command = uuid7(), uuid7()

    insert_many(
        Stale,
        ("unit_id", "month_on", "topic", "command_id"),
        [(unit, date(2026, month, 1), "members", command) for month in (1, 2, 3)],
    )

    assert list(Stale.objects.order_by("id").values_list("month_on__month", flat=True)) == [1, 2, 3]


def test_no_rows_are_no_statement(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        insert_many(Stale, ("unit_id",), [])
