"""One agenda item in minutes, extracts and reports."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from chibo.documents.figures import Block, Bullet, Column, Heading, Paragraph, Table
from chibo.meetings.papers.words import day_short, vote_words
from chibo.meetings.rules import filled
from chibo.meetings.selectors.recorded import Recorded
from chibo.meetings.selectors.sitting import ItemSeen, outcome_facts, sentence_facts

WHOLE_UNIT = "cả chi bộ"


def item_blocks(found: Recorded, seen: ItemSeen, *, short: bool = False) -> Iterator[Block]:
    """Return the item: who presented, what was reported, who spoke and said what, conclusion, tasks, votes, outcome.

    `short` leaves speakers and their words out.
    """
    item = seen.item
    yield Heading(item.title, 2)
    text = item.text or _standard(found, seen)
    if item.presenter is not None and not item.is_formal and (text or item.conclusion):
        yield Paragraph(f"đồng chí {item.presenter.full_name}.", lead="Người trình bày:")
    if text:
        yield Paragraph(text)
    if not short:
        yield from (_speech(said.name, said.text) for said in seen.speeches)
    if item.conclusion:
        yield Paragraph(item.conclusion, lead="Kết luận của chủ trì:")
    yield from (task_line(task) for task in seen.tasks)
    yield from _outcome(seen)
    yield from (Bullet(f"Biểu quyết: {vote_words(vote)}") for vote in seen.votes if vote.state == "closed")


def task_line(task: Any) -> Bullet:
    """Return a task as minutes name it: what, who, until when."""
    who = f"đồng chí {task.person.full_name}" if task.person else WHOLE_UNIT
    until = f", xong trước ngày {day_short(task.due_on)}" if task.due_on else ""
    return Bullet(f"Giao nhiệm vụ: {task.title}; {who}{until}.")


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


def _outcome(seen: ItemSeen) -> Iterator[Block]:
    outcome = seen.item.outcome or {}
    if not seen.item.outcome_label and not outcome.get("table"):
        return  # an adopted vote alone: its line says everything
    lines = [f"{line.rstrip(' .')}." for line in outcome.get("lines", ())]
    yield Paragraph(" ".join(lines) or "Đã thông qua.", lead=f"{outcome.get('title', '')}.")
    table = outcome_table(outcome)
    if table is not None:
        yield table


def _speech(name: str, text: str) -> Bullet:
    return Bullet(f"Đồng chí {name}: {text}" if text else f"Đồng chí {name} phát biểu ý kiến.")


def _standard(found: Recorded, seen: ItemSeen) -> str:
    """Return the standard sentence of a formal item that nobody wrote over."""
    item = seen.item
    if not (item.is_formal and item.standard_text):
        return ""
    facts = sentence_facts(found.meeting, found.roll, found.guests)
    return filled(item.standard_text, facts | outcome_facts(item.outcome))
