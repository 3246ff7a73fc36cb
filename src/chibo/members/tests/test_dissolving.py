"""A cell that is dissolved takes nobody in, also where both are done at once."""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import partial
from typing import Any

import pytest
from django.db import connection
from tests.cast import Cast

from chibo.kernel.errors import Refusal
from chibo.kernel.ids import uuid7
from chibo.members import services
from chibo.members.models import Stay
from chibo.members.services import PersonFacts
from chibo.members.tests import factories as make
from chibo.organisations.selectors import place_of
from chibo.organisations.tests.factories import a_cell, a_committee, system_actor

DAY = date(2026, 3, 1)
HUYEN = PersonFacts(full_name="Bùi Thị Huyền", sex="female", born_on=date(1986, 8, 12))


def test_nobody_comes_into_a_cell_that_was_dissolved_meanwhile(cast: Cast) -> None:
    cell, office = a_cell(cast.committee), cast.office.actor
    new = services.NewMember(
        person_id=uuid7(),
        unit_id=cell.pk,
        person={"full_name": "Lò Văn Đại"},
        membership={},
        is_official=True,
        stays_from=DAY,
    )
    services.dissolve_cell(actor=office, unit=cell, version=1, dissolved_on=DAY, decision="21-QĐ/ĐU")
    who: dict[str, Any] = {"actor": office, "person_id": cast.member.id, "unit": cell, "decision": "20-GGT/ĐU"}
    acts: list[Callable[[], object]] = [
        lambda: services.transfer_member(**who, moved_on=DAY),
        lambda: services.start_temporary_stay(**who, starts_on=DAY),
        lambda: services.enter_member(actor=office, unit=cell, facts=HUYEN, entered=services.Entered(stays_from=DAY)),
    ]
    for act in acts:
        with pytest.raises(Refusal, match="already_dissolved"):
            act()
    listed = services.write_many(actor=office, place=place_of(cast.committee), run=cell, new=[new], changed=[])
    assert (listed.overtaken, listed.traces) == ([new.person_id], {})
    assert not Stay.objects.filter(unit=cell).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
def test_a_cell_is_dissolved_or_takes_a_member_in_never_both() -> None:
    committee = a_committee()
    office, home = system_actor(committee), a_cell(committee)
    cells = [a_cell(committee, f"Chi bộ thôn {number}") for number in range(6)]
    movers = [make.a_member(home, f"Lò Văn {number}") for number in range(6)]
    both = threading.Barrier(2)

    def run(acts: list[Callable[[], object]]) -> None:
        for act in acts:
            both.wait(20)
            with suppress(Refusal):
                act()
        connection.close()

    facts: dict[str, Any] = {"actor": office, "decision": "21-QĐ/ĐU"}
    ending = [partial(services.dissolve_cell, unit=cell, version=1, dissolved_on=DAY, **facts) for cell in cells]
    moving = [
        partial(services.transfer_member, person_id=person.pk, unit=cell, moved_on=DAY, **facts)
        for person, cell in zip(movers, cells, strict=True)
    ]
    threads = [threading.Thread(target=run, args=[acts]) for acts in (ending, moving)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    for cell in cells:
        cell.refresh_from_db()
        assert (cell.dissolved_on is None) == Stay.objects.filter(unit=cell, ends_on=None).exists()
