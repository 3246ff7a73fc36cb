"""Who takes part from away, by which permission, and the way into the video room."""

from django.urls import reverse

from chibo.access import Actor
from chibo.meetings.models import Meeting, PresenceSpan
from chibo.meetings.selectors.barring import barred_now
from chibo.meetings.selectors.inside import may_read_materials
from chibo.meetings.selectors.ruling import CONDUCT, rules_of
from chibo.meetings.selectors.video import JOINABLE, has_room, has_seat
from chibo.meetings.states import Form, Mode
from chibo.regulations.figures import OnlineRule
from chibo.regulations.rules import Origin


def online_rule(meeting: Meeting) -> OnlineRule:
    """Return what the rule of the meeting's day says of taking part from away."""
    rule: OnlineRule = rules_of(meeting, CONDUCT).value.online
    return rule


def permission_of(meeting: Meeting) -> Origin | None:
    """Return by which document the unit may meet from away; None for a meeting in one room."""
    if meeting.form == Form.IN_PERSON or not online_rule(meeting).permitted:
        return None
    return rules_of(meeting, CONDUCT).origin("online.permitted")


def away_now(meeting: Meeting) -> int:
    """Return how many members take part from away at this moment. One query; none for a meeting in one room."""
    if meeting.form == Form.IN_PERSON:
        return 0
    return PresenceSpan.objects.filter(attendance__meeting=meeting, to_at=None, mode=Mode.ONLINE).count()


def names_from_away(meeting: Meeting) -> list[str]:
    """Return who took part from away for any stretch, in the order of names. One query."""
    if meeting.form == Form.IN_PERSON:
        return []
    rows = PresenceSpan.objects.filter(attendance__meeting=meeting, mode=Mode.ONLINE)
    rows = rows.order_by("attendance__sort_name", "attendance_id")
    return list(dict.fromkeys(rows.values_list("attendance__name", flat=True)))


def link_for(actor: Actor, meeting: Meeting) -> str:
    """Return the video link to whoever was invited, from the notice to the end; an empty text for all others, and for
    everybody while an item with secret papers is dealt with.

    For a room on the operator's own server it is the page that holds it: its queries are those of `seat_in`.
    """
    if has_room(meeting):
        return reverse("meetings:video", args=[meeting.pk]) if has_seat(actor, meeting) else ""
    if not meeting.link or meeting.form == Form.IN_PERSON or meeting.state not in JOINABLE:
        return ""
    return meeting.link if may_read_materials(actor, meeting) and not barred_now(meeting) else ""
