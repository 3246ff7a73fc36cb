"""What the roll call brings with it, however it is taken: by the clerk's list or by the code on the wall."""

from collections.abc import Callable

from chibo.access import Actor
from chibo.meetings import services
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.selectors.rolling import members_on

ROLL_STEPS = frozenset({"O1", "O2", "O3", "O4"})
"""What is over when the roll has been taken: welcome, clerk, roll call, the state of dues."""


def call_roll(actor: Actor, meeting: Meeting, take: Callable[..., object]) -> None:
    """Take the roll; the first time the opening items are done with it. Refuses as `take` and the next item do."""
    first = members_on(meeting) == 0
    take(actor=actor, meeting_id=meeting.pk)
    if first:
        _pass_opening(actor, meeting)


def _pass_opening(actor: Actor, meeting: Meeting) -> None:
    """End the formal items that the roll call has dealt with, so that the meeting begins at the next one."""
    for item in AgendaItem.objects.filter(meeting=meeting, is_formal=True, ended_at=None).order_by("position"):
        if item.steps and set(item.steps) <= ROLL_STEPS and not item.outcome_kind:
            services.conclude_item(actor=actor, item_id=item.pk, version=None)
