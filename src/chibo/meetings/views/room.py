"""The clerk's room: one page that shows the item in hand, and every act that leads on from it.

The editor's fields (paragraph, conclusion, the words of who speaks now) travel with every act of the room and are kept
first, so that pressing "next" never loses what was typed a moment before.
"""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from chibo.access import Actor, require
from chibo.kernel.errors import Conflict, Missing, Refusal
from chibo.kernel.text import tidy, tidy_lines
from chibo.meetings import services
from chibo.meetings.forms import MentionForm, TallyForm, TaskLineForm
from chibo.meetings.models import AgendaItem, Meeting, Speech
from chibo.meetings.selectors.boxes import deciding_box_id, running_box_id
from chibo.meetings.selectors.clerking import people_to_charge, speech_in, speech_of
from chibo.meetings.selectors.reach import item_in, meeting_for, place_in
from chibo.meetings.services import Put, Speaker
from chibo.meetings.states import Mention, State
from chibo.meetings.views.desk import chairs_act, is_from_desk
from chibo.meetings.views.room_shown import room_context
from chibo.regulations.figures import Decision
from chibo.regulations.states import Method
from chibo.ui.asked import draft_key_in, key_of, version_in
from chibo.ui.guard import actor_of, needs
from chibo.ui.pages import REFUSED, page
from chibo.ui.say import say

Act = Callable[[Actor, AgendaItem], object]

SUBJECT_LETTERS = 300


@needs("meetings.minutes.write")
def room(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = _meeting(request, meeting_id)
    if meeting.state != State.OPEN:
        return redirect("meetings:detail", meeting_id)
    return page(request, "meetings/room.html", room_context(request, meeting))


@require_POST
@needs("meetings.minutes.write")
def keep(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Keep the editor while the clerk types; answers with the versions to send next time."""
    meeting = _meeting(request, meeting_id)
    try:
        _keep_editor(actor_of(request), meeting, request.POST)
    except Refusal as refusal:  # nothing is put in the place of the versions; the words stay in the browser
        return HttpResponse(say(refusal), status=HTTPStatus.CONFLICT)
    return page(request, "meetings/room.html", room_context(request, meeting, item_id), part="versions")


@require_POST
@needs("meetings.minutes.write")
def go(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    return _act(request, meeting_id, item_id, lambda actor, item: services.start_item(actor=actor, item_id=item.pk))


@require_POST
@needs("meetings.minutes.write")
def conclude(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    def act(actor: Actor, item: AgendaItem) -> object:
        following = services.conclude_item(
            actor=actor, item_id=item.pk, version=item.version, conclusion=item.conclusion
        )
        return following or item

    return _act(request, meeting_id, item_id, act)


@require_POST
@needs("meetings.minutes.write")
def speak(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Note that the one whose button was pressed speaks now."""
    who, guest = request.POST.get("person"), request.POST.get("guest")
    speaker = Speaker(key_of(who) if who else None, key_of(guest) if guest else None)
    key = draft_key_in(request.POST)

    def act(actor: Actor, item: AgendaItem) -> object:
        return services.add_speech(actor=actor, item_id=item.pk, speaker=speaker, draft_key=key)

    return _act(request, meeting_id, item_id, act)


@require_POST
@needs("meetings.minutes.write")
def drop_speech(request: HttpRequest, meeting_id: UUID, item_id: UUID, speech_id: UUID) -> HttpResponse:
    def act(actor: Actor, item: AgendaItem) -> object:
        speech = speech_in(item, speech_id)
        return services.remove_speech(actor=actor, speech_id=speech.pk, version=speech.version)

    return _act(request, meeting_id, item_id, act)


@require_POST
@needs("meetings.meeting.hold")
def agree(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """All who may vote are for it; a formal item is then done."""

    def act(actor: Actor, item: AgendaItem) -> object:
        services.all_agree(actor=actor, item_id=item.pk, put=Put(_subject(request)))
        return _after_vote(actor, item)

    return _act(request, meeting_id, item_id, act)


@require_POST
@needs("meetings.meeting.hold")
def put(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    asked = _put(request)

    def act(actor: Actor, item: AgendaItem) -> object:
        return services.put_to_vote(actor=actor, item_id=item.pk, put=asked)

    return _act(request, meeting_id, item_id, act)


@require_POST
@needs("meetings.meeting.hold")
def count(request: HttpRequest, meeting_id: UUID, item_id: UUID, vote_id: UUID) -> HttpResponse:
    form = TallyForm(request.POST)

    def act(actor: Actor, item: AgendaItem) -> object:
        version = form.cleaned_data["version"]
        services.finish_vote(actor=actor, item_id=item.pk, vote_id=vote_id, version=version, tally=form.tally())
        return _after_vote(actor, item)

    return _act(request, meeting_id, item_id, act, tally_form=form)


@require_POST
@needs("meetings.meeting.hold")
def add_up(request: HttpRequest, meeting_id: UUID, item_id: UUID, vote_id: UUID) -> HttpResponse:
    """Close a vote that members have tapped."""

    def act(actor: Actor, item: AgendaItem) -> object:
        services.finish_vote(actor=actor, item_id=item.pk, vote_id=vote_id, version=version_in(request.POST))
        return _after_vote(actor, item)

    return _act(request, meeting_id, item_id, act)


@require_POST
@needs("ballots.box.run")
def open_secret(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    asked = _put(request)

    def act(actor: Actor, item: AgendaItem) -> object:
        return services.open_secret(actor=actor, item_id=item.pk, put=asked)

    return _act(request, meeting_id, item_id, act)


@require_POST
@needs("ballots.box.run")
def close_secret(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    def act(actor: Actor, item: AgendaItem) -> object:
        box_id = running_box_id(item)
        services.close_secret(actor=actor, item_id=item.pk, box_id=box_id, version=version_in(request.POST))
        return _after_vote(actor, item)

    return _act(request, meeting_id, item_id, act)


@require_POST
@needs("ballots.box.run")
def void_secret(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    def act(actor: Actor, item: AgendaItem) -> object:
        box_id, reason = running_box_id(item), request.POST.get("reason", "")
        return services.void_secret(
            actor=actor, item_id=item.pk, box_id=box_id, version=version_in(request.POST), reason=reason
        )

    return _act(request, meeting_id, item_id, act)


@require_POST
@needs("meetings.meeting.hold")
def note_secret(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Note the result of a box that a fault left uncounted or unnoted."""

    def act(actor: Actor, item: AgendaItem) -> object:
        services.note_secret_result(actor=actor, item_id=item.pk, box_id=deciding_box_id(item))
        return _after_vote(actor, item)

    return _act(request, meeting_id, item_id, act)


@require_POST
@needs("meetings.meeting.hold")
def stop(request: HttpRequest, meeting_id: UUID, item_id: UUID, vote_id: UUID) -> HttpResponse:
    def act(actor: Actor, item: AgendaItem) -> object:
        version, reason = version_in(request.POST), request.POST.get("reason", "")
        return services.stop_vote(actor=actor, item_id=item.pk, vote_id=vote_id, version=version, reason=reason)

    return _act(request, meeting_id, item_id, act)


@require_POST
@needs("meetings.minutes.write")
def give_task(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    meeting = _meeting(request, meeting_id)
    form = TaskLineForm(request.POST, people=people_to_charge(meeting))

    def act(actor: Actor, item: AgendaItem) -> object:
        asked = form.cleaned_data
        return services.give_item_task(
            actor=actor, item_id=item.pk, title=asked["title"], person_id=asked["person"], due_on=asked["due_on"]
        )

    return _act(request, meeting_id, item_id, act, task_form=form)


@require_POST
@needs("meetings.minutes.write")
def praise(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    meeting = _meeting(request, meeting_id)
    form = MentionForm(request.POST, people=people_to_charge(meeting))

    def act(actor: Actor, item: AgendaItem) -> object:
        asked = form.cleaned_data
        return services.mention(
            actor=actor,
            meeting_id=meeting.pk,
            kind=Mention(asked["kind"]),
            text=asked["text"],
            person_id=asked["person"],
            name=asked["name"],
        )

    return _act(request, meeting_id, item_id, act, mention_form=form)


def _act(request: HttpRequest, meeting_id: UUID, item_id: UUID, act: Act, **forms: Form) -> HttpResponse:
    """Keep the editor, do the act, and show the item that is in hand then; a refusal shows the room as it is.

    `forms` are what was typed for the act, by their names in the page: refused, they stand there as they were.
    """
    actor, meeting = actor_of(request), _meeting(request, meeting_id)
    if is_from_desk(request):
        return chairs_act(request, meeting_id, lambda chair: _act_on_desk(chair, item_in(meeting, item_id), act, forms))
    shown = item_id
    try:
        _keep_editor(actor, meeting, request.POST)
        if not all(form.is_valid() for form in forms.values()):
            return _refused(request, meeting_id, item_id, forms)
        found = act(actor, item_in(meeting, item_id))
        shown = found.pk if isinstance(found, AgendaItem) else item_id
    except Refusal as refusal:
        messages.error(request, say(refusal))
        if forms:
            return _refused(request, meeting_id, item_id, forms)
    return redirect(f"{reverse('meetings:room', args=[meeting_id])}?muc={shown}")


def _act_on_desk(chair: Actor, item: AgendaItem, act: Act, forms: Mapping[str, Form]) -> None:
    """Do what chair and clerk share. Of its forms the desk shows the counted cards alone."""
    if not all(form.is_valid() for form in forms.values()):
        raise Refusal("ballots.count_missing")
    act(chair, item)


def _refused(request: HttpRequest, meeting_id: UUID, item_id: UUID, forms: Mapping[str, Form]) -> HttpResponse:
    context = room_context(request, _meeting(request, meeting_id), item_id) | dict(forms)
    return page(request, "meetings/room.html", context, status=REFUSED)


def _subject(request: HttpRequest) -> str:
    """Return what is put to the vote; the field takes no more either."""
    return tidy(request.POST.get("subject", ""))[:SUBJECT_LETTERS]


def _keep_editor(actor: Actor, meeting: Meeting, typed: QueryDict) -> None:
    """Write what stands in the editor, where it differs from what is kept."""
    if typed.get("editor_item"):
        _keep_item(actor, item_in(meeting, key_of(typed.get("editor_item", ""))), typed)
    if typed.get("editor_speech"):
        _keep_speech(actor, speech_of(meeting, key_of(typed.get("editor_speech", ""))), typed)


def _keep_item(actor: Actor, item: AgendaItem, typed: QueryDict) -> None:
    """A pause in typing and a button may bring the same words at once: the second finds them there, no conflict."""
    text, conclusion = tidy_lines(typed.get("text", "")), tidy_lines(typed.get("conclusion", item.conclusion))
    if (item.text, item.conclusion) == (text, conclusion):
        return
    version = version_in(typed, "item_version")
    try:
        services.write_text(actor=actor, item_id=item.pk, version=version, text=text, conclusion=conclusion)
    except Conflict:
        item.refresh_from_db()
        if (item.text, item.conclusion) != (text, conclusion):
            raise


def _keep_speech(actor: Actor, speech: Speech, typed: QueryDict) -> None:
    text = tidy_lines(typed.get("speech", ""))
    if speech.text == text:
        return
    version = version_in(typed, "speech_version")
    try:
        services.edit_speech(actor=actor, speech_id=speech.pk, version=version, text=text)
    except Conflict:
        speech.refresh_from_db()
        if speech.text != text:
            raise


def _put(request: HttpRequest) -> Put:
    """Return what is put, by the button that was pressed: `hand`, `hand-tap`, `named`, `named-tap`; empty for usual.

    Raises Missing for a kind of decision that is none.
    """
    decision = request.POST.get("decision", "")
    if decision and decision not in Decision:
        raise Missing("decision")
    method, _dash, tapped = request.POST.get("way", "").partition("-")
    known = Method(method) if method in Method else None
    return Put(_subject(request), decision, known, is_tapped=bool(tapped))


def _after_vote(actor: Actor, item: AgendaItem) -> AgendaItem:
    """A formal item that has its outcome is done; the next one begins."""
    item.refresh_from_db()
    if not item.is_formal or item.outcome is None:
        return item
    following = services.conclude_item(actor=actor, item_id=item.pk, version=item.version, conclusion=item.conclusion)
    return following or item


def _meeting(request: HttpRequest, meeting_id: UUID) -> Meeting:
    """Return the meeting to whoever writes its minutes. Missing out of reach, Denied within it."""
    actor = actor_of(request)
    meeting = meeting_for(actor, meeting_id)
    require(actor, "meetings.minutes.write", place_in(actor, meeting))
    return meeting
