"""What makes a resolution a good one, and when an opinion may be reserved.

Sources: the faults that inspections name (no cause, nobody named, vague measures); statute, article 9.5.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from chibo.kernel.errors import Refusal
from chibo.kernel.text import fold
from chibo.resolutions.figures import Charge, Fault, Remark, Text
from chibo.resolutions.states import MOVES, Move, State

VAGUE = ("tang cuong", "day manh", "tiep tuc", "quan tam", "chu trong", "nang cao", "phat huy", "lam tot", "co gang")
"""Beginnings of a measure that say no more than that one goes on; a figure in it makes it plain."""
_FIGURE = re.compile(r"\d")


def after(state: State, step: Move) -> State:
    """Return the state that the step leads to. Refuses what was voted already."""
    to = MOVES.get((state, step))
    if to is None:
        raise Refusal("resolutions.voted_already")
    return to


def check_adoptable(text: Text, measures: Sequence[Charge]) -> None:
    """Refuse to put to the vote what has no subject or says nothing."""
    if not text.subject:
        raise Refusal("resolutions.no_subject")
    if not (text.assessment or text.direction or measures):
        raise Refusal("resolutions.says_nothing")


def check_faults(faults: Iterable[Fault]) -> None:
    """Refuse a shortcoming without its text: cause or remedy of what?"""
    for fault in faults:
        if not fault.text:
            raise Refusal("resolutions.fault_without_text")


def remarks(text: Text, faults: Iterable[Fault], measures: Sequence[Charge]) -> list[Remark]:
    """Return what would make the draft better, in the order of the page. None of it stops the vote."""
    found = [] if text.assessment else [Remark("resolutions.remark.no_assessment", {})]
    for fault in faults:
        found.extend(_fault_remarks(fault))
    if not measures:
        found.append(Remark("resolutions.remark.no_measures", {}))
    for measure in measures:
        found.extend(_measure_remarks(measure))
    return found


def is_vague(title: str) -> bool:
    """Tell whether a measure says nothing that could be checked.

    >>> is_vague("Tăng cường công tác tuyên truyền"), is_vague("Tăng cường tuần tra, 2 đêm một tuần")
    (True, False)
    """
    return fold(title).startswith(VAGUE) and not _FIGURE.search(title)


def check_may_reserve(state: State, *, voted: bool, is_secret: bool) -> None:
    """Refuse an opinion reserved on what was not adopted, was voted in secret, or by somebody without a vote in it."""
    if state is not State.ADOPTED:
        raise Refusal("resolutions.reserve_adopted_only")
    if is_secret:
        raise Refusal("resolutions.reserve_open_only")
    if not voted:
        raise Refusal("resolutions.reserve_voters_only")


def _fault_remarks(fault: Fault) -> Iterator[Remark]:
    missing = [
        code
        for code, said in (
            ("resolutions.remark.no_cause", fault.cause),
            ("resolutions.remark.no_responsible", fault.responsible),
            ("resolutions.remark.no_remedy", fault.remedy),
            ("resolutions.remark.no_fault_day", fault.due_on),
        )
        if not said
    ]
    for code in missing:
        yield Remark(code, {"text": fault.text})


def _measure_remarks(measure: Charge) -> Iterator[Remark]:
    if not measure.who:
        yield Remark("resolutions.remark.no_who", {"title": measure.title})
    if measure.due_on is None:
        yield Remark("resolutions.remark.no_day", {"title": measure.title})
    if is_vague(measure.title):
        yield Remark("resolutions.remark.vague", {"title": measure.title})
