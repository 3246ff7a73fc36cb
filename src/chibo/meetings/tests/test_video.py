"""The video room on the operator's own server: whom a token names, who gets none, and the one page with a frame."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import jwt
import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast

from chibo.access import Denied
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.meetings import services
from chibo.meetings.models import Attendance, Meeting
from chibo.meetings.selectors.away import link_for
from chibo.meetings.selectors.video import seat_in, way_in
from chibo.meetings.states import Form, Kind, Presence
from chibo.meetings.tests.factories import EVENING, a_called, make_special, on
from chibo.meetings.tests.test_away import permit
from chibo.web import env, health

pytestmark = pytest.mark.django_db
SERVER, SECRET = "https://meet.example.vn", "x" * 40


@pytest.fixture(autouse=True)
def server(settings: Any, tmp_path: Path) -> Iterator[Any]:
    settings.DATA = tmp_path
    settings.JITSI_URL, settings.JITSI_APP_ID, settings.JITSI_SECRET = SERVER, "chibo", SECRET
    settings.JITSI_DOMAIN = "meet.example.vn"
    with clock.at(EVENING):
        yield settings


def a_meeting(cast: Cast, form: Form = Form.BOTH, link: str = "") -> Meeting:
    if form is not Form.IN_PERSON:
        permit(cast)
    with on(19):
        return a_called(
            cast.secretary.actor, cast.cell, chair_id=cast.secretary.id, clerk_id=cast.member.id, form=form, link=link
        )


def opened(cast: Cast, **changes: Any) -> Meeting:
    meeting = a_meeting(cast, **changes)
    services.open_meeting(actor=cast.secretary.actor, meeting_id=meeting.pk, version=meeting.version)
    return services.take_roll(actor=cast.member.actor, meeting_id=meeting.pk, absent={})


def token_in(address: str) -> tuple[str, dict[str, Any]]:
    """Return the room of an address, and the claims of its token as a server reads them that knows the secret.

    Our clock is set to an evening to come: the moments are compared by the test, not by the library.
    """
    room, _sign, token = address.removeprefix(f"{SERVER}/").partition("?jwt=")
    unchecked = {"verify_exp": False, "verify_nbf": False}
    return room, jwt.decode(token, SECRET, algorithms=["HS256"], audience="chibo", issuer="chibo", options=unchecked)


def test_a_token_is_for_one_person_one_room_and_ten_minutes(cast: Cast) -> None:
    meeting = opened(cast)
    room, claims = token_in(way_in(cast.deputy.actor, meeting))
    row = Attendance.objects.get(meeting=meeting, person=cast.deputy.id)
    user = claims.pop("context")["user"]
    assert claims == {
        "iss": "chibo",
        "aud": "chibo",
        "sub": "meet.example.vn",
        "room": room,
        "nbf": int((EVENING - timedelta(minutes=1)).timestamp()),
        "exp": int((EVENING + timedelta(minutes=10)).timestamp()),
    }
    assert (user.pop("name"), user.pop("affiliation"), user.pop("moderator")) == (row.name, "member", "false")
    assert set(user) == {"id"} and str(cast.deputy.id) not in user["id"]
    for chief in (cast.secretary, cast.member):
        chiefs_room, said = token_in(way_in(chief.actor, meeting))
        assert (chiefs_room, said["context"]["user"]["affiliation"]) == (room, "owner")
        assert said["context"]["user"]["id"] != user["id"]


def test_a_rooms_name_tells_nothing_and_belongs_to_this_installation(cast: Cast, server: Any) -> None:
    meeting = opened(cast)
    room, _claims = token_in(way_in(cast.deputy.actor, meeting))
    assert len(room) == 32 and str(meeting.pk).replace("-", "") not in room
    server.SECRET_KEY = "another installation"
    assert token_in(way_in(cast.deputy.actor, meeting))[0] != room


def test_before_the_roll_call_whoever_is_called_may_come(cast: Cast) -> None:
    meeting = a_meeting(cast)
    assert seat_in(cast.deputy.actor, meeting).leads is False
    for other in (cast.sibling_member, cast.office):
        with pytest.raises(Denied):
            seat_in(other.actor, meeting)


@pytest.mark.parametrize(
    ("kind", "comes", "stays_out"),
    [(Kind.JOINT, "sibling_member", "committee_member"), (Kind.GROUP, "deputy", "cell_committee")],
)
def test_to_a_joint_or_a_groups_room_come_its_own_people(cast: Cast, kind: Kind, comes: str, stays_out: str) -> None:
    """Whoever is of the unit at which it stands, but not called, has no seat."""
    meeting = a_meeting(cast)
    make_special(cast, meeting, kind, people=("deputy",))
    assert seat_in(getattr(cast, comes).actor, meeting).name
    with pytest.raises(Denied):
        seat_in(getattr(cast, stays_out).actor, meeting)


def test_who_is_not_on_the_roll_gets_no_token(cast: Cast) -> None:
    meeting = opened(cast)
    Attendance.objects.filter(meeting=meeting, person=cast.deputy.id).update(presence=Presence.SUSPENDED)
    for other in (cast.deputy, cast.sibling_member, cast.office):
        with pytest.raises(Denied):
            way_in(other.actor, meeting)
        assert link_for(other.actor, meeting) == ""


def test_there_is_no_room_without_permission_server_or_meeting(cast: Cast, server: Any) -> None:
    meeting = a_meeting(cast)
    page = reverse("meetings:video", args=[meeting.pk])
    assert link_for(cast.deputy.actor, meeting) == page
    server.JITSI_SECRET = ""
    with pytest.raises(Refusal, match="no_video_room"):
        way_in(cast.deputy.actor, meeting)
    server.JITSI_SECRET = SECRET
    meeting.rules["meeting-conduct"]["value"]["online"]["permitted"] = False
    with pytest.raises(Refusal, match="online_not_permitted"):
        way_in(cast.deputy.actor, meeting)
    meeting.refresh_from_db()
    for over in ("registered", "read", "closed", "cancelled"):
        meeting.state = over
        with pytest.raises(Refusal, match="video_over"):
            way_in(cast.deputy.actor, meeting)
        assert link_for(cast.deputy.actor, meeting) == ""


@pytest.mark.parametrize(("form", "link"), [(Form.IN_PERSON, ""), (Form.BOTH, "https://hop.example/a")])
def test_a_meeting_in_one_room_or_with_another_service_has_none(cast: Cast, form: Form, link: str) -> None:
    meeting = a_meeting(cast, form=form, link=link)
    with pytest.raises(Refusal, match="no_video_room"):
        way_in(cast.deputy.actor, meeting)
    assert link_for(cast.deputy.actor, meeting) == link


def test_only_the_page_of_the_room_holds_a_frame_and_devices(cast: Cast, client: Client) -> None:
    meeting = opened(cast)
    client.force_login(cast.deputy.user)
    page = client.get(reverse("meetings:video", args=[meeting.pk]))
    token = page.context["address"]
    assert f'<iframe class="videoframe" src="{token}"' in page.content.decode()
    policy = page.headers["Content-Security-Policy"]
    assert f"frame-src {SERVER};" in f"{policy};" and "script-src 'self'" in policy
    assert f'camera=(self "{SERVER}"), microphone=(self "{SERVER}")' in page.headers["Permissions-Policy"]
    other = client.get(reverse("meetings:detail", args=[meeting.pk]))
    assert reverse("meetings:video", args=[meeting.pk]) in other.content.decode()
    assert SERVER not in other.content.decode() and SERVER not in str(other.headers)
    assert "frame-src" not in other.headers["Content-Security-Policy"]
    assert other.headers["Permissions-Policy"].startswith("camera=(), microphone=()")
    beside = client.get(reverse("meetings:enter_video", args=[meeting.pk]))
    assert token_in(beside.headers["Location"])[0] == token_in(token)[0]


def test_a_room_that_is_over_is_refused_with_its_reason(cast: Cast, client: Client) -> None:
    meeting = a_meeting(cast)
    Meeting.objects.filter(pk=meeting.pk).update(state="registered")
    client.force_login(cast.deputy.user)
    for name in ("video", "enter_video"):
        answer = client.get(reverse(f"meetings:{name}", args=[meeting.pk]), follow=True)
        assert "mở từ khi gửi thông báo sinh hoạt" in answer.content.decode()


def test_half_a_setting_opens_nothing_and_is_told(server: Any) -> None:
    assert list(health._video()) == []
    server.JITSI_SECRET = "short"
    assert "short" in next(health._video())
    server.JITSI_SECRET = server.JITSI_APP_ID = ""
    told = next(health._video())
    assert "CHIBO_JITSI_APP_ID and CHIBO_JITSI_SECRET" in told and SECRET not in told
    server.JITSI_URL = ""
    assert list(health._video()) == []


@pytest.mark.parametrize("said", ["http://meet.example", "https://a.example/x", "https://a.example; script-src *"])
def test_a_server_is_an_encrypted_address_and_nothing_more(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("CHIBO_JITSI_URL", said)
    with pytest.raises(env.BadSetting, match="CHIBO_JITSI_URL"):
        env.origin("JITSI_URL")
