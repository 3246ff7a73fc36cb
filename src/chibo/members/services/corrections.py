"""A member asks that the record be put right; the office answers."""

from collections.abc import Mapping
from uuid import UUID

from django.urls import reverse

from chibo.access import Actor, require
from chibo.audit.rows import locked, save
from chibo.audit.services import command, record
from chibo.kernel import clock
from chibo.kernel.errors import Missing, Refusal
from chibo.kernel.text import tidy_lines
from chibo.members.models import Correction
from chibo.members.phrases import CORRECTIONS, NOTICES
from chibo.members.selectors import person, place_of
from chibo.members.states import CORRECTION_MOVES, CorrectionAbout, CorrectionMove, CorrectionState
from chibo.notices import services as notices
from chibo.organisations.selectors import who_may

ANSWER = "members.correction.answer"


@command("members.correction.ask")
def ask_correction(*, actor: Actor, about: CorrectionAbout, text: str) -> Correction:
    """Ask that something in one's own record be corrected. Refuses an empty text, and a second one on the same part."""
    if actor.person_id is None:
        raise Missing("person")
    own = person(actor.person_id)
    place = place_of(own)
    require(actor, "members.correction.ask", place)
    text = tidy_lines(text)
    if not text:
        raise Refusal("members.correction_empty")
    if Correction.objects.filter(person=own, about=about, state=CorrectionState.ASKED).exists():
        raise Refusal("members.correction_waits")
    row = Correction.objects.create(person=own, about=about, text=text)
    facts = {"name": own.full_name, "about": CORRECTIONS[about]}
    link = reverse("members:answer_correction", args=[row.pk])
    _tell({reader.user_id for reader in who_may([ANSWER], place)}, "members.correction_asked", link, facts)
    record(actor, row, place, details={"about": about})
    return row


@command(ANSWER)
def answer_correction(
    *, actor: Actor, correction_id: UUID, version: int, move: CorrectionMove, answer: str
) -> Correction:
    """Answer what a member asked for: corrected, or not, always with words.

    The record itself is changed by the services for it, before or after. Refuses an answer given already.
    """
    row = locked(Correction, correction_id, version)
    place = place_of(row.person)
    require(actor, ANSWER, place)
    after = CORRECTION_MOVES.get((CorrectionState(row.state), move))
    if after is None:
        raise Refusal("members.correction_answered")
    if not tidy_lines(answer):
        raise Refusal("members.answer_missing")
    before, row.state = row.state, after
    row.answer, row.answered_at, row.answered_by_id = tidy_lines(answer), clock.now(), actor.user_id
    save(row, "state", "answer", "answered_at", "answered_by")
    own_user = {row.person.user_id} if row.person.user_id else set()
    _tell(own_user, "members.correction_answered", reverse("members:me"), {})
    record(actor, row, place, changed={"state": (before, after)})
    return row


def _tell(user_ids: set[int], code: str, link: str, facts: Mapping[str, object]) -> None:
    notices.tell(user_ids, NOTICES[code], kind=code, link=link, facts=facts)
