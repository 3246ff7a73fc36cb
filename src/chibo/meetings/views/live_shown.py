"""What each view of the room shows: regions worked out from one reading of the meeting, without anything personal."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import segno
from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, override

from chibo.access import Actor, may
from chibo.kernel import clock
from chibo.meetings.forms import TallyForm
from chibo.meetings.models import Meeting, Wish
from chibo.meetings.rules import code_at
from chibo.meetings.selectors import following
from chibo.meetings.selectors.away import link_for
from chibo.meetings.selectors.bench import desk_bench
from chibo.meetings.selectors.counting import duty_in
from chibo.meetings.selectors.following import Now
from chibo.meetings.selectors.reach import place_in
from chibo.meetings.selectors.rolling import members_on
from chibo.meetings.selectors.sitting import current_item_id
from chibo.meetings.views.voting import own_vote
from chibo.ui.live.hub import Parts, version_of

JITTER_MS, MOST_JITTER_MS = 10, 2000
"""For each member on the roll, and for a roll that is large or not known yet."""


@dataclass(frozen=True, slots=True)
class View:
    """The regions of a view, each an element of its own; `action` must be held beside being let into the room."""

    regions: tuple[str, ...]
    action: str = ""


BREAK_MINUTES = (5, 10, 15, 30)
"""Lengths of a break that the chair's desk offers."""
CHAIR, DESK = "chair", "desk"
"""The chair's desk, and the same for whoever holds the meeting but runs no secret box: a clerk."""
_ON_DESK = View(("agenda", "lead", "bench", "motion", "calling", "break"), "meetings.meeting.hold")
VIEWS: Mapping[str, View] = {
    "member": View(("now", "vote", "queue")),
    "guest": View(("now", "queue")),
    "wall": View(("wall",), "meetings.meeting.hold"),
    CHAIR: _ON_DESK,
    DESK: _ON_DESK,
    "clerk": View(("roll", "wishes"), "meetings.minutes.write"),
}


def parts_of(meeting_id: UUID, kinds: frozenset[str]) -> Mapping[str, Parts]:
    """Work out the regions for kinds of listener (`view.language`) from one reading. About ten queries for all."""
    now = following.open_now(meeting_id)
    found: dict[str, Parts] = {}
    for kind in kinds:
        view, language = kind.split(".")
        with override(language):
            found[kind] = _regions(now, meeting_id, view)
    return found


def page_facts(meeting: Meeting, view: str) -> dict[str, Any]:
    """Return what the whole page of a view needs: its regions as they are now, and where to listen for changes."""
    now = Now(meeting)
    regions = _regions(now, meeting.pk, view)
    return {
        "meeting": meeting,
        "now": now,
        "regions": {name: mark_safe(html) for name, html in regions.items()},
        "live_url": reverse("meetings:events", args=[meeting.pk, view]),
        "live_version": version_of(regions),
        "view": view,
    }


def phone_facts(actor: Actor, meeting: Meeting) -> dict[str, Any]:
    """Return what a whole phone page shows to one person: with the own part in the vote where one runs."""
    view = "member" if following.belongs_to(actor, meeting) else "guest"
    facts = page_facts(meeting, view) | own_facts(actor, meeting) | {"jitter": _jitter(meeting)}
    return facts | own_vote(actor, meeting, facts["now"].voting) if view == "member" else facts


def _jitter(meeting: Meeting) -> str:
    """Return within how many milliseconds phones ask for their own part: in a small room at once, else not together."""
    return str(min(MOST_JITTER_MS, members_on(meeting) * JITTER_MS) or MOST_JITTER_MS)


def own_facts(actor: Actor, meeting: Meeting, asked: Wish | None = None) -> dict[str, Any]:
    """Return what is one's own in the room. Five queries; two right after one has `asked` to speak."""
    return (_asked_facts(asked) if asked else _present_facts(actor, meeting)) | {
        "meeting": meeting,
        "belongs": following.belongs_to(actor, meeting),
        "duty": duty_in(actor, meeting),
        "link": link_for(actor, meeting),
    }


def _present_facts(actor: Actor, meeting: Meeting) -> dict[str, Any]:
    row, item_id = following.own_row(actor, meeting), current_item_id(meeting)
    return {
        "is_called": row is not None,
        "is_there": following.is_in_the_room(row),
        "wish_id": following.own_wish_id(actor, item_id),
        "has_item": item_id is not None,
    }


def _asked_facts(wish: Wish) -> dict[str, Any]:
    """Nobody asks who is not there, and nothing can be asked without an item in hand."""
    return {"is_called": True, "is_there": True, "wish_id": wish.pk, "has_item": True}


def code_facts(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    """Return the code of this minute, and the picture that leads a phone to the page with the code filled in."""
    code = code_at(settings.SECRET_KEY, str(meeting.pk), clock.now())
    address = request.build_absolute_uri(f"{reverse('meetings:confirm', args=[meeting.pk])}?ma={code}")
    return {"code": f"{code[:3]} {code[3:]}", "qr": _picture(address), "host": request.get_host()}


def _regions(now: Now | None, meeting_id: UUID, view: str) -> dict[str, str]:
    regions = VIEWS[view].regions
    if now is None:
        return {name: _ended(name, meeting_id, is_first=name == regions[0]) for name in regions}
    facts: dict[str, Any] = {"now": now, "meeting": now.meeting, "view": view}
    if VIEWS[view] is _ON_DESK:
        facts |= _motion(now, runs_box=view == CHAIR) | {"break_minutes": BREAK_MINUTES}
    return {name: render_to_string(f"meetings/live/{name}.html", facts) for name in regions}


def desk_of(actor: Actor, meeting: Meeting) -> str:
    """Return which of the two desks this one of the bench has."""
    return CHAIR if may(actor, "ballots.box.run", place_in(actor, meeting)) else DESK


def _motion(now: Now, *, runs_box: bool) -> dict[str, Any]:
    """Return what the buttons of a vote take."""
    bench = desk_bench(now, runs_box=runs_box)
    voting = bench.voting if bench else None
    return {"bench": bench, "tally_form": TallyForm(initial={"version": voting.version}) if voting else None}


def _ended(name: str, meeting_id: UUID, *, is_first: bool) -> str:
    if not is_first:
        return format_html('<div id="live-{}" hidden></div>', name)
    facts = {"region": name, "meeting_id": meeting_id, "language": get_language()}
    return render_to_string("meetings/live/ended.html", facts)


def _picture(address: str) -> SafeString:
    drawn = segno.make(address, micro=False).svg_inline(border=1, omitsize=True, svgclass=None, lineclass=None)
    return mark_safe(drawn)
