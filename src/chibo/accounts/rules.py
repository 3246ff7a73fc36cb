"""What a name to sign in with may look like, how one is made from a person's name, and the code of a slip."""

import re
from collections.abc import Callable, Container
from datetime import timedelta

from chibo.kernel.errors import Refusal
from chibo.kernel.text import fold

SLIP_DIGITS = 10
SLIP_LIVES = timedelta(days=7)
"""Time to carry a sheet of paper to an elderly member."""
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,79}")

_BROWSERS = {  # the first sign that fits: most browsers name those they descend from as well
    "coc_coc": "Cốc Cốc",
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
_SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


def check_username(username: str) -> None:
    """Refuse a name that somebody could not type on any keyboard. `username` is in its stored form."""
    if not _USERNAME.fullmatch(username):
        raise Refusal("accounts.username_shape")


def username_for(full_name: str, taken: Container[str]) -> str:
    """Return a free name: the called name and the initials of the rest, with a number from 2 where it is taken.

    >>> username_for("Nguyễn Thị Hương", {"huongnt"})
    'huongnt2'
    """
    words = [re.sub(r"[^a-z0-9]", "", word) for word in fold(full_name).split()]
    words = [word for word in words if word]
    called, rest = (words[-1], words[:-1]) if words else ("tk", [])
    base = (called + "".join(word[0] for word in rest)).ljust(3, "0")
    number, name = 1, base
    while name in taken:
        number += 1
        name = f"{base}{number}"
    return name


def new_slip_code(below: Callable[[int], int]) -> str:
    """Return the digits of a new slip. `below(n)` gives a random whole number under n, from a safe source."""
    return str(below(10**SLIP_DIGITS)).rjust(SLIP_DIGITS, "0")


def shown_slip_code(code: str) -> str:
    """Return the digits in groups, as they are printed.

    >>> shown_slip_code("4821937706")
    '482 193 7706'
    """
    return f"{code[:3]} {code[3:6]} {code[6:]}"


def typed_slip_code(typed: str) -> str:
    """Return the digits of what was typed: spaces, dots and dashes do not count."""
    return re.sub(r"[\s.\-]", "", typed)


def browser_of(user_agent: str) -> str:
    """Return the name of the browser; empty for one that is not known."""
    return _first_named(_BROWSERS, user_agent)


def system_of(user_agent: str) -> str:
    """Return the name of the system; empty for one that is not known."""
    return _first_named(_SYSTEMS, user_agent)


def _first_named(names: dict[str, str], user_agent: str) -> str:
    return next((name for sign, name in names.items() if sign in user_agent), "")
