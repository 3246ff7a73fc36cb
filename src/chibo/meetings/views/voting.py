"""A member's page of the vote that runs: answer, change one's mind, put a secret ballot into the box."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from chibo.access import Actor, may
from chibo.ballots.rules import AGAINST, BLANK, FOR, Form
from chibo.ballots.states import Way
from chibo.kernel.errors import Missing, Refusal
from chibo.meetings import services
from chibo.meetings.models import Meeting
from chibo.meetings.selectors.reach import meeting_for, place_in, placed_for
from chibo.meetings.selectors.voted import results_of_meeting
from chibo.meetings.selectors.voting import Voting, mine_in, voting_now
from chibo.ui.asked import version_in
from chibo.ui.guard import actor_of, needs
from chibo.ui.pages import REFUSED, page
from chibo.ui.say import say

PAGE, OWN = "meetings/voting.html", "own"
EACH = "tung-"
"""Begins the name of the field in which yes or no is said to one name; the option follows."""
MARKS = {"for": FOR, "against": AGAINST}


@needs("meetings.inside.read")
def voting(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Show what is voted on now; for htmx only one's own part in it."""
    actor = actor_of(request)
    return page(request, PAGE, _context(actor, _meeting(actor, meeting_id)), part=OWN)


@sensitive_post_parameters()
@require_POST
@needs("ballots.vote.tap")
def answer(request: HttpRequest, meeting_id: UUID, vote_id: UUID) -> HttpResponse:
    """Take an answer. A secret one is asked once more before it goes into the box; nothing of it is shown after."""
    actor, typed = actor_of(request), request.POST
    meeting = _meeting(actor, meeting_id, placed_for)
    try:
        if typed.get("kind") == Way.SECRET and not typed.get("sure"):
            chosen = chosen_in(typed)
            services.check_choice(actor=actor, meeting=meeting, box_id=vote_id, chosen=chosen)
            return page(request, PAGE, _context(actor, _meeting(actor, meeting_id), asks_again=chosen), part=OWN)
        _take(actor, meeting, vote_id, request)
    except Refusal as refusal:
        context = _context(actor, _meeting(actor, meeting_id), refused=say(refusal))
        return page(request, PAGE, context, part=OWN, status=REFUSED)
    return redirect("meetings:voting", meeting_id)


def _take(actor: Actor, meeting: Meeting, vote_id: UUID, request: HttpRequest) -> None:
    typed = request.POST
    sent: dict[str, Any] = {"actor": actor, "meeting": meeting, "version": version_in(typed)}
    if typed.get("kind") == Way.SECRET:
        services.cast_secret(box_id=vote_id, chosen=chosen_in(typed), **sent)
    else:
        choice, before = typed.get("choice", ""), typed.get("before", "")
        services.answer_vote(vote_id=vote_id, choice=choice, before=before, **sent)


def chosen_in(typed: QueryDict) -> dict[str, int]:
    """Return the marks by options of the ballot: what was chosen, and the names that were answered with yes or no."""
    answered = {name.removeprefix(EACH): MARKS.get(str(typed[name]), BLANK) for name in typed if name.startswith(EACH)}
    return answered | dict.fromkeys(typed.getlist("choice"), FOR)


def _context(
    actor: Actor, meeting: Meeting, *, asks_again: Mapping[str, int] | None = None, refused: str = ""
) -> dict[str, Any]:
    """Return what the page shows. About ten queries beside the frame."""
    found = voting_now(meeting)
    return own_vote(actor, meeting, found) | {
        "meeting": meeting,
        "asks_again": asks_again,
        "asked_words": found.marked_words(asks_again) if found and asks_again else "",
        "asked_fields": _fields(found, asks_again) if found and asks_again else (),
        "refused": refused,
        "results": results_of_meeting(meeting),
    }


def _fields(found: Voting, chosen: Mapping[str, int]) -> list[tuple[str, str]]:
    """Return what is sent once more when the voter is sure, as (name, value)."""
    if found.sheet.form is Form.EACH:
        value = {mark: word for word, mark in MARKS.items()}
        return [(f"{EACH}{option}", value[mark]) for option, mark in chosen.items() if mark in value]
    return [("choice", option) for option, mark in chosen.items() if mark == FOR]


def own_vote(actor: Actor, meeting: Meeting, found: Voting | None) -> dict[str, Any]:
    """Return one's own part in the vote that runs. At most six queries, none where nothing is voted on."""
    mine = mine_in(actor, meeting, found) if found else None
    return {
        "voting": found,
        "mine": mine,
        "barrier": say(mine.barrier) if mine and mine.barrier else "",
        "own_words": found.words(mine.answer) if found and mine else "",
    }


def _meeting(actor: Actor, meeting_id: UUID, read: Callable[[Actor, UUID], Meeting] = meeting_for) -> Meeting:
    """Return the meeting to whoever takes part in it. Raises Missing for all others."""
    meeting = read(actor, meeting_id)
    if not may(actor, "meetings.inside.read", place_in(actor, meeting)):
        raise Missing("meeting")
    return meeting
