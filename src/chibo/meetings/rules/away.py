"""Taking part from away: where it is permitted at all, and what is never decided so.

Source: Hướng dẫn 03-HD/TW (2022, a pilot that Chỉ thị 50-CT/TW lets go on); which items are barred was not found and is
inferred: what is secret, elections and discipline. As rule data in `meeting-conduct`, `online`.
"""

from chibo.kernel.errors import Refusal
from chibo.meetings.states import Form
from chibo.regulations.figures import DISCIPLINE, Decision, OnlineRule
from chibo.regulations.states import Method


def check_permitted(form: Form, online: OnlineRule) -> None:
    """Refuse to meet from away where no permission is in force on the day."""
    if form is not Form.IN_PERSON and not online.permitted:
        raise Refusal("meetings.online_not_permitted")


def check_link(link: str) -> None:
    """Refuse a video link that is not encrypted."""
    if link and not link.startswith("https://"):
        raise Refusal("meetings.link_not_https")


def barred_as(decision: str, method: Method | None, online: OnlineRule, *, is_secret: bool = False) -> str:
    """Return under which word the rule bars this for somebody away; an empty text where it does not.

    `decision` is empty where nothing is voted on; `is_secret` is said of an item whose papers are secret.
    """
    if is_secret and "secret_content" in online.barred:
        return "secret_content"
    if decision == Decision.ELECTION and "election" in online.barred:
        return "election"
    if decision in DISCIPLINE and "discipline" in online.barred:
        return "discipline"
    return "secret_ballot" if method is not None and method.is_secret and "secret_ballot" in online.barred else ""


def check_nobody_away(
    decision: str, method: Method | None, online: OnlineRule, away: int, *, is_secret: bool = False
) -> None:
    """Refuse a barred vote or item while somebody takes part from away; the reason is named."""
    barred = barred_as(decision, method, online, is_secret=is_secret) if away else ""
    if barred:
        raise Refusal(f"meetings.away_{barred}", count=away)
