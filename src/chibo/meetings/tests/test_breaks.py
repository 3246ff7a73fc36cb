"""A break: everybody sees until when, the time of the item stands, and the minutes keep it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import Cast, sign_in

from chibo.access import Denied
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.meetings import papers, services
from chibo.meetings.models import AgendaItem, Break, Meeting
from chibo.meetings.rules.breaks import running_since
from chibo.meetings.selectors.following import Now
from chibo.meetings.selectors.recorded import recorded
from chibo.meetings.services.breaks import end_with
from chibo.meetings.tests.factories import EVENING, a_votable
from chibo.meetings.views.live_shown import VIEWS, parts_of

MINUTES = st.integers(0, 90)


@pytest.fixture
def item(cast: Cast) -> Iterator[AgendaItem]:
    with clock.at(EVENING):
        yield a_votable(cast)


def after(minutes: int) -> datetime:
    return EVENING + timedelta(minutes=minutes)


def a_break(cast: Cast, meeting: Meeting, start: int = 20, minutes: int = 15) -> Break:
    with clock.at(after(start)):
        return services.start_break(actor=cast.secretary.actor, meeting_id=meeting.pk, minutes=minutes)


@given(st.lists(st.tuples(MINUTES, MINUTES)), MINUTES)
def test_the_time_of_an_item_runs_on_by_the_breaks_after_its_beginning(spans: list[tuple[int, int]], at: int) -> None:
    breaks = [(after(start), after(start + length)) for start, length in spans]
    paused = sum(max(0, start + length - max(start, at)) for start, length in spans)
    assert running_since(after(at), breaks) == after(at + paused)


@pytest.mark.django_db
def test_all_views_say_until_when_and_the_time_of_the_item_stands(cast: Cast, item: AgendaItem) -> None:
    a_break(cast, item.meeting)
    shown = parts_of(item.meeting_id, frozenset(f"{view}.vi" for view in VIEWS))
    for view, regions in shown.items():
        assert "Giải lao đến 20:05" in "".join(regions.values()), view
    assert "20′" in shown["chair.vi"]["agenda"]
    with clock.at(after(40)):
        services.end_break(actor=cast.secretary.actor, meeting_id=item.meeting_id)
    assert Now(item.meeting).item_since == after(20)
    assert "Giải lao đến" not in parts_of(item.meeting_id, frozenset({"wall.vi"}))["wall.vi"]["wall"]


@pytest.mark.django_db
def test_the_minutes_keep_when_the_meeting_paused(cast: Cast, item: AgendaItem) -> None:
    a_break(cast, item.meeting)
    with clock.at(after(37)):
        services.end_break(actor=cast.member.actor, meeting_id=item.meeting_id)
    a_break(cast, item.meeting, 60)
    end_with(item.meeting, after(70))
    said = str(papers.minutes_paper(recorded(item.meeting)))
    assert "19 giờ 50 đến 20 giờ 07; 20 giờ 30 đến 20 giờ 40" in said


@pytest.mark.django_db
def test_what_is_no_break_is_refused(cast: Cast, item: AgendaItem) -> None:
    chair, meeting_id = cast.secretary.actor, item.meeting_id
    for minutes in (None, 0, 181):
        with pytest.raises(Refusal, match=r"meetings\.break_length"):
            services.start_break(actor=chair, meeting_id=meeting_id, minutes=minutes)
    with pytest.raises(Refusal, match=r"meetings\.no_break_runs"):
        services.end_break(actor=chair, meeting_id=meeting_id)
    with pytest.raises(Denied):
        services.start_break(actor=cast.other_member.actor, meeting_id=meeting_id, minutes=10)
    vote = services.put_to_vote(actor=chair, item_id=item.pk)
    with pytest.raises(Refusal, match=r"meetings\.break_beside_vote"):
        services.start_break(actor=chair, meeting_id=meeting_id, minutes=10)
    services.stop_vote(actor=chair, item_id=item.pk, vote_id=vote.pk, version=1, reason="Giải lao")
    a_break(cast, item.meeting)
    with pytest.raises(Refusal, match=r"meetings\.break_runs"):
        a_break(cast, item.meeting, 21)


@pytest.mark.django_db
def test_the_desk_begins_and_ends_a_break(cast: Cast, client: Client, item: AgendaItem) -> None:
    sign_in(client, cast.secretary)
    desk = reverse("meetings:chair", args=[item.meeting_id])
    assert "15 phút" in client.get(desk).content.decode()
    client.post(reverse("meetings:start_break", args=[item.meeting_id]), {"minutes": "15"})
    assert "Họp tiếp" in client.get(desk).content.decode()
    client.post(reverse("meetings:end_break", args=[item.meeting_id]))
    assert Break.objects.get().to_at == EVENING
