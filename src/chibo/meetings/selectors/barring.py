"""What keeps everybody in the room at this moment."""

from chibo.meetings.models import Meeting
from chibo.meetings.rules.away import barred_as
from chibo.meetings.selectors.ruling import conduct_of
from chibo.meetings.selectors.sitting import current_item
from chibo.meetings.states import Form, State


def barred_now(meeting: Meeting) -> bool:
    """Tell whether the item in hand has secret papers, so that nobody may follow it from away.

    One query; none for a meeting in one room, and for one that is not open.
    """
    may_be = meeting.state == State.OPEN and meeting.form != Form.IN_PERSON
    item = current_item(meeting) if may_be else None
    return item is not None and bool(barred_as("", None, conduct_of(meeting).online, is_secret=item.is_secret))
