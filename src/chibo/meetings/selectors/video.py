"""The video room on the operator's own Jitsi server: who has a seat in it, and the way in."""

from uuid import UUID

import jwt
from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

from chibo.access import Actor, Denied
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.meetings.models import Attendance, Guest, Meeting
from chibo.meetings.phrases import OWN_ROOM
from chibo.meetings.rules.away import check_permitted
from chibo.meetings.rules.video import Seat, Server, claims
from chibo.meetings.selectors.barring import barred_now
from chibo.meetings.selectors.invited import people_at
from chibo.meetings.selectors.ruling import conduct_of
from chibo.meetings.states import Form, Presence, State

JOINABLE = frozenset({State.CALLED, State.OPEN})
"""From the notice to the end of the meeting."""


def has_server() -> bool:
    """Tell whether the operator has set up a video server, wholly: half a setting opens no room."""
    return bool(settings.JITSI_URL and settings.JITSI_APP_ID and settings.JITSI_SECRET)


def has_room(meeting: Meeting) -> bool:
    """Tell whether the meeting has its video room here: some take part from away, and no other service is named."""
    return has_server() and meeting.form != Form.IN_PERSON and not meeting.link


def link_shown(meeting: Meeting) -> str:
    """Return what notices, calendars and papers say of the way in from away; empty for a meeting in one room."""
    if meeting.form == Form.IN_PERSON or not has_room(meeting):
        return "" if meeting.form == Form.IN_PERSON else meeting.link
    page = reverse("meetings:video", args=[meeting.pk])
    return f"{settings.PUBLIC_URL}{page}" if settings.PUBLIC_URL else str(OWN_ROOM)


def seat_in(actor: Actor, meeting: Meeting) -> Seat:
    """Return the actor's seat in the video room: chair, clerk, who is on the roll, an invited guest.

    Refuses a meeting without a room, one not called yet or ended, one whose permission has ended, and all while an item
    with secret papers is dealt with. Raises Denied for all others, and for who is suspended. Four queries after the
    roll call, ten before it.
    """
    if not has_room(meeting):
        raise Refusal("meetings.no_video_room")
    if meeting.state not in JOINABLE:
        raise Refusal("meetings.video_over")
    check_permitted(Form(meeting.form), conduct_of(meeting).online)
    if barred_now(meeting):
        raise Refusal("meetings.away_secret_content_now")
    name = _name_of(meeting, actor.person_id) if actor.person_id else ""
    if not name:
        raise Denied("meetings.away.join")
    leads = actor.person_id in (meeting.chair_id, meeting.clerk_id)
    return Seat(_hidden("person", f"{meeting.pk} {actor.person_id}"), name, leads)


def has_seat(actor: Actor, meeting: Meeting) -> bool:
    """Tell whether the video room opens to the actor now."""
    try:
        seat_in(actor, meeting)
    except (Refusal, Denied):
        return False
    return True


def way_in(actor: Actor, meeting: Meeting) -> str:
    """Return the address that lets the actor into the video room for the next ten minutes. As `seat_in`."""
    seat = seat_in(actor, meeting)
    room = _hidden("room", str(meeting.pk))
    server = Server(settings.JITSI_URL, settings.JITSI_APP_ID, settings.JITSI_DOMAIN)
    token = jwt.encode(claims(server, room, seat, clock.now()), settings.JITSI_SECRET, algorithm="HS256")
    return f"{server.url}/{room}?jwt={token}"


def _name_of(meeting: Meeting, person_id: UUID) -> str:
    """Return the name on the roll, before it as called; empty for who may not be in this meeting."""
    row = Attendance.objects.filter(meeting=meeting, person_id=person_id).first()
    if row is not None:
        return "" if row.presence == Presence.SUSPENDED else row.name
    for person in (meeting.chair, meeting.clerk):
        if person is not None and person.pk == person_id:
            return person.full_name
    guest = Guest.objects.filter(meeting=meeting, person_id=person_id).first()
    return guest.name if guest else _name_called(meeting, person_id)


def _name_called(meeting: Meeting, person_id: UUID) -> str:
    if Attendance.objects.filter(meeting=meeting).exists():
        return ""
    called, _others = people_at(meeting)
    return next((one.full_name for one in called if one.person_id == person_id), "")


def _hidden(what: str, said: str) -> str:
    """Return a name that nobody can guess or trace back, always the same for the same thing."""
    return salted_hmac(f"chibo.meetings.video.{what}", said, algorithm="sha256").hexdigest()[:32]
