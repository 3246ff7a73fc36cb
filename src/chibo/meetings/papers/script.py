"""The chair's script (kịch bản điều hành): one printed page for each item."""

from __future__ import annotations

from dataclasses import replace

from chibo.documents.figures import Blank, Block, Bullet, Fact, Heading, Pagebreak, Paper, Paragraph
from chibo.meetings.models import AgendaItem
from chibo.meetings.papers import sentences
from chibo.meetings.papers.facts import Facts, head, paper, subject, when
from chibo.meetings.papers.sentences import Cue
from chibo.meetings.papers.words import comrade

_TITLE = "KỊCH BẢN ĐIỀU HÀNH"


def script_paper(facts: Facts) -> Paper:
    """Return what to say, whom to call, how to put a vote and what to conclude, item by item."""
    top = replace(head(facts, "BB", subject(facts.meeting), _TITLE), place_date="")
    body: list[Block] = [Fact("Thời gian", when(facts.meeting)), Fact("Chủ trì", _chair(facts))]
    for number, item in enumerate(facts.items, start=1):
        if number > 1:
            body.append(Pagebreak())
        body += _item(facts, number, item)
    return paper(facts, top, tuple(body), signed=False)


def _item(facts: Facts, number: int, item: AgendaItem) -> list[Block]:
    cue = _cue(facts, item)
    who = facts.who(item)
    body: list[Block] = [
        Heading(f"Mục {number}. {item.title}", 1, numbered=False),
        Fact("Thời lượng", f"{item.planned_minutes} phút"),
    ]
    if who:
        body.append(Fact("Người trình bày", who))
    body += [Heading("Lời dẫn", 2, numbered=False), Paragraph(cue.say % _words(facts, item))]
    if item.prompts:
        body.append(Heading("Câu hỏi gợi ý", 2, numbered=False))
        body += [Bullet(line) for line in item.prompts.splitlines() if line]
    if item.decision:
        body += _vote(facts, item)
    body.append(Heading("Kết luận", 2, numbered=False))
    if cue.conclude:
        body.append(Paragraph(cue.conclude % _words(facts, item)))
    return [*body, Blank(2 if item.is_formal else 5)]


def _vote(facts: Facts, item: AgendaItem) -> list[Block]:
    majority = facts.votes.of(item.decision)
    needed = majority.needed.needed(facts.base)
    lines = sentences.SECRET_VOTE if majority.is_secret else sentences.VOTE
    note = f"Tính tỷ lệ trên {facts.base} đảng viên chính thức (dự kiến), cần {needed}; tính lại khi điểm danh."
    return [
        Heading("Biểu quyết", 2, numbered=False),
        *(Bullet(line % {"base": facts.base, "needed": needed}) for line in lines),
        Paragraph(note),
    ]


def _cue(facts: Facts, item: AgendaItem) -> Cue:
    known = sentences.CUES.get(item.line)
    own = item.presenter is not None and item.presenter == facts.meeting.chair
    if known is not None:
        return replace(known, say=known.say.replace(sentences.INVITE, sentences.MYSELF)) if own else known
    if own:
        return Cue(sentences.OPEN_BY_CHAIR, sentences.CLOSE_BY_CHAIR)
    return Cue(sentences.OPEN if facts.who(item) else sentences.OPEN_TO_ALL, sentences.CLOSE)


def _words(facts: Facts, item: AgendaItem) -> dict[str, str]:
    meeting = facts.meeting
    guests = ", ".join(f"đồng chí {guest.name}, {guest.office}" for guest in facts.invited.guests)
    return {
        "unit": meeting.unit.name,
        "title": subject(meeting),
        "chair": facts.meeting.chair.full_name if facts.meeting.chair else "……………",
        "clerk": meeting.clerk.full_name if meeting.clerk else "……………",
        "guests": guests or "……………",
        "presenter": facts.who(item) or "……………",
        "item": item.title,
    }


def _chair(facts: Facts) -> str:
    return comrade(facts.meeting.chair)
