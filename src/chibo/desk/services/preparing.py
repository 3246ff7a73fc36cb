"""A month starts: its meeting is drafted, and what waits comes onto the agenda by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from chibo.access import Actor, require
from chibo.audit.services import command, record
from chibo.desk.figures import Started
from chibo.desk.selectors import waiting_for
from chibo.directives import services as directives
from chibo.directives.figures import Where
from chibo.kernel import clock
from chibo.kernel.months import Month
from chibo.meetings import selectors as meetings_read
from chibo.meetings import services as meetings
from chibo.meetings.services import ItemPlan, Source
from chibo.meetings.states import Kind
from chibo.organisations import selectors as organisations
from chibo.organisations.selectors import place_of
from chibo.proposals import services as proposals

if TYPE_CHECKING:
    from chibo.organisations.models import Unit


@command("desk.month.prepare")
def prepare_month(*, actor: Actor, unit: Unit, month: Month) -> Started:
    """Draft the month's meeting where there is none, and bring onto its agenda what waits for it.

    Of a cell: guidance that was not dealt with, open tasks, proposals that wait for an answer, and what falls due for
    members; of a committee only the draft of its own meeting. Doing it again brings only what is new; what was taken
    off by hand stays off. After the meeting was opened nothing is brought. About forty queries, and ten for each item
    brought.
    """
    require(actor, "desk.month.prepare", place_of(unit))
    kind = Kind.REGULAR if organisations.is_cell(unit, clock.today()) else Kind.SUPERIOR
    meeting = meetings_read.regular_of(unit.pk, month, kind)
    drafted = meeting is None
    if meeting is None:
        meeting = meetings.draft_meeting(actor=actor, unit_id=unit.pk, month=month, kind=kind)
    waiting = waiting_for(meeting)
    for one in waiting:
        source = Source(one.key, one.label, one.url)
        plan = ItemPlan(one.title)
        meetings.add_item(actor=actor, meeting_id=meeting.pk, plan=plan, source=source, decision=one.decision)
    if directive_ids := [pk for one in waiting for pk in one.directive_ids]:
        where = Where(meeting.title, reverse("meetings:detail", args=[meeting.pk]))
        directives.put_on_agenda(actor=actor, unit=unit, directive_ids=directive_ids, meeting=where)
    if proposal_ids := [pk for one in waiting for pk in one.proposal_ids]:
        url = reverse("meetings:detail", args=[meeting.pk])
        proposals.put_on_agenda(actor=actor, unit=unit, proposal_ids=proposal_ids, label=meeting.title, url=url)
    record(actor, meeting, place_of(unit), details={"month": month, "drafted": drafted, "brought": len(waiting)})
    return Started(meeting.pk, drafted, len(waiting))
