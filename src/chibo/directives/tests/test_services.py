"""Issuing and receiving: what is written, what is refused, who may."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from tests.cast import Cast

from chibo.access import Denied
from chibo.audit.models import Entry
from chibo.directives import selectors, services
from chibo.directives.figures import Where
from chibo.directives.models import Attachment, Delivery, Directive
from chibo.directives.states import Arrival, Kind, State
from chibo.directives.tests.factories import DECEMBER, a_draft, a_drafted, an_issued
from chibo.kernel import clock
from chibo.kernel.errors import Conflict, Refusal
from chibo.notices.models import Notice

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 18, 2, tzinfo=UTC)
MEETING = Where("Sinh hoạt chi bộ thường kỳ tháng 12/2026", "/sinh-hoat/x/")


@pytest.fixture(autouse=True)
def eighteenth_of_november() -> Iterator[None]:
    with clock.at(NOW):
        yield


def test_the_office_issues_to_all_cells_and_their_leaders_are_told(cast: Cast) -> None:
    before = Entry.objects.count()
    directive = an_issued(cast.office.actor, cast.committee)
    assert (directive.state, directive.issued_on, directive.issued_at) == (State.ISSUED, date(2026, 11, 18), NOW)
    arrivals = Delivery.objects.filter(directive=directive)
    assert {row.unit_id for row in arrivals} == {cast.cell.pk, cast.sibling_cell.pk, cast.staff_cell.pk}
    assert {(row.state, row.received_at, row.noted_at) for row in arrivals} == {(Arrival.RECEIVED, NOW, None)}
    told = set(Notice.objects.filter(kind="directives.notice.issued").values_list("user_id", flat=True))
    assert told == {cast.secretary.user.pk, cast.deputy.user.pk, cast.sibling_secretary.user.pk}
    assert Entry.objects.count() == before + 2  # drafted, issued


def test_only_chosen_units_receive_it(cast: Cast) -> None:
    directive = an_issued(cast.office.actor, cast.committee, to=[cast.cell.pk])
    assert [row.unit_id for row in Delivery.objects.filter(directive=directive)] == [cast.cell.pk]


def test_what_is_not_below_is_refused_and_nothing_is_sent(cast: Cast) -> None:
    with pytest.raises(Refusal, match="not_below"):
        an_issued(cast.office.actor, cast.committee, to=[cast.cell.pk, cast.foreign_cell.pk])
    with pytest.raises(Refusal, match="nobody_chosen"):
        an_issued(cast.office.actor, cast.committee, to=[])
    with pytest.raises(Refusal, match="nothing_to_send"):
        an_issued(cast.office.actor, cast.committee, body="")
    with pytest.raises(Refusal, match="day_past"):
        an_issued(cast.office.actor, cast.committee, discuss_by_on=date(2026, 11, 17))
    assert not Delivery.objects.exists()
    assert set(Directive.objects.values_list("state", flat=True)) == {State.DRAFT}


@pytest.mark.parametrize(
    "player", ["member", "secretary", "assigned", "committee_member", "inspection", "foreign_office"]
)
def test_others_may_not_issue_for_the_committee(cast: Cast, player: str) -> None:
    with pytest.raises(Denied):
        a_drafted(getattr(cast, player).actor, cast.committee)
    draft = a_drafted(cast.office.actor, cast.committee)
    with pytest.raises(Denied):
        services.issue_directive(actor=getattr(cast, player).actor, directive_id=draft.pk, version=1)
    assert not Delivery.objects.exists()


def test_a_draft_changes_and_an_issued_one_does_not(cast: Cast) -> None:
    actor = cast.committee_secretary.actor
    draft = a_drafted(actor, cast.committee)
    resolution = a_draft(kind=Kind.MONTHLY_RESOLUTION, number="12-NQ/ĐU", subject="Nghị quyết tháng 12")
    changed = services.change_directive(actor=actor, directive_id=draft.pk, version=1, draft=resolution)
    assert (changed.kind, changed.number, changed.version) == (Kind.MONTHLY_RESOLUTION, "12-NQ/ĐU", 2)
    with pytest.raises(Conflict):
        services.change_directive(actor=actor, directive_id=draft.pk, version=1, draft=resolution)
    services.issue_directive(actor=actor, directive_id=draft.pk, version=2)
    with pytest.raises(Refusal, match="no_longer_draft"):
        services.change_directive(actor=actor, directive_id=draft.pk, version=3, draft=resolution)
    with pytest.raises(Refusal, match="cannot_issue"):
        services.issue_directive(actor=actor, directive_id=draft.pk, version=3)


def test_files_come_and_go_with_a_draft_and_secrets_are_refused(cast: Cast) -> None:
    actor, draft = cast.office.actor, a_drafted(cast.office.actor, cast.committee, body="")
    pdf = b"%PDF-1.7\n"
    with pytest.raises(Refusal, match="documents"):
        services.add_file(actor=actor, directive_id=draft.pk, name="mat.pdf", content=BytesIO(pdf), secret_ticked=True)
    one = services.add_file(actor=actor, directive_id=draft.pk, name="dinh-huong.pdf", content=BytesIO(pdf))
    two = services.add_file(actor=actor, directive_id=draft.pk, name="thua.pdf", content=BytesIO(pdf), title="Thừa")
    services.remove_file(actor=actor, attachment_id=two.pk, version=two.version)
    assert [row.title for row in selectors.attachments_of(draft)] == ["dinh-huong.pdf"]
    services.issue_directive(actor=actor, directive_id=draft.pk, version=draft.version)
    with pytest.raises(Refusal, match="no_longer_draft"):
        services.remove_file(actor=actor, attachment_id=one.pk, version=one.version)
    with pytest.raises(Denied):
        services.remove_file(actor=cast.secretary.actor, attachment_id=one.pk, version=one.version)
    assert Attachment.objects.count() == 2


def test_withdrawing_needs_a_reason_once_it_has_gone_out(cast: Cast) -> None:
    actor, directive = cast.office.actor, an_issued(cast.office.actor, cast.committee)
    with pytest.raises(Refusal, match="needs_reason"):
        services.withdraw_directive(actor=actor, directive_id=directive.pk, version=directive.version)
    with pytest.raises(Denied):
        services.withdraw_directive(
            actor=cast.secretary.actor, directive_id=directive.pk, version=directive.version, reason="Sai"
        )
    gone = services.withdraw_directive(
        actor=actor, directive_id=directive.pk, version=directive.version, reason="Nhầm tháng"
    )
    assert (gone.state, gone.withdrawn_reason) == (State.WITHDRAWN, "Nhầm tháng")
    assert Notice.objects.filter(kind="directives.notice.withdrawn").count() == 3
    assert selectors.waiting_at(cast.cell.pk, DECEMBER) == []
    draft = a_drafted(actor, cast.committee)
    thrown = services.withdraw_directive(actor=actor, directive_id=draft.pk, version=1)
    assert (thrown.state, thrown.issued_at) == (State.WITHDRAWN, None)


def test_the_first_word_that_it_arrived_stays(cast: Cast) -> None:
    directive = an_issued(cast.office.actor, cast.committee)
    delivery = selectors.delivery_to(directive, cast.cell.pk)
    assert delivery is not None
    with pytest.raises(Denied):
        services.note_received(actor=cast.sibling_secretary.actor, delivery_id=delivery.pk)
    with pytest.raises(Denied):
        services.note_received(actor=cast.member.actor, delivery_id=delivery.pk)
    services.note_received(actor=cast.deputy.actor, delivery_id=delivery.pk)
    with clock.at(datetime(2026, 11, 20, tzinfo=UTC)):
        again = services.note_received(actor=cast.secretary.actor, delivery_id=delivery.pk)
    assert (again.noted_at, again.noted_by) == (NOW, cast.deputy.actor.name)


def test_from_arrival_over_the_agenda_to_dealt_with(cast: Cast) -> None:
    directive = an_issued(cast.office.actor, cast.committee)
    actor = cast.secretary.actor
    taken = {"unit": cast.cell, "directive_ids": [directive.pk], "meeting": MEETING}
    assert len(services.put_on_agenda(actor=actor, **taken)) == 1
    assert services.put_on_agenda(actor=actor, **taken) == []
    assert [row.state for row in selectors.waiting_at(cast.cell.pk, DECEMBER)] == [Arrival.ON_AGENDA]
    services.mark_dealt(actor=actor, dealt_on=date(2026, 12, 3), **taken)
    assert services.mark_dealt(actor=actor, dealt_on=date(2026, 12, 9), **taken) == []
    delivery = selectors.delivery_to(directive, cast.cell.pk)
    assert delivery is not None
    assert (delivery.state, delivery.dealt_on, delivery.door_url) == (
        Arrival.DEALT_WITH,
        date(2026, 12, 3),
        MEETING.url,
    )
    assert selectors.waiting_at(cast.cell.pk, DECEMBER) == []
    assert len(selectors.waiting_at(cast.sibling_cell.pk, DECEMBER)) == 1
    with pytest.raises(Denied):
        services.mark_dealt(actor=cast.sibling_secretary.actor, dealt_on=date(2026, 12, 3), **taken)
    with pytest.raises(Denied):
        services.put_on_agenda(actor=cast.member.actor, **taken)
