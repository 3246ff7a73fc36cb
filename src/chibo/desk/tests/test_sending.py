"""A committee adopts its monthly resolution in its own meeting, and it goes down to the cells."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from tests.cast import Cast

from chibo.desk import services
from chibo.directives import selectors as directives
from chibo.directives.models import Delivery
from chibo.documents.figures import Paragraph, paper_from
from chibo.kernel import clock
from chibo.meetings import services as meetings
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.tests.factories import DECEMBER, a_plan, on
from chibo.resolutions import services as resolutions
from chibo.resolutions.models import Resolution

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def eighteenth_of_november() -> Iterator[None]:
    with clock.at(datetime(2026, 11, 18, 2, tzinfo=UTC)):
        yield


def test_what_a_committee_adopts_goes_down_under_its_own_number_with_its_pdf(cast: Cast) -> None:
    office, secretary = cast.office.actor, cast.committee_secretary.actor
    services.prepare_month(actor=office, unit=cast.committee, month=DECEMBER)
    plan = a_plan(chair_id=cast.committee_secretary.id, clerk_id=cast.assigned.id)
    meeting = meetings.register_meeting(actor=office, meeting_id=Meeting.objects.get().pk, version=None, plan=plan)
    meeting = meetings.call_meeting(actor=office, meeting_id=meeting.pk, version=meeting.version).meeting
    with on(3, 12, 20):
        meeting = meetings.open_meeting(actor=secretary, meeting_id=meeting.pk, version=meeting.version)
        meetings.take_roll(actor=secretary, meeting_id=meeting.pk, absent={})
        resolution = _adopted(cast, meeting)
        minutes = AgendaItem.objects.get(meeting=meeting, line="minutes")
        meetings.all_agree(actor=secretary, item_id=minutes.pk)
    with on(3, 12, 21):
        meeting.refresh_from_db()
        meetings.close_meeting(actor=secretary, meeting_id=meeting.pk, version=meeting.version)
        sent = services.send_resolution_below(actor=office, meeting_id=meeting.pk)
    assert (sent.number, sent.subject) == ("01-NQ/ĐU", f"Nghị quyết {resolution.subject}")
    assert "Dự sinh hoạt chi bộ thôn Trung Hòa: Nguyễn Thị Liên, 20/12/2026." in sent.body
    (attached,) = directives.attachments_of(sent)
    assert attached.file.name == "Nghị quyết 01-NQ-ĐU.pdf"
    assert Delivery.objects.filter(directive=sent).count() == 3


def _adopted(cast: Cast, meeting: Meeting) -> Resolution:
    """The committee hands out a task to one of its members and adopts its monthly resolution."""
    secretary = cast.committee_secretary.actor
    meetings.give_item_task(
        actor=secretary,
        item_id=AgendaItem.objects.get(meeting=meeting, line="summary").pk,
        title="Dự sinh hoạt chi bộ thôn Trung Hòa",
        person_id=cast.assigned.id,
        due_on=date(2026, 12, 20),
    )
    item = AgendaItem.objects.get(meeting=meeting, line="resolution")
    draft = resolutions.draft_resolution(actor=secretary, meeting_id=meeting.pk, item_id=item.pk)
    adopted = resolutions.adopt_resolution(actor=secretary, resolution_id=draft.pk, version=draft.version)
    assert adopted.paper is not None
    paper = paper_from(adopted.paper.content)
    assert (paper.head.issuer, paper.head.type_name) == ("ĐẢNG ỦY XÃ SƠN LỘC", "NGHỊ QUYẾT")
    assert (paper.signatures[0].authority, paper.signatures[0].name) == ("T/M ĐẢNG ỦY", "Trương Quốc Toàn")
    said = " ".join(block.text for block in paper.body if isinstance(block, Paragraph))
    assert "Đảng ủy xã Sơn Lộc tiến hành hội nghị cấp ủy tháng 12/2026; có mặt 3/3 đồng chí phải dự" in said
    assert "Nghị quyết được biểu quyết thông qua: 3/3 đồng chí tán thành" in said
    return adopted
