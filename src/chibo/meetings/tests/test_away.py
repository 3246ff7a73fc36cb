"""Taking part from away: by permission only, in stretches, and never in what the rule bars."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast, undone

from chibo.access import Denied
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.meetings import papers, services
from chibo.meetings.models import AgendaItem, Attendance, Meeting, PresenceSpan
from chibo.meetings.rules import Absence
from chibo.meetings.rules.away import barred_as, check_link, check_nobody_away
from chibo.meetings.selectors.recorded import recorded
from chibo.meetings.services import Put, counting
from chibo.meetings.states import Form, Mode, Presence, Reason
from chibo.meetings.tests.factories import EVENING, a_called, on
from chibo.organisations.selectors import place_of
from chibo.regulations.figures import MeetingConduct, OnlineRule
from chibo.regulations.selectors import rule_for
from chibo.regulations.services import end_override, set_override
from chibo.regulations.states import Method

pytestmark = pytest.mark.django_db
LINK = "https://hop.example/chi-bo"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture(autouse=True)
def the_evening_of_the_third() -> Iterator[None]:
    with clock.at(EVENING):
        yield


def permit(cast: Cast) -> Any:
    """Let the committee permit its cells to meet from away, by a numbered document."""
    with on(2):
        return set_override(
            actor=cast.office.actor,
            place=place_of(cast.committee),
            rule_id="meeting-conduct",
            values={"online.permitted": True},
            basis_number="15-QĐ/ĐU",
            basis_on=date(2026, 10, 30),
            valid_from=date(2026, 11, 1),
        )


def a_meeting(cast: Cast, form: Form = Form.BOTH) -> Meeting:
    with on(19):
        return a_called(
            cast.secretary.actor,
            cast.cell,
            chair_id=cast.secretary.id,
            clerk_id=cast.member.id,
            form=form,
            link=LINK if form is not Form.IN_PERSON else "",
        )


def opened(cast: Cast, *, online: tuple[Any, ...] = ()) -> Meeting:
    meeting = a_meeting(cast)
    services.open_meeting(actor=cast.secretary.actor, meeting_id=meeting.pk, version=meeting.version)
    return services.take_roll(actor=cast.member.actor, meeting_id=meeting.pk, absent={}, online=online)


def an_item(meeting: Meeting) -> AgendaItem:
    item = AgendaItem.objects.filter(meeting=meeting, decision="").first()
    assert item is not None
    return item


def modes_of(meeting: Meeting, person_id: Any) -> list[tuple[str, bool]]:
    spans = PresenceSpan.objects.filter(attendance__meeting=meeting, attendance__person_id=person_id)
    return [(span.mode, span.to_at is None) for span in spans.order_by("from_at", "id")]


def online_rule() -> OnlineRule:
    conduct: MeetingConduct = rule_for("meeting-conduct", date(2026, 12, 3)).value
    return conduct.online


@pytest.mark.parametrize(
    ("decision", "method", "word"),
    [
        ("election", Method.SECRET_PAPER, "election"),
        ("expulsion", None, "discipline"),
        ("reprimand", Method.HAND, "discipline"),
        ("admission", Method.SECRET_ELECTRONIC, "secret_ballot"),
        ("admission", Method.HAND, ""),
        ("resolution", None, ""),
    ],
)
def test_what_is_barred_is_barred_only_while_somebody_is_away(decision: str, method: Method | None, word: str) -> None:
    rule = online_rule()
    assert barred_as(decision, method, rule) == word
    check_nobody_away(decision, method, rule, 0)
    if word:
        with pytest.raises(Refusal, match=f"away_{word}"):
            check_nobody_away(decision, method, rule, 1)
    nothing = rule.model_copy(update={"barred": ()})
    check_nobody_away(decision, method, nothing, 5)


def test_a_link_is_encrypted() -> None:
    check_link(LINK)
    with pytest.raises(Refusal, match="link_not_https"):
        check_link("http://hop.example")


def test_a_permission_that_ended_keeps_the_meeting_from_opening(cast: Cast) -> None:
    allowed = permit(cast)
    meeting = a_meeting(cast)
    with on(25):
        end_override(
            actor=cast.office.actor,
            place=place_of(cast.committee),
            override_id=allowed.pk,
            version=allowed.version,
            ends_on=date(2026, 12, 1),
        )
    with pytest.raises(Refusal, match="online_not_permitted"):
        services.open_meeting(actor=cast.secretary.actor, meeting_id=meeting.pk, version=meeting.version)


def test_the_roll_names_who_takes_part_from_away_and_may_be_taken_again(cast: Cast) -> None:
    permit(cast)
    meeting = opened(cast, online=(cast.deputy.id,))
    assert modes_of(meeting, cast.deputy.id) == [(Mode.ONLINE, True)]
    with clock.at(EVENING + timedelta(minutes=20)):
        services.take_roll(actor=cast.member.actor, meeting_id=meeting.pk, absent={}, online=(cast.other_member.id,))
    assert modes_of(meeting, cast.deputy.id) == [(Mode.ONLINE, False), (Mode.ROOM, True)]
    assert modes_of(meeting, cast.other_member.id) == [(Mode.ROOM, False), (Mode.ONLINE, True)]


def test_nobody_is_away_from_a_meeting_in_one_room(cast: Cast) -> None:
    meeting = a_meeting(cast, Form.IN_PERSON)
    services.open_meeting(actor=cast.secretary.actor, meeting_id=meeting.pk, version=meeting.version)
    with pytest.raises(Refusal, match="no_way_from_away"), undone():
        services.take_roll(actor=cast.member.actor, meeting_id=meeting.pk, absent={}, online=(cast.deputy.id,))
    services.take_roll(actor=cast.member.actor, meeting_id=meeting.pk, absent={})
    with pytest.raises(Refusal, match="no_way_from_away"):
        services.join_from_away(actor=cast.deputy.actor, meeting_id=meeting.pk)


def test_a_member_joins_and_leaves_with_the_own_account(cast: Cast) -> None:
    permit(cast)
    meeting = a_meeting(cast)
    with pytest.raises(Refusal, match="not_open"), undone():
        services.join_from_away(actor=cast.deputy.actor, meeting_id=meeting.pk)
    services.open_meeting(actor=cast.secretary.actor, meeting_id=meeting.pk, version=meeting.version)
    with pytest.raises(Refusal, match="not_in_roll_yet"), undone():
        services.join_from_away(actor=cast.deputy.actor, meeting_id=meeting.pk)
    absent = {cast.deputy.id: Absence(Presence.EXCUSED, Reason.DUTY)}
    services.take_roll(actor=cast.member.actor, meeting_id=meeting.pk, absent=absent)
    with clock.at(EVENING + timedelta(minutes=5)):
        services.join_from_away(actor=cast.deputy.actor, meeting_id=meeting.pk)
        services.join_from_away(actor=cast.deputy.actor, meeting_id=meeting.pk)
    row = Attendance.objects.get(meeting=meeting, person_id=cast.deputy.id)
    assert (row.presence, row.reason) == (Presence.PRESENT, "")
    assert modes_of(meeting, cast.deputy.id) == [(Mode.ONLINE, True)]
    with clock.at(EVENING + timedelta(minutes=50)):
        services.leave_from_away(actor=cast.deputy.actor, meeting_id=meeting.pk)
        with pytest.raises(Refusal, match="not_there"), undone():
            services.leave_from_away(actor=cast.deputy.actor, meeting_id=meeting.pk)
    with pytest.raises(Denied), undone():
        services.join_from_away(actor=cast.operator.actor, meeting_id=meeting.pk)


def test_barred_votes_are_refused_while_somebody_is_away_and_taken_when_nobody_is(cast: Cast) -> None:
    permit(cast)
    meeting = opened(cast, online=(cast.deputy.id,))
    item = an_item(meeting)
    chair = cast.secretary.actor
    with pytest.raises(Refusal, match="away_discipline"), undone():
        services.put_to_vote(actor=chair, item_id=item.pk, put=Put("Khiển trách", "reprimand"))
    with pytest.raises(Refusal, match="away_secret_ballot"), undone():
        services.open_secret(actor=chair, item_id=item.pk, put=Put("Kết nạp", "admission"))
    with pytest.raises(Refusal, match="away_secret_ballot"), undone():
        tellers = [cast.secretary.id, cast.member.id, cast.other_member.id]
        counting.open_motion(actor=chair, item_id=item.pk, decision="admission", tellers=tellers)
    vote = services.put_to_vote(actor=chair, item_id=item.pk, put=Put("Kế hoạch", "resolution"))
    services.stop_vote(actor=chair, item_id=item.pk, vote_id=vote.pk, version=vote.version, reason="Nhầm")
    services.leave_from_away(actor=cast.deputy.actor, meeting_id=meeting.pk)
    with pytest.raises(Refusal) as refused, undone():
        services.open_secret(actor=chair, item_id=item.pk, put=Put("Kết nạp", "admission"))
    assert not refused.value.code.startswith("meetings.away_")


def test_the_minutes_name_who_was_away_and_by_which_document(cast: Cast) -> None:
    permit(cast)
    meeting = opened(cast, online=(cast.deputy.id,))
    text = str(papers.minutes_paper(recorded(meeting)))
    assert cast.people["Nguyễn Văn Hải"].full_name in text
    assert "1 đồng chí: Nguyễn Văn Hải (theo 15-QĐ/ĐU)" in text


def test_the_link_is_for_those_who_were_invited(cast: Cast, client: Client) -> None:
    permit(cast)
    meeting = opened(cast)
    url = reverse("meetings:detail", args=[meeting.pk])
    for player, sees in ((cast.deputy, True), (cast.office, False), (cast.inspection, False)):
        client.force_login(player.user)
        answer = client.get(url)
        assert answer.status_code == 200
        assert (LINK in answer.content.decode()) is sees
    client.force_login(cast.deputy.user)
    join = reverse("meetings:join_away", args=[meeting.pk])
    assert "Tôi dự từ xa" in client.get(url).content.decode()
    assert client.post(join, {"act": "join"}).status_code == 302
    assert modes_of(meeting, cast.deputy.id) == [(Mode.ROOM, False), (Mode.ONLINE, True)]
    client.post(join, {"act": "leave"})
    assert modes_of(meeting, cast.deputy.id)[-1] == (Mode.ONLINE, False)


def test_the_clerk_marks_who_is_away_in_the_list(cast: Cast, client: Client) -> None:
    permit(cast)
    meeting = opened(cast)
    client.force_login(cast.member.user)
    url = reverse("meetings:roll", args=[meeting.pk])
    assert "Dự từ xa" in client.get(url).content.decode()
    client.post(url, {f"p-{cast.deputy.id}": "online"})
    assert modes_of(meeting, cast.deputy.id)[-1] == (Mode.ONLINE, True)
    assert '<option value="online" selected' in client.get(url).content.decode()
