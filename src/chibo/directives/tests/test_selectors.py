"""Who sees which directive, and how far it has come."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from tests.cast import Cast

from chibo.directives import selectors, services
from chibo.directives.figures import Progress, Where
from chibo.directives.tests.factories import DECEMBER, a_drafted, an_issued
from chibo.kernel import clock
from chibo.kernel.errors import Missing

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 18, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def eighteenth_of_november() -> Iterator[None]:
    with clock.at(NOW):
        yield


READERS = {"secretary", "deputy", "member", "assigned", "office", "inspection", "committee_secretary"}
STRANGERS = {"sibling_secretary", "sibling_member", "foreign_secretary", "foreign_office", "operator"}


@pytest.mark.parametrize("player", sorted(READERS | STRANGERS))
def test_a_directive_is_read_where_it_was_issued_and_where_it_arrived(cast: Cast, player: str) -> None:
    directive = an_issued(cast.office.actor, cast.committee, to=[cast.cell.pk])
    actor = getattr(cast, player).actor
    if player in READERS:
        assert selectors.directive_for(actor, directive.pk) == directive
    else:
        with pytest.raises(Missing):
            selectors.directive_for(actor, directive.pk)


@pytest.mark.parametrize(("player", "sees"), [("office", True), ("committee_secretary", True), ("inspection", False)])
def test_a_draft_is_for_those_who_may_issue_it(cast: Cast, player: str, sees: bool) -> None:
    draft = a_drafted(cast.office.actor, cast.committee)
    found = selectors.directives_for(getattr(cast, player).actor)
    assert list(found) == ([draft] if sees else [])
    services.withdraw_directive(actor=cast.office.actor, directive_id=draft.pk, version=1)
    assert not selectors.directives_for(cast.office.actor).exists()


def test_progress_goes_to_the_issuer_and_never_to_a_neighbour(cast: Cast) -> None:
    directive = an_issued(cast.office.actor, cast.committee)
    where = Where("Sinh hoạt", "/sinh-hoat/x/")
    day = date(2026, 12, 3)
    services.mark_dealt(
        actor=cast.secretary.actor, unit=cast.cell, directive_ids=[directive.pk], meeting=where, dealt_on=day
    )
    whole = Progress(sent=3, waiting=2, on_agenda=0, dealt_with=1, noted=1)
    for player in ("office", "committee_secretary", "committee_member", "inspection"):
        assert selectors.progress_for(getattr(cast, player).actor, directive) == whole, player
    for player in ("secretary", "member", "sibling_secretary", "foreign_office"):
        assert selectors.progress_for(getattr(cast, player).actor, directive).sent == 0, player


def test_what_waits_for_a_month_is_of_it_or_of_an_earlier_one(cast: Cast) -> None:
    for month in (DECEMBER.plus(-1), DECEMBER, DECEMBER.plus(1)):
        an_issued(cast.office.actor, cast.committee, month=month, subject=f"Cho {month}")
    waiting = selectors.waiting_at(cast.cell.pk, DECEMBER)
    assert [row.directive.subject for row in waiting] == ["Cho 2026-11", "Cho 2026-12"]
    arrived = selectors.arrived_for([cast.cell.pk, cast.foreign_cell.pk], DECEMBER)
    assert arrived == {cast.cell.pk: NOW}
