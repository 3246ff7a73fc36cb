"""Minutes after the reading: how long they stand open to remarks, what lets them be sealed, and the code on them."""

from collections.abc import Callable
from datetime import datetime, timedelta

from chibo.kernel.errors import Refusal
from chibo.meetings.states import RemarkState, State

CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without I, L, O and U, which are read for others."""
CODE_LENGTH = 12
"""60 bits: cannot be guessed at the rate that the page allows."""
_READ_AS = str.maketrans("OIL", "011")


def remarks_end(ended_at: datetime, hours: int) -> datetime:
    """Return until when remarks are taken, counted from the moment at which the minutes can be read."""
    return ended_at + timedelta(hours=hours)


def check_remarks_taken(state: State, until: datetime | None, now: datetime, *, is_read_out: bool) -> None:
    """Refuse a remark before the minutes are read out, after the time for remarks, and on sealed minutes."""
    if state is State.CLOSED:
        raise Refusal("meetings.remark_after_seal")
    if state is State.READ:
        if until is not None and now > until:
            raise Refusal("meetings.remark_too_late", until=until)
        return
    if state is not State.OPEN or not is_read_out:
        raise Refusal("meetings.remark_before_reading")


def check_may_seal(states: list[RemarkState], until: datetime | None, now: datetime) -> None:
    """Refuse to seal while remarks are still taken, and while one of them has no answer."""
    if until is not None and now <= until:
        raise Refusal("meetings.remarks_still_open", until=until)
    waiting = states.count(RemarkState.WAITING)
    if waiting:
        raise Refusal("meetings.remarks_unanswered", count=waiting)


def new_code(below: Callable[[int], int]) -> str:
    """Return the letters of a new code. `below(n)` gives a random whole number under n, from a safe source."""
    return "".join(CODE_LETTERS[below(len(CODE_LETTERS))] for _ in range(CODE_LENGTH))


def shown_code(code: str) -> str:
    """Return the code in groups, as it is printed.

    >>> shown_code("K7QF2M9DXH4T")
    'K7QF-2M9D-XH4T'
    """
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def typed_code(typed: str) -> str:
    """Return the letters of what was typed; spaces and dashes do not count, letters that look alike are one.

    >>> typed_code(" k7qf-2m9d xh4t ")
    'K7QF2M9DXH4T'
    """
    return "".join(letter for letter in typed.upper().translate(_READ_AS) if letter in CODE_LETTERS)
