"""SQLite chooses the index that finds few rows, once it was told how its values are spread."""

import pytest
from django.db import connection

from chibo.keeping.statistics import refresh_statistics
from chibo.members.models import Person, Standing

pytestmark = pytest.mark.django_db


def way_to_probationers(people: list[Person]) -> str:
    """Return how the engine would look for those of a cell on probation who have no account."""
    rows = Standing.objects.filter(kind="probationary", ends_on=None, person__user=None, person__in=people)
    return rows.select_related("person").order_by("starts_on").explain()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps its own statistics")
def test_the_index_of_an_almost_empty_column_is_passed_over() -> None:
    people = Person.objects.bulk_create(Person(full_name=f"Lò Văn {n}", sort_name=f"{n:05}") for n in range(3000))
    assert "(user_id=?)" in way_to_probationers(people[:30])
    refresh_statistics()
    assert "(user_id=?)" not in way_to_probationers(people[:30])


def test_on_either_engine_it_bears_being_done_again() -> None:
    refresh_statistics()
    refresh_statistics()
    assert Person.objects.count() == 0
