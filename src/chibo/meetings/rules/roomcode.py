"""The short code that is shown in the room and proves that somebody is there: another one every minute.

It is worked out from the installation's key, the meeting and the minute, so nothing is stored and every process knows
it. The code of the minute before is taken too, since typing takes time.
"""

import hashlib
import hmac
from datetime import datetime

DIGITS = 6
LASTS_SECONDS = 60


def code_at(key: str, meeting: str, moment: datetime) -> str:
    """Return the code of that minute, six digits."""
    return _code(key, meeting, _minute(moment))


def is_right(key: str, meeting: str, moment: datetime, typed: str) -> bool:
    """Tell whether this is the code of the minute, or of the one before. Spaces do not matter."""
    digits = "".join(sign for sign in typed if sign.isdigit())
    minute = _minute(moment)
    taken = [hmac.compare_digest(digits, _code(key, meeting, one)) for one in (minute, minute - 1)]
    return any(taken)


def _minute(moment: datetime) -> int:
    return int(moment.timestamp()) // LASTS_SECONDS


def _code(key: str, meeting: str, minute: int) -> str:
    digest = hmac.digest(key.encode(), f"chibo room code\0{meeting}\0{minute}".encode(), hashlib.sha256)
    return f"{int.from_bytes(digest[:8]) % 10**DIGITS:0{DIGITS}d}"
