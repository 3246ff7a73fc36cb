"""Keys of rows that can be made offline or exchanged."""

import os
import threading
import uuid

from chibo.kernel import clock

_COUNTER_BITS, _CHANCE_BITS = 42, 32
_lock = threading.Lock()
_last = (0, 0)
"""The millisecond of the last key and the counter in it."""


def uuid7() -> uuid.UUID:
    """Return a UUIDv7 (RFC 9562): 48 bits of milliseconds, 42 of a counter that starts by chance, 32 of chance.

    Keys of one process made in the same millisecond stand in the order in which they were made. Never for a ballot:
    the key tells when it was made. The first day that needs Python 3.14 can use its own.
    """
    milliseconds, counter = _next()
    chance = int.from_bytes(os.urandom(4), "big")
    tail = counter << _CHANCE_BITS | chance
    value = milliseconds << 80 | 0x7 << 76 | (tail >> 62) << 64 | 0b10 << 62 | tail & (1 << 62) - 1
    return uuid.UUID(int=value)


def id_of_draft(user_id: int | None, draft_key: str, *typed: object) -> uuid.UUID | None:
    """Return the key of the row that a form makes: the same however often the form is sent; None without a draft key.

    Other words sent from the same page are another row, so that nothing typed is lost. The user is part of the key, so
    that nobody can name another's row.
    """
    return uuid.uuid5(uuid.NAMESPACE_OID, repr((user_id, draft_key, *map(str, typed)))) if draft_key else None


def _next() -> tuple[int, int]:
    global _last  # noqa: PLW0603 - one counter a process
    milliseconds = int(clock.now().timestamp() * 1000) & (1 << 48) - 1
    with _lock:
        if milliseconds == _last[0]:
            _last = (milliseconds, _last[1] + 1)
        else:  # the top bit stays free, so that counting on never overflows
            _last = (milliseconds, int.from_bytes(os.urandom(6), "big") & (1 << _COUNTER_BITS - 1) - 1)
        return _last
