"""The room that all follow: the member's phone, the chair's desk, the wall, and the stream that keeps them so."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from chibo.access import Actor, require
from chibo.accounts.services import count_attempt
from chibo.kernel.errors import Missing, Refusal
from chibo.meetings import services
from chibo.meetings.forms.live import CodeForm
from chibo.meetings.models import Meeting, Wish
from chibo.meetings.selectors import following
from chibo.meetings.selectors.reach import item_in, meeting_for, place_in
from chibo.meetings.services import Speaker
from chibo.meetings.states import State
from chibo.meetings.views.desk import by_htmx, chairs_act
from chibo.meetings.views.live_shown import VIEWS, code_facts, desk_of, own_facts, page_facts, parts_of, phone_facts
from chibo.meetings.views.opening import call_roll
from chibo.ui.asked import key_of, number_in
from chibo.ui.forms import refuse
from chibo.ui.guard import actor_of, needs
from chibo.ui.live import Topic, seen_before, stream
from chibo.ui.pages import REFUSED, page
from chibo.ui.say import say


@require_GET
@needs("meetings.meeting.read")
def phone(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """What somebody in the room, or who joined from away, follows and does on a phone."""
    actor, meeting = actor_of(request), following.followed_by(actor_of(request), meeting_id)
    if meeting.state != State.OPEN:
        return redirect("meetings:detail", meeting_id)
    return page(request, "meetings/live/phone.html", phone_facts(actor, meeting))


@require_GET
@needs("meetings.meeting.read")
def own(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The part that is one's own: marked as there, asked to speak."""
    actor = actor_of(request)
    meeting = following.listens_to(actor, meeting_id)
    facts = own_facts if by_htmx(request) else phone_facts
    return _own_part(request, facts(actor, meeting))


@require_POST
@needs("meetings.wish.ask")
def ask(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    def act(actor: Actor) -> Wish:
        return services.ask_to_speak(actor=actor, meeting_id=meeting_id)

    return _own_act(request, meeting_id, act)


@require_POST
@needs("meetings.wish.ask")
def withdraw(request: HttpRequest, meeting_id: UUID, wish_id: UUID) -> HttpResponse:
    def act(actor: Actor) -> None:
        services.withdraw_wish(actor=actor, wish_id=wish_id)

    return _own_act(request, meeting_id, act)


@needs("meetings.presence.confirm")
def confirm(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Mark oneself as there by the code on the wall, or, being there, a comrade who has no phone."""
    actor, meeting = actor_of(request), following.followed_by(actor_of(request), meeting_id)
    if meeting.state != State.OPEN:
        return redirect("meetings:detail", meeting_id)
    form = CodeForm(
        request.POST or None, people=following.not_yet_there(meeting), initial={"code": request.GET.get("ma", "")}
    )
    if request.method == "POST" and form.is_valid():
        try:
            count_attempt(request, "room_code", f"{meeting_id.hex}{actor.user_id}")
            typed = form.cleaned_data
            services.confirm_presence(
                actor=actor,
                meeting_id=meeting_id,
                code=typed["code"],
                person_id=typed["person"] or None,
            )
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            return redirect("meetings:phone", meeting_id)
    context = {"meeting": meeting, "form": form, "own_row": following.own_row(actor, meeting)}
    return page(request, "meetings/live/confirm.html", context, status=REFUSED if form.is_bound else 200)


@require_GET
@needs("meetings.meeting.hold")
def chair(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The chair's desk: time of each item, who waits to speak, whether enough are there, what to ask."""
    meeting = _held(request, meeting_id)
    return _held_page(request, meeting, desk_of(actor_of(request), meeting), "meetings/live/chair.html")


@require_GET
@needs("meetings.meeting.hold")
def wall(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """What the room sees: item, motion, result, who speaks, and the code of the roll call."""
    return _held_page(request, _held(request, meeting_id), "wall", "meetings/live/wall_page.html")


@require_GET
@needs("meetings.meeting.hold")
def code(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The code of this minute with its QR, asked for by the wall."""
    meeting = _held(request, meeting_id)
    return page(
        request, "meetings/live/wall_page.html", {"meeting": meeting} | code_facts(request, meeting), part="code"
    )


@require_POST
@needs("meetings.meeting.hold")
def roll_by_code(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Begin the roll call by code and show it on the wall."""
    meeting = _held(request, meeting_id)
    try:
        call_roll(actor_of(request), meeting, services.call_roll_by_code)
    except Refusal as refusal:
        messages.error(request, say(refusal))
        return redirect("meetings:roll", meeting_id)
    return redirect("meetings:wall", meeting_id)


@require_POST
@needs("meetings.minutes.write")
def call(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Give the floor to whoever's button was pressed."""
    meeting = _held(request, meeting_id)
    item, who = item_in(meeting, item_id), key_of(request.POST.get("person", ""))
    key = f"{request.POST.get('place', '')[:3]}:{who}"  # the same button pressed twice gives the floor once

    def act(actor: Actor) -> object:
        return services.add_speech(actor=actor, item_id=item.pk, speaker=Speaker(who), draft_key=key)

    return chairs_act(request, meeting_id, act)


@require_POST
@needs("meetings.minutes.write")
def go_on(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Go to an item; the one in hand ends."""
    item = item_in(_held(request, meeting_id), item_id)
    return chairs_act(request, meeting_id, lambda actor: services.start_item(actor=actor, item_id=item.pk))


@require_POST
@needs("meetings.meeting.hold")
def start_break(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Pause for as many minutes as the button says."""
    _held(request, meeting_id)
    minutes = number_in(request.POST.get("minutes", ""))
    return chairs_act(
        request, meeting_id, lambda actor: services.start_break(actor=actor, meeting_id=meeting_id, minutes=minutes)
    )


@require_POST
@needs("meetings.meeting.hold")
def end_break(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    _held(request, meeting_id)
    return chairs_act(request, meeting_id, lambda actor: services.end_break(actor=actor, meeting_id=meeting_id))


@require_GET
@needs("meetings.meeting.read")
def events(request: HttpRequest, meeting_id: UUID, view: str) -> HttpResponseBase:
    """The stream of one listener. The right is asked for each time; what is sent was worked out once for the view."""
    if view not in VIEWS:
        raise Missing("view")
    actor = actor_of(request)
    meeting = following.listens_to(actor, meeting_id)
    if VIEWS[view].action:
        require(actor, VIEWS[view].action, place_in(actor, meeting))
    if view == "member" and not following.belongs_to(actor, meeting):
        raise Missing("view")
    topic = Topic(str(meeting.pk), str(meeting.unit_id), partial(parts_of, meeting.pk))
    return stream(topic, f"{view}.{get_language()}", seen_before(request))


def _held_page(request: HttpRequest, meeting: Meeting, view: str, template: str) -> HttpResponse:
    if meeting.state != State.OPEN:
        return redirect("meetings:detail", meeting.pk)
    return page(request, template, page_facts(meeting, view) | code_facts(request, meeting))


def _held(request: HttpRequest, meeting_id: UUID) -> Meeting:
    actor = actor_of(request)
    meeting = meeting_for(actor, meeting_id)
    require(actor, "meetings.meeting.hold", place_in(actor, meeting))
    return meeting


def _own_act(request: HttpRequest, meeting_id: UUID, act: Callable[[Actor], Wish | None]) -> HttpResponse:
    """Do it and show one's own part; a refusal stands in that part. `act` returns the wish that waits now."""
    actor = actor_of(request)
    meeting = following.listens_to(actor, meeting_id)
    try:
        asked = act(actor)
    except Refusal as refusal:
        facts = own_facts if by_htmx(request) else phone_facts
        return _own_part(request, facts(actor, meeting) | {"refusal": say(refusal)}, status=REFUSED)
    if by_htmx(request):
        return _own_part(request, own_facts(actor, meeting, asked))
    return redirect("meetings:phone", meeting_id)


def _own_part(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return page(request, "meetings/live/phone.html", context, part="mine", status=status)
