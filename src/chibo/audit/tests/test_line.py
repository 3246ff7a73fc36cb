"""On SQLite the writers of one process stand in line, so that none sleeps while nobody writes."""

import threading
import uuid

import pytest
from django.db import connection

from chibo.access import Actor, Place
from chibo.accounts.models import User
from chibo.audit.models import Entry
from chibo.audit.services import command, record

ACTOR = Actor(user_id=7, person_id=None, name="Lê Minh Đức", mandates=(), on=None)


@command("audit.test.hold")
def hold(user: User, inside: threading.Event, go_on: threading.Event) -> None:
    inside.set()
    assert go_on.wait(20)
    record(ACTOR, user, Place(uuid.uuid4(), "00001"))


@pytest.mark.django_db(transaction=True)
def test_a_writer_waits_for_the_one_before_though_the_database_would_not() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL lets many write at a time")
    user = User.objects.create(username="duc", display_name="Lê Minh Đức")
    first_inside, second_inside, go_on, may_end = (threading.Event() for _ in range(4))

    def write(inside: threading.Event, until: threading.Event) -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA busy_timeout = 0")  # the database refuses at once instead of waiting
            hold(user, inside, until)
        finally:
            connection.close()

    may_end.set()
    first = threading.Thread(target=write, args=(first_inside, go_on))
    second = threading.Thread(target=write, args=(second_inside, may_end))
    first.start()
    assert first_inside.wait(20)
    second.start()
    assert not second_inside.wait(0.2)
    go_on.set()
    first.join(20)
    second.join(20)
    assert Entry.objects.count() == 2
