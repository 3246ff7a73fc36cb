"""The short meeting of the cell's committee before the cell meets, and its short minutes."""

from datetime import date

import pytest
from tests.cast import Cast

from chibo.documents.figures import Bullet, Fact, Heading, paper_from
from chibo.documents.states import Audience
from chibo.meetings import services
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.services import Speaker
from chibo.meetings.states import Kind, State
from chibo.meetings.tests.factories import DECEMBER, a_plan, on

pytestmark = pytest.mark.django_db


def a_held_one(cast: Cast) -> Meeting:
    """The secretary, the deputy and one more prepare December: one paragraph, one speech, two votes."""
    secretary = cast.secretary.actor
    plan = a_plan(held_on=date(2026, 12, 1), clerk_id=cast.cell_committee.id)
    with on(28):
        meeting = services.register_new(
            actor=secretary, unit_id=cast.cell.pk, month=DECEMBER, kind=Kind.COMMITTEE, plan=plan
        )
        services.call_meeting(actor=secretary, meeting_id=meeting.pk, version=meeting.version)
        meeting.refresh_from_db()
    with on(1, month=12, hour=20):
        services.open_meeting(actor=secretary, meeting_id=meeting.pk, version=meeting.version)
        services.take_roll(actor=secretary, meeting_id=meeting.pk, absent={})
        item = AgendaItem.objects.get(meeting=meeting, line="next_month")
        services.add_speech(
            actor=secretary, item_id=item.pk, speaker=Speaker(person_id=cast.deputy.id), text="Lo kinh phí làm đường."
        )
        services.write_text(actor=secretary, item_id=item.pk, version=item.version, text="Bàn việc làm đường thôn.")
        for line in ("draft", "minutes"):
            voted = AgendaItem.objects.get(meeting=meeting, line=line)
            services.all_agree(actor=secretary, item_id=voted.pk)
        meeting.refresh_from_db()
        return services.close_meeting(actor=secretary, meeting_id=meeting.pk, version=meeting.version)


def test_the_committee_of_a_cell_holds_a_short_meeting_with_short_minutes(cast: Cast) -> None:
    meeting = a_held_one(cast)
    assert (meeting.state, meeting.due_count, meeting.present_count) == (State.CLOSED, 3, 3)
    assert meeting.minutes_paper is not None
    paper = paper_from(meeting.minutes_paper.content)
    assert (paper.head.issuer, paper.head.type_name) == ("CHI BỘ THÔN TRUNG HÒA", "BIÊN BẢN")
    assert paper.head.subject == "họp chi ủy tháng 12/2026"
    facts = {block.label: block.value for block in paper.body if isinstance(block, Fact)}
    assert facts["Tổng số cấp ủy viên"] == "3 đồng chí (chính thức 3)"
    said = [getattr(block, "text", "") for block in paper.body]
    assert "Bàn việc làm đường thôn." in said
    assert any("tán thành 3/3 đồng chí, đạt 100,00" in text for text in said)
    assert not any("Lo kinh phí" in text for text in said)  # short: no words of single members
    assert sum(isinstance(block, Heading) and block.level == 2 for block in paper.body) == 6
    (vote,) = [block.text for block in paper.body if isinstance(block, Bullet)]
    assert vote.startswith("Biểu quyết: Thông qua biên bản: giơ thẻ, tán thành 3/3 đồng chí")
    assert [signature.office for signature in paper.signatures] == ["NGƯỜI GHI BIÊN BẢN", "CHỦ TRÌ"]


def test_its_minutes_are_for_those_who_lead_the_cell(cast: Cast) -> None:
    meeting = a_held_one(cast)
    assert meeting.minutes_paper is not None
    assert meeting.minutes_paper.audience == Audience.BOARD
