"""Notices as a message: a mail says what the page says; what passes servers of others says only that there is news."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chibo.notices.figures import Piece
from chibo.notices.phrases import SHORT
from chibo.notices.rules import topic_of
from chibo.ui import write


@dataclass(frozen=True, slots=True)
class Mail:
    subject: str
    body: str


def mail(pieces: Sequence[Piece]) -> Mail:
    """Return subject and text in the language of now. Without a public address the links are left out."""
    subject = " ".join(pieces[0].text.split())[:160] if len(pieces) == 1 else _count(len(pieces))
    parts = [_lines(piece) for piece in pieces]
    parts.append(_("Thư tự động của Chibo, không trả lời thư này."))
    return Mail(subject, "\n\n".join(parts) + "\n")


def short(pieces: Sequence[Piece]) -> str:
    """Return one sentence that names nothing: for phones, gateways and chats, whose servers are not ours."""
    topics = {topic_of(piece.kind) for piece in pieces}
    if len(topics) == 1:
        return str(SHORT[topics.pop()])
    return _("%(news)s. Mở Chibo để xem.") % {"news": _count(len(pieces))}


def _count(number: int) -> str:
    return ngettext("Có %(count)s thông báo mới", "Có %(count)s thông báo mới", number) % {"count": number}


def _lines(piece: Piece) -> str:
    lines = [piece.text]
    if piece.due_on:
        lines.append(_("Hạn: %(day)s.") % {"day": write.weekday_day(piece.due_on)})
    if piece.link and settings.PUBLIC_URL:
        lines.append(_("Xem tại: %(address)s") % {"address": settings.PUBLIC_URL + piece.link})
    return "\n".join(lines)
