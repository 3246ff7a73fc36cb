"""What the clerk's room shows: worked out once, so that the template only writes it down."""

from datetime import time
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest
from django.urls import reverse

from chibo.kernel import clock
from chibo.kernel.months import Month
from chibo.meetings.figures import later
from chibo.meetings.forms import EndForm, MentionForm, TallyForm, TaskLineForm
from chibo.meetings.models import Meeting, Speech
from chibo.meetings.rules import filled, minutes_long
from chibo.meetings.selectors.bench import bench_of
from chibo.meetings.selectors.clerking import least_minutes, people_to_charge
from chibo.meetings.selectors.counting import counts_seen
from chibo.meetings.selectors.following import Now
from chibo.meetings.selectors.ruling import conduct_of, remark_hours
from chibo.meetings.selectors.sitting import (
    ItemSeen,
    Roll,
    guests_of,
    items_of,
    mentions_of,
    outcome_facts,
    roll_of,
    sentence_facts,
    speakers_count,
)
from chibo.meetings.selectors.whole import awaits_vote, gaps_of
from chibo.ui.guard import actor_of
from chibo.ui.say import say


def room_context(request: HttpRequest, meeting: Meeting, item_id: UUID | None = None) -> dict[str, Any]:
    """Return everything that the room's template asks for. About 21 queries for any number of items and members."""
    items, roll, guests = items_of(meeting), roll_of(meeting), guests_of(meeting)
    shown = _shown(items, item_id or _asked(request))
    facts = sentence_facts(meeting, roll, guests) | outcome_facts(shown)
    people = people_to_charge(meeting)
    vote, counts, missing = shown.open_vote, counts_seen(shown.item), gaps_of(meeting)
    return {
        "meeting": meeting,
        "items": items,
        "done": sum(seen.state == "ok" for seen in items),
        "shown": shown,
        "standard": filled(shown.item.standard_text, facts) if shown.item.is_formal else "",
        "prompts": [line for line in shown.item.prompts.splitlines() if line],
        "following": _following(items, shown),
        "awaits_vote": awaits_vote(shown),
        "is_chair": meeting.chair_id is not None and meeting.chair_id == actor_of(request).person_id,
        "speech": _speaking(shown),
        "draft_key": uuid4().hex,
        "roll": roll,
        "guests": guests,
        "there": [row for row in roll.rows if row.person_id in roll.there],
        "counts": counts,
        "may_count": shown.state == "now" and shown.running is None,
        "bench": bench_of(actor_of(request), meeting, shown, roll) if roll.is_taken else None,
        "tally_form": TallyForm(initial={"version": vote.version}) if vote else None,
        "task_form": TaskLineForm(people=people, initial={"due_on": _usual_due(meeting)}),
        "mention_form": MentionForm(people=people),
        "mentions": mentions_of(meeting),
        "spoke": speakers_count(meeting),
        "minutes_passed": minutes_long(meeting.opened_at, clock.now()) if meeting.opened_at else 0,
        "end_form": EndForm(initial={"ends_at": _planned_end(meeting)}) if meeting.is_on_paper else None,
        "minutes_least": least_minutes(meeting, conduct_of(meeting)),
        "gaps": [say(gap) for gap in missing],
        "remark_hours": 0 if missing else remark_hours(meeting),
        "now": _now(meeting, items, roll),
        "live_url": reverse("meetings:events", args=[meeting.pk, "clerk"]),
    }


def _now(meeting: Meeting, items: list[ItemSeen], roll: Roll) -> Now:
    """Return the meeting for the regions that follow what others do, without reading twice what is known."""
    now = Now(meeting)
    now.items, now.roll = [seen.item for seen in items], roll
    return now


def _asked(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("muc", ""))
    except ValueError:
        return None


def _shown(items: list[ItemSeen], item_id: UUID | None) -> ItemSeen:
    by_id = {seen.item.pk: seen for seen in items}
    if item_id in by_id:
        return by_id[item_id]
    return next((seen for seen in items if seen.state == "now"), items[-1])


def _following(items: list[ItemSeen], shown: ItemSeen) -> ItemSeen | None:
    later = [seen for seen in items if seen.item.position > shown.item.position and seen.state != "ok"]
    return later[0] if later else None


def _speaking(shown: ItemSeen) -> Speech | None:
    """The last speech of the item in hand is the one that is being written."""
    return shown.speeches[-1] if shown.speeches and shown.state == "now" else None


def _planned_end(meeting: Meeting) -> time | None:
    """Return when the meeting was to end, as what a paper meeting's end is prefilled with."""
    begun = clock.local(meeting.opened_at).time() if meeting.opened_at else None
    return later(begun, meeting.planned_minutes) if begun else None


def _usual_due(meeting: Meeting) -> Any:
    """The last day of the month is where most tasks end."""
    return max(Month.of(meeting.month_on).last_on, clock.today())
