"""The plan of topics: made in the cell, sent and noted above, brought into the draft of the thematic meeting."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.cast import Cast, undone

from chibo.access import Denied
from chibo.kernel.errors import Refusal
from chibo.kernel.months import Month
from chibo.meetings import services
from chibo.meetings.models import AgendaItem, Material, Meeting, Topic, TopicPlan
from chibo.meetings.rules.topics import check_topic, check_year
from chibo.meetings.selectors import topics as selectors
from chibo.meetings.services import TopicSaid
from chibo.meetings.states import Kind
from chibo.meetings.tests.factories import DECEMBER, a_draft, a_plan, on
from chibo.notices.models import Notice

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 bai chuyen de"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    with on(10):
        yield


def a_topic(cast: Cast, title: str = "Học tập Bác về tiết kiệm", month: Month | None = DECEMBER, **said: Any) -> Topic:
    facts = {"quarter": 4, "month": month, "author_id": cast.member.id} | said
    return services.plan_topic(
        actor=cast.cell_committee.actor, unit_id=cast.cell.pk, year=2026, said=TopicSaid(title, **facts)
    )


def approved(cast: Cast, topic: Topic) -> Topic:
    topic.refresh_from_db()
    topic = services.attach_topic_paper(
        actor=cast.cell_committee.actor,
        topic_id=topic.pk,
        version=topic.version,
        name="bai.pdf",
        content=BytesIO(PDF),
    )
    return services.approve_topic_paper(actor=cast.secretary.actor, topic_id=topic.pk, version=topic.version)


def sent(cast: Cast) -> TopicPlan:
    plan = TopicPlan.objects.get()
    return services.send_topics(actor=cast.secretary.actor, plan_id=plan.pk, version=plan.version)


def thematic(cast: Cast, month: Month = DECEMBER) -> Meeting:
    return a_draft(cast.secretary.actor, cast.cell, month, Kind.THEMATIC)


def test_a_topic_has_a_title_and_a_month_of_its_quarter() -> None:
    check_topic("Tiết kiệm", 4, None, 2026)
    check_topic("Tiết kiệm", 4, Month(2026, 10), 2026)
    with pytest.raises(Refusal, match="topic_without_title"):
        check_topic("", 4, None, 2026)
    for month in (Month(2026, 9), Month(2025, 12)):
        with pytest.raises(Refusal, match="topic_month"):
            check_topic("Tiết kiệm", 4, month, 2026)
    for year in (2024, 2029):
        with pytest.raises(Refusal, match="topic_year"):
            check_year(year, 2026)


def test_the_planned_topic_comes_into_the_draft_by_itself_with_its_paper(cast: Cast) -> None:
    a_topic(cast, "Quý này, tháng nào cũng được", month=None)
    topic = approved(cast, a_topic(cast))
    meeting = thematic(cast)
    item = AgendaItem.objects.get(meeting=meeting, line="paper")
    assert item.title == "Trình bày chuyên đề: Học tập Bác về tiết kiệm"
    assert (item.presenter_id, item.source_key) == (cast.member.id, f"topic:{topic.pk}")
    material = Material.objects.get(meeting=meeting)
    assert (material.file_id, material.item_id, material.sent_at) == (topic.file_id, item.pk, None)
    topic.refresh_from_db()
    assert topic.meeting_id == meeting.pk


def test_a_topic_of_the_quarter_serves_where_none_is_meant_for_the_month(cast: Cast) -> None:
    a_topic(cast, "Của tháng 10", month=Month(2026, 10))
    any_month = a_topic(cast, "Của quý", month=None)
    meeting = thematic(cast)
    assert AgendaItem.objects.get(meeting=meeting, line="paper").source_key == f"topic:{any_month.pk}"
    services.cancel_meeting(actor=cast.secretary.actor, meeting_id=meeting.pk, version=meeting.version, reason="Bão")
    again = thematic(cast)
    any_month.refresh_from_db()
    assert any_month.meeting_id == again.pk


def test_without_a_plan_the_draft_is_the_standard_one(cast: Cast) -> None:
    item = AgendaItem.objects.get(meeting=thematic(cast), line="paper")
    assert (item.title, item.source_key) == ("Trình bày chuyên đề", "")


def test_a_paper_approved_later_and_a_change_follow_into_the_draft(cast: Cast) -> None:
    topic = a_topic(cast)
    meeting = thematic(cast)
    assert not Material.objects.filter(meeting=meeting).exists()
    topic = approved(cast, topic)
    assert Material.objects.filter(meeting=meeting, file=topic.file_id).count() == 1
    said = TopicSaid("Chống lãng phí", 4, DECEMBER, cast.deputy.id)
    services.change_topic(actor=cast.secretary.actor, topic_id=topic.pk, version=topic.version, said=said)
    item = AgendaItem.objects.get(meeting=meeting, line="paper")
    assert (item.title, item.presenter_id) == ("Trình bày chuyên đề: Chống lãng phí", cast.deputy.id)
    topic.refresh_from_db()
    with pytest.raises(Refusal, match="topic_in_meeting"):
        services.drop_topic(actor=cast.secretary.actor, topic_id=topic.pk, version=topic.version)


def test_a_new_paper_is_approved_anew(cast: Cast) -> None:
    topic = a_topic(cast)
    with pytest.raises(Refusal, match="topic_without_paper"), undone():
        services.approve_topic_paper(actor=cast.secretary.actor, topic_id=topic.pk, version=topic.version)
    topic = approved(cast, topic)
    with pytest.raises(Refusal, match="topic_approved_already"), undone():
        services.approve_topic_paper(actor=cast.secretary.actor, topic_id=topic.pk, version=topic.version)
    topic = services.attach_topic_paper(
        actor=cast.secretary.actor, topic_id=topic.pk, version=topic.version, name="moi.pdf", content=BytesIO(PDF)
    )
    assert topic.approved_at is None
    with pytest.raises(Denied), undone():
        services.approve_topic_paper(actor=cast.cell_committee.actor, topic_id=topic.pk, version=topic.version)


def test_the_plan_goes_up_is_noted_and_goes_again_after_a_change(cast: Cast) -> None:
    topic = a_topic(cast)
    plan = sent(cast)
    assert Notice.objects.filter(kind="meetings.notice.topics_sent").exists()
    with pytest.raises(Refusal, match="topics_sent_already"), undone():
        services.send_topics(actor=cast.secretary.actor, plan_id=plan.pk, version=plan.version)
    plan = services.note_topics(actor=cast.office.actor, plan_id=plan.pk, version=plan.version, note="Bổ sung quý I")
    assert (plan.noted_by, plan.note) == (cast.office.actor.name, "Bổ sung quý I")
    assert Notice.objects.filter(kind="meetings.notice.topics_noted").exists()
    services.drop_topic(actor=cast.secretary.actor, topic_id=topic.pk, version=topic.version)
    plan.refresh_from_db()
    assert (plan.sent_at, plan.noted_at) == (None, None)
    with pytest.raises(Refusal, match="topics_empty"), undone():
        services.send_topics(actor=cast.secretary.actor, plan_id=plan.pk, version=plan.version)
    with pytest.raises(Refusal, match="topics_not_sent"), undone():
        services.note_topics(actor=cast.office.actor, plan_id=plan.pk, version=plan.version)


def test_who_may_not(cast: Cast) -> None:
    topic = a_topic(cast)
    plan = TopicPlan.objects.get()
    said = TopicSaid("Việc khác", 4)
    for player in (cast.member, cast.office, cast.sibling_secretary):
        with pytest.raises(Denied), undone():
            services.plan_topic(actor=player.actor, unit_id=cast.cell.pk, year=2026, said=said)
        with pytest.raises(Denied), undone():
            services.drop_topic(actor=player.actor, topic_id=topic.pk, version=topic.version)
    sent(cast)
    with pytest.raises(Denied), undone():
        services.note_topics(actor=cast.secretary.actor, plan_id=plan.pk, version=2)
    with pytest.raises(Refusal, match="not_of_unit"), undone():
        a_topic(cast, author_id=cast.sibling_secretary.id)


def test_above_sees_what_was_sent_and_nothing_before(cast: Cast, django_assert_num_queries: Any) -> None:
    a_topic(cast)
    assert selectors.plan_of(cast.member.actor, cast.cell, 2026) is not None
    assert selectors.plan_of(cast.office.actor, cast.cell, 2026) is None
    assert list(selectors.plans_below(cast.office.actor, 2026)) == []
    plan = sent(cast)
    assert selectors.plan_of(cast.office.actor, cast.cell, 2026) == plan
    with django_assert_num_queries(1):  # plans, units and counts together
        assert [(one.unit_id, one.count) for one in selectors.plans_below(cast.office.actor, 2026)] == [
            (cast.cell.pk, 1)
        ]
    assert list(selectors.plans_below(cast.foreign_office.actor, 2026)) == []


def asked(client: Client, url: str) -> int:
    answer = client.get(url)
    b"".join(getattr(answer, "streaming_content", ()))
    return answer.status_code


def test_the_pages_from_plan_to_paper(cast: Cast, client: Client) -> None:
    url = f"{reverse('meetings:topics')}?to_chuc={cast.cell.pk}&nam=2026"
    client.force_login(cast.secretary.user)
    said = {"title": "Học tập Bác", "quarter": "4", "month": "12/2026", "author": str(cast.member.id)}
    assert client.post(url, said).status_code == 302
    assert client.post(url, said | {"title": ""}).status_code == 422
    assert client.post(url, said | {"month": "03/2026"}).status_code == 422
    topic, plan = Topic.objects.get(), TopicPlan.objects.get()
    shown = client.get(url).content.decode()
    assert "Học tập Bác" in shown and "Chưa có chuyên đề: Quý I, Quý II, Quý III." in shown
    assert client.post(reverse("meetings:send_topics", args=[plan.pk]), {"version": plan.version}).status_code == 302
    page = reverse("meetings:topic", args=[topic.pk])
    assert client.get(page).status_code == 200
    file = SimpleUploadedFile("bai.pdf", PDF)
    kept = client.post(reverse("meetings:topic_paper", args=[topic.pk]), {"file": file, "version": 1})
    assert kept.status_code == 302
    read = reverse("meetings:topic_file", args=[topic.pk])
    for player, status in ((cast.member, 200), (cast.other_member, 404), (cast.office, 404)):
        client.force_login(player.user)
        assert asked(client, read) == status
    client.force_login(cast.secretary.user)
    topic.refresh_from_db()
    client.post(reverse("meetings:approve_topic", args=[topic.pk]), {"version": topic.version})
    client.force_login(cast.other_member.user)
    assert asked(client, read) == 200
    assert client.post(page, said).status_code == 403
    client.force_login(cast.office.user)
    plan.refresh_from_db()
    assert "Ghi nhận" in client.get(url).content.decode()
    noted = {"version": plan.version, "note": "Tốt"}
    client.post(reverse("meetings:note_topics", args=[plan.pk]), noted)
    plan.refresh_from_db()
    assert plan.noted_at is not None and plan.note == "Tốt"
    client.force_login(cast.foreign_office.user)
    assert client.get(url).status_code == 404
    assert client.get(page).status_code in (403, 404)


def test_a_topic_leads_to_its_meeting_once_the_meeting_opens_for_the_reader(cast: Cast, client: Client) -> None:
    topic = a_topic(cast)
    meeting = thematic(cast)
    page, link = reverse("meetings:topic", args=[topic.pk]), reverse("meetings:detail", args=[meeting.pk])
    for player, leads in ((cast.cell_committee, True), (cast.member, False)):
        client.force_login(player.user)
        assert (link in client.get(page).content.decode()) is leads
        assert client.get(link).status_code == (200 if leads else 404)
    services.register_meeting(actor=cast.secretary.actor, meeting_id=meeting.pk, version=meeting.version, plan=a_plan())
    assert link in client.get(page).content.decode()
    assert client.get(link).status_code == 200


def test_a_year_that_is_far_off_is_refused(cast: Cast) -> None:
    with pytest.raises(Refusal, match="topic_year"):
        services.plan_topic(actor=cast.secretary.actor, unit_id=cast.cell.pk, year=2031, said=TopicSaid("Xa quá", 1))
