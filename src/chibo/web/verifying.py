"""`chibo verify`: whether everything that was sealed is still what it was. `chibo seal`: seal now, print the head."""

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from chibo.audit import selectors as audit
from chibo.audit.services import seal_waiting
from chibo.documents import selectors as documents
from chibo.kernel.errors import Refusal
from chibo.meetings import selectors as meetings
from chibo.ui.say import say

SHOWN_EVERY_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the check: how it is said when it is done, and what does it."""

    code: str
    steps: Iterator[object]


def verify(given: Path | None = None) -> int:
    """Check the whole installation. Return 0 where all fits, 1 after naming the first thing that does not.

    `given` is a file with a head of the record that was kept elsewhere. Memory does not grow with the database.
    """
    try:
        for part in _parts(given.read_text(encoding="utf-8") if given else ""):
            sys.stdout.write(f"{say(part.code, **_facts(_last(part)))}\n")
            sys.stdout.flush()
    except (Refusal, OSError, UnicodeDecodeError) as problem:
        return _refuse(problem)
    sys.stdout.write(f"{say('web.verified')}\n")
    return 0


def seal() -> int:
    """Seal what waits and print the newest head, to be kept where nobody can change it with the database."""
    try:
        seal_waiting()
    except Refusal as problem:
        return _refuse(problem)
    sys.stdout.write(audit.newest_head())
    return 0


def _parts(given: str) -> list[Part]:
    return [
        Part("web.verified_record", audit.check_record(given)),
        Part("web.verified_files", documents.check_files()),
        Part("web.verified_papers", documents.check_papers()),
        Part("web.verified_numbers", documents.check_numbers()),
        Part("web.verified_meetings", meetings.check_seals()),
        Part("web.verified_addenda", meetings.check_addenda()),
    ]


def _last(part: Part) -> object:
    """Go through all steps, show now and then how far it is, and return the last one."""
    last: object = 0
    shown = time.monotonic()
    for last in part.steps:
        if sys.stderr.isatty() and time.monotonic() - shown > SHOWN_EVERY_SECONDS:
            shown = time.monotonic()
            sys.stderr.write(f"  {say('web.verifying', **_facts(last))}\n")
    return last


def _facts(step: object) -> dict[str, object]:
    if isinstance(step, audit.Progress):
        return {"count": step.rows, "heads": step.heads, "waiting": step.waiting, "erased": step.erased}
    return {"count": step}


def _refuse(problem: Exception) -> int:
    sys.stderr.write(f"chibo: {say(problem) if isinstance(problem, Refusal) else problem}\n")
    return 1
