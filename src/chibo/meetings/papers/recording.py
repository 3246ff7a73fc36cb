"""One agenda item in minutes, extracts and reports."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from chibo.documents.figures import Block, Bullet, Column, Heading, Paragraph, Table
from chibo.documents.rules import full_stop
from chibo.meetings.papers.words import comrade, day_short, named_words, vote_words, whole_unit
from chibo.meetings.rules import filled
from chibo.meetings.selectors.recorded import Recorded
from chibo.meetings.selectors.sitting import ItemSeen, outcome_facts, sentence_facts
from chibo.meetings.selectors.tallies import counted_words, secret_words
from chibo.meetings.states import Presence

if TYPE_CHECKING:
    from chibo.members.models import Person


def item_blocks(found: Recorded, seen: ItemSeen, *, short: bool = False) -> Iterator[Block]:
    """Return the item: who presented, what was reported, who spoke and said what, conclusion, tasks, votes, outcome.

    A vote whose figures stand in the item's own sentence is not told again. `short` leaves speakers out.
    """
    item = seen.item
    yield Heading(item.title, 2)
    text = item.text or _standard(found, seen)
    votes = [vote for vote in seen.votes if vote.state == "closed"]
    rest = [vote for vote in votes if counted_words(vote) not in text]
    presenter = _presenter(found, seen)
    if presenter is not None and (text or item.conclusion):
        yield Paragraph(f"{comrade(presenter)}.", lead="Người trình bày:")
    if item.is_formal:
        yield from _outcome(seen, told=rest != votes)
    if text:
        yield Paragraph(text)
    if not short:
        yield from (_speech(said.name, said.text) for said in seen.speeches)
    if item.conclusion:
        yield Paragraph(item.conclusion, lead="Kết luận của chủ trì:")
    yield from (_task(task, whole_unit(found.meeting)) for task in seen.tasks)
    if not item.is_formal:
        yield from _outcome(seen, told=rest != votes)
    table = outcome_table(item.outcome or {})
    if table is not None:
        yield table
    yield from (Bullet(f"Biểu quyết: {vote_words(vote)}") for vote in rest)
    yield from (Bullet(named_words(found.named[vote.pk])) for vote in votes if vote.pk in found.named)
    yield from (Bullet(f"Biểu quyết: {one.box.subject}: {secret_words(one)}.") for one in seen.secret)


def _task(task: Any, whole: str) -> Bullet:
    """Return a task as minutes name it: what, who, until when."""
    who = comrade(task.person) if task.person else whole
    until = f", thời hạn {day_short(task.due_on)}" if task.due_on else ""
    return Bullet(f"Giao nhiệm vụ: {task.title.rstrip(' .;')}; {who}{until}.")


def outcome_table(outcome: dict[str, Any]) -> Table | None:
    """Return the table that a room above recorded (the score); None where there is none."""
    data = outcome.get("table")
    if not data:
        return None
    titles, rows = data["columns"], data["rows"]
    columns = tuple(
        Column(title, 6 if index == 0 else 1.6, "left" if index == 0 else "right") for index, title in enumerate(titles)
    )
    return Table(columns, tuple(tuple(str(cell) for cell in row) for row in rows), strong=(len(rows) - 1,))


def _outcome(seen: ItemSeen, *, told: bool) -> Iterator[Block]:
    outcome = seen.item.outcome or {}
    if not seen.item.outcome_label and not outcome.get("table"):
        return  # an adopted vote alone: its line says everything
    lines = [full_stop(line) for line in outcome.get("lines", ())]
    if lines or not told:
        yield Paragraph(" ".join(lines) or "Đã thông qua.", lead=f"{outcome.get('title', '')}.")


def _presenter(found: Recorded, seen: ItemSeen) -> Person | None:
    """Return whom the minutes name as presenting: nobody for a formal item, and nobody who was absent."""
    item = seen.item
    absent = {row.person_id for row in found.roll.rows if row.presence != Presence.PRESENT}
    return None if item.is_formal or item.presenter_id in absent else item.presenter


def _speech(name: str, text: str) -> Bullet:
    return Bullet(f"Đồng chí {name}: {text}" if text else f"Đồng chí {name} phát biểu ý kiến.")


def _standard(found: Recorded, seen: ItemSeen) -> str:
    """Return the standard sentence of a formal item that nobody wrote over."""
    item = seen.item
    if not (item.is_formal and item.standard_text):
        return ""
    return filled(item.standard_text, sentence_facts(found.meeting, found.roll, found.guests) | outcome_facts(seen))
