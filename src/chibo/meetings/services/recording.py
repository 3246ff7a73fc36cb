"""The minutes while they are written: items begin, people speak, text is kept.

The audit record says that something was written and by whom, never what.
"""

from dataclasses import dataclass
from uuid import UUID

from chibo.access import Actor, require
from chibo.audit.rows import locked, save
from chibo.audit.services import command, record
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.kernel.text import tidy_lines
from chibo.meetings.models import AgendaItem, Attendance, Guest, Speech, Wish
from chibo.meetings.selectors.reach import place_in
from chibo.meetings.services.away import check_from_away
from chibo.meetings.services.moves import check_open
from chibo.meetings.states import Wished


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: a member by person, or a guest of the meeting."""

    person_id: UUID | None = None
    guest_id: UUID | None = None


@command("meetings.minutes.write")
def start_item(*, actor: Actor, item_id: UUID) -> AgendaItem:
    """Go to an item; the one that was open ends. Going to one that had ended opens it again.

    Going back to an earlier item interrupts a later one instead of ending it: the meeting comes back to it.
    Refuses one with secret papers while somebody takes part from away.
    """
    item = locked(AgendaItem, item_id)
    require(actor, "meetings.minutes.write", place_in(actor, item.meeting))
    check_open(item.meeting)
    check_from_away(item)
    now = clock.now()
    _interrupt_later(item)
    end_running(item)
    item.started_at, item.ended_at = item.started_at or now, None
    save(item, "started_at", "ended_at")
    record(actor, item, place_in(actor, item.meeting), details={"position": item.position})
    return item


@command("meetings.minutes.write")
def write_text(*, actor: Actor, item_id: UUID, version: int, text: str, conclusion: str | None = None) -> AgendaItem:
    """Keep what was reported or noted in an item, as a collective paragraph. Called while the clerk types.

    `conclusion` None leaves the chair's conclusion as it is.
    """
    item = locked(AgendaItem, item_id, version)
    require(actor, "meetings.minutes.write", place_in(actor, item.meeting))
    check_open(item.meeting)
    item.text = tidy_lines(text)
    item.conclusion = item.conclusion if conclusion is None else tidy_lines(conclusion)
    save(item, "text", "conclusion")
    record(actor, item, place_in(actor, item.meeting), details={"letters": len(item.text)})
    return item


@command("meetings.minutes.write")
def add_speech(*, actor: Actor, item_id: UUID, speaker: Speaker, text: str = "", draft_key: str = "") -> Speech:
    """Note that somebody speaks, with or without words.

    `draft_key` comes from the clerk's browser: the same key again, after a dropped network, finds what was written
    and brings its text up to date. A wish to speak is answered by it. Refuses a speaker who is not in the roll or
    among the guests. Seven queries.
    """
    item = locked(AgendaItem, item_id)
    meeting = item.meeting
    require(actor, "meetings.minutes.write", place_in(actor, meeting))
    check_open(meeting)
    known = Speech.objects.filter(item=item, draft_key=draft_key).first() if draft_key else None
    if known is not None:
        known.text = tidy_lines(text)
        save(known, "text")
        record(actor, known, place_in(actor, meeting), details={"sent_again": True})
        return known
    person_id, name = _who(item, speaker)
    speech = Speech.objects.create(
        item=item,
        person_id=person_id,
        name=name,
        text=tidy_lines(text),
        spoken_at=clock.now(),
        draft_key=draft_key,
    )
    _answer_wish(item, person_id)
    record(actor, speech, place_in(actor, meeting), details={"letters": len(speech.text)})
    return speech


@command("meetings.minutes.write")
def edit_speech(*, actor: Actor, speech_id: UUID, version: int, text: str) -> Speech:
    """Change the words of a speech."""
    speech = locked(Speech, speech_id, version)
    meeting = speech.item.meeting
    require(actor, "meetings.minutes.write", place_in(actor, meeting))
    check_open(meeting)
    speech.text = tidy_lines(text)
    save(speech, "text")
    record(actor, speech, place_in(actor, meeting), details={"letters": len(speech.text)})
    return speech


@command("meetings.minutes.write")
def remove_speech(*, actor: Actor, speech_id: UUID, version: int) -> Speech:
    """Take a speech out of the minutes; the row stays, marked."""
    speech = locked(Speech, speech_id, version)
    meeting = speech.item.meeting
    require(actor, "meetings.minutes.write", place_in(actor, meeting))
    check_open(meeting)
    speech.is_removed = True
    save(speech, "is_removed")
    record(actor, speech, place_in(actor, meeting), changed={"is_removed": (False, True)})
    return speech


def end_running(item: AgendaItem) -> None:
    """End whatever other item of the meeting runs. One query, one more for each that runs."""
    running = AgendaItem.objects.filter(meeting_id=item.meeting_id, started_at__isnull=False, ended_at=None)
    for row in running.exclude(pk=item.pk):
        row.ended_at = clock.now()
        save(row, "ended_at")


def _interrupt_later(item: AgendaItem) -> None:
    """Put back a later item that runs when one that had ended is opened again; its words stay. One query."""
    if item.ended_at is None:
        return
    later = AgendaItem.objects.filter(meeting_id=item.meeting_id, position__gt=item.position, ended_at=None)
    for row in later.filter(started_at__isnull=False):
        row.started_at = None
        save(row, "started_at")


def _answer_wish(item: AgendaItem, person_id: UUID | None) -> None:
    wish = Wish.objects.filter(item=item, person_id=person_id, state=Wished.WAITING).first() if person_id else None
    if wish is not None:
        wish.state = Wished.SPOKEN
        save(wish, "state")


def _who(item: AgendaItem, speaker: Speaker) -> tuple[UUID | None, str]:
    if speaker.person_id is not None:
        row = Attendance.objects.filter(meeting_id=item.meeting_id, person_id=speaker.person_id).first()
        if row is None:
            raise Refusal("meetings.speaker_not_in_roll")
        return row.person_id, row.name
    guest = next((row for row in Guest.objects.filter(meeting_id=item.meeting_id) if row.pk == speaker.guest_id), None)
    if guest is None:
        raise Refusal("meetings.speaker_not_in_roll")
    return None, guest.name
