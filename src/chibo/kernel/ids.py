"""Keys of rows that can be made offline or exchanged."""

import os
import uuid

from chibo.kernel import clock


def uuid7() -> uuid.UUID:
    """Return a UUIDv7 (RFC 9562): 48 bits of milliseconds, then chance.

    Never for a ballot: the key tells when it was made. The first day that needs Python 3.14 can use its own.
    """
    milliseconds = int(clock.now().timestamp() * 1000)
    chance = int.from_bytes(os.urandom(10), "big")
    value = (milliseconds & (1 << 48) - 1) << 80 | 0x7 << 76 | (chance >> 62 & 0xFFF) << 64
    return uuid.UUID(int=value | 0b10 << 62 | chance & (1 << 62) - 1)
