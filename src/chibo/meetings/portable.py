"""A meeting's public face goes out as far as it may be read; its inside only to those whom the pages let inside.

Whoever looks in from outside the cell, meeting by meeting (`meetings.inside.look`), takes nothing of it along.
"""

from collections.abc import Iterator

from django.db.models import Q

from chibo.audit.portable import Outgoing, Reach
from chibo.meetings.models import (
    Addendum,
    AgendaItem,
    Attendance,
    Break,
    CellRequest,
    Guest,
    JointCell,
    Material,
    Meeting,
    MentionRow,
    Opinion,
    PresenceSpan,
    RemarkRow,
    ReplyRow,
    Speech,
    Topic,
    TopicPlan,
    Wish,
)
from chibo.meetings.states import APART, State

INSIDE_OF_ITEM = frozenset({"text", "prompts", "presenter_id", "preparer_id"})


def tables(reach: Reach) -> Iterator[Outgoing]:
    inside = reach("meetings.inside.read")
    announced = ~Q(state=State.DRAFT) | ~Q(change_reason="")
    committee = Q(unit__in=reach("meetings.committee.read"))
    seen = Q(unit__in=reach("meetings.meeting.prepare")) | announced & (~Q(kind__in=APART) | committee)
    meetings = Meeting.objects.filter(seen, unit__in=reach("meetings.meeting.read"))
    yield Outgoing(meetings)
    items = AgendaItem.objects.filter(meeting__in=meetings, is_removed=False)
    yield Outgoing(items.filter(meeting__unit__in=inside))
    yield Outgoing(items.exclude(meeting__unit__in=inside), without=INSIDE_OF_ITEM)

    yield Outgoing(JointCell.objects.filter(meeting__in=meetings))
    entered = meetings.filter(unit__in=inside)
    for model in (ReplyRow, Attendance, Break, MentionRow, RemarkRow, Addendum):
        yield Outgoing(model._default_manager.filter(meeting__in=entered))
    for kept in (Material, Guest):
        yield Outgoing(kept._default_manager.filter(meeting__in=entered, is_removed=False))
    yield Outgoing(PresenceSpan.objects.filter(attendance__meeting__in=entered))
    yield Outgoing(Speech.objects.filter(item__meeting__in=entered, is_removed=False))
    yield Outgoing(Wish.objects.filter(item__meeting__in=entered))
    yield Outgoing(Opinion.objects.filter(meeting__in=entered, is_removed=False, sent_at__isnull=False))
    yield Outgoing(CellRequest.objects.filter(meeting__unit__in=reach("meetings.request.read")))
    plans = TopicPlan.objects.filter(unit__in=reach("meetings.topic.read"))
    plans = plans.filter(Q(unit__in=inside) | Q(sent_at__isnull=False))
    yield Outgoing(plans)
    yield Outgoing(Topic.objects.filter(plan__in=plans))
