"""Items with secret papers: nothing is uploaded for them, and nobody takes part in them from away."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast, undone

from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.meetings import papers, services
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.papers.facts import facts_of
from chibo.meetings.rules.away import barred_as
from chibo.meetings.selectors.away import link_for
from chibo.meetings.services import ItemPlan, Put
from chibo.meetings.states import Form
from chibo.meetings.tests.factories import EVENING, a_called, on
from chibo.meetings.tests.test_away import LINK, a_meeting, online_rule, permit

pytestmark = pytest.mark.django_db
SECRET = ItemPlan("Tình hình an ninh địa bàn", is_secret=True)


@pytest.fixture(autouse=True)
def the_evening_of_the_third(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.DATA = tmp_path
    with clock.at(EVENING):
        yield


def called(cast: Cast) -> tuple[Meeting, AgendaItem]:
    with on(19):
        meeting = a_called(cast.secretary.actor, cast.cell, chair_id=cast.secretary.id, clerk_id=cast.member.id)
        return meeting, services.add_item(actor=cast.secretary.actor, meeting_id=meeting.pk, plan=SECRET)


def upload(cast: Cast, meeting: Meeting, item: AgendaItem) -> Any:
    content = BytesIO(b"%PDF-1.7 so lieu")
    return services.add_material(
        actor=cast.secretary.actor, meeting_id=meeting.pk, name="a.pdf", content=content, item_id=item.pk
    )


def opened(cast: Cast, *, away: bool) -> tuple[Meeting, AgendaItem]:
    """Open a meeting that some attend from away, with the roll taken; the item stands on its agenda."""
    permit(cast)
    meeting = a_meeting(cast)
    with on(20):
        item = services.add_item(actor=cast.secretary.actor, meeting_id=meeting.pk, plan=SECRET)
    meeting = services.open_meeting(actor=cast.secretary.actor, meeting_id=meeting.pk, version=None)
    online = (cast.deputy.id,) if away else ()
    return services.take_roll(actor=cast.member.actor, meeting_id=meeting.pk, absent={}, online=online), item


def test_a_rule_bars_secret_papers_whatever_is_voted_on() -> None:
    rule = online_rule()
    assert barred_as("", None, rule, is_secret=True) == "secret_content"
    assert barred_as("", None, rule.model_copy(update={"barred": ("election",)}), is_secret=True) == ""


def test_nothing_is_uploaded_for_secret_papers_but_on_a_closed_network(cast: Cast, settings: Any) -> None:
    meeting, item = called(cast)
    with pytest.raises(Refusal, match="secret_item_no_files"), undone():
        upload(cast, meeting, item)
    settings.MODE = "closed"
    assert upload(cast, meeting, item).item_id == item.pk


def test_an_item_with_files_is_not_called_secret(cast: Cast) -> None:
    meeting, secret = called(cast)
    actor = cast.secretary.actor
    services.edit_item(actor=actor, item_id=secret.pk, version=secret.version, plan=ItemPlan("An ninh"))
    file = upload(cast, meeting, secret)
    secret.refresh_from_db()
    with pytest.raises(Refusal, match="secret_item_has_files"), undone():
        services.edit_item(actor=actor, item_id=secret.pk, version=secret.version, plan=SECRET)
    services.remove_material(actor=actor, material_id=file.pk, version=file.version)
    assert services.edit_item(actor=actor, item_id=secret.pk, version=secret.version, plan=SECRET).is_secret


def test_the_item_begins_once_nobody_is_away_and_keeps_all_out_until_it_ends(cast: Cast) -> None:
    meeting, item = opened(cast, away=True)
    clerk, member = cast.member.actor, cast.deputy.actor
    with pytest.raises(Refusal, match="away_secret_content"), undone():
        services.start_item(actor=clerk, item_id=item.pk)
    before = AgendaItem.objects.filter(meeting=meeting, position__lt=item.position).latest("position")
    with pytest.raises(Refusal, match="away_secret_content"), undone():
        services.conclude_item(actor=clerk, item_id=before.pk, version=None)
    with pytest.raises(Refusal, match="away_secret_content"), undone():
        services.put_to_vote(actor=cast.secretary.actor, item_id=item.pk, put=Put("Kế hoạch", "resolution"))
    assert link_for(member, meeting) == LINK
    services.leave_from_away(actor=member, meeting_id=meeting.pk)
    services.start_item(actor=clerk, item_id=item.pk)
    assert link_for(member, meeting) == ""
    with pytest.raises(Refusal, match="away_secret_content_now"), undone():
        services.join_from_away(actor=member, meeting_id=meeting.pk)
    with pytest.raises(Refusal, match="away_secret_content_now"), undone():
        services.take_roll(actor=clerk, meeting_id=meeting.pk, absent={}, online=(cast.deputy.id,))
    services.conclude_item(actor=clerk, item_id=item.pk, version=None)
    assert link_for(member, meeting) == LINK
    services.join_from_away(actor=member, meeting_id=meeting.pk)


def test_everybody_sees_why(cast: Cast, client: Client) -> None:
    meeting, item = opened(cast, away=False)
    services.start_item(actor=cast.member.actor, item_id=item.pk)
    client.force_login(cast.deputy.user)
    for name in ("detail", "phone"):
        said = client.get(reverse(f"meetings:{name}", args=[meeting.pk])).content.decode()
        assert "Chỉ bàn tại phòng họp" in said and LINK not in said and "Tôi dự từ xa" not in said
    client.force_login(cast.secretary.user)
    assert "không ghi chi tiết" in client.get(reverse("meetings:room", args=[meeting.pk])).content.decode()
    assert "Nội dung mật" in client.get(reverse("meetings:wall", args=[meeting.pk])).content.decode()


def test_the_video_room_is_shut_meanwhile(cast: Cast, settings: Any) -> None:
    meeting, item = opened(cast, away=False)
    settings.JITSI_URL, settings.JITSI_APP_ID, settings.JITSI_SECRET = "https://meet.example.vn", "chibo", "x" * 40
    Meeting.objects.filter(pk=meeting.pk).update(link="")
    meeting.refresh_from_db()
    assert meeting.form == Form.BOTH and link_for(cast.deputy.actor, meeting) != ""
    services.start_item(actor=cast.member.actor, item_id=item.pk)
    assert link_for(cast.deputy.actor, meeting) == ""


def test_the_notice_says_that_its_papers_are_handed_out(cast: Cast) -> None:
    meeting, _item = called(cast)
    assert "tài liệu phát tại phòng họp" in str(papers.notice_paper(facts_of(meeting)))
