"""A notice as a mail: plain text, no more than the page itself would show."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from chibo.ui import write


@dataclass(frozen=True, slots=True)
class Mail:
    subject: str
    body: str


def mail(text: str, link: str, due_on: date | None) -> Mail:
    """Return subject and text in the language of now. Without a public address the link is left out."""
    lines = [text]
    if due_on:
        lines.append(_("Hạn: %(day)s.") % {"day": write.weekday_day(due_on)})
    if link and settings.PUBLIC_URL:
        lines.append(_("Xem tại: %(address)s") % {"address": settings.PUBLIC_URL + link})
    lines.append(_("Thư tự động của Chibo, không trả lời thư này."))
    return Mail(subject=" ".join(text.split())[:160], body="\n\n".join(lines) + "\n")
