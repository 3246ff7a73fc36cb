"""One reader per type of setting; each fails loudly and names what it would accept."""

import os
import re
from pathlib import Path


class BadSetting(Exception):
    """A setting cannot be read; the message says which, what it is and what it may be."""


def text(name: str, default: str = "") -> str:
    return os.environ.get(f"CHIBO_{name}", default).strip()


def flag(name: str, *, default: bool) -> bool:
    value = text(name).lower()
    if value == "":
        return default
    if value in {"1", "yes", "true", "on"}:
        return True
    if value in {"0", "no", "false", "off"}:
        return False
    raise BadSetting(f"CHIBO_{name} is {value!r}; it may be yes or no")


def number(name: str, default: int) -> int:
    value = text(name)
    if not value:
        return default
    if not (value.isascii() and value.isdecimal()):
        raise BadSetting(f"CHIBO_{name} is {value!r}; it must be a whole number")
    return int(value)


def choice(name: str, choices: tuple[str, ...]) -> str:
    value = text(name, choices[0])
    if value not in choices:
        raise BadSetting(f"CHIBO_{name} is {value!r}; it may be {', '.join(choices)}")
    return value


def words(name: str, default: tuple[str, ...] = ()) -> list[str]:
    value = text(name)
    return [word.strip() for word in value.split(",") if word.strip()] if value else list(default)


def origin(name: str) -> str:
    """Return the address of a server without a path, as `https://meet.example.vn`; empty where none is set."""
    value = text(name).rstrip("/")
    if value and not re.fullmatch(r"https://[a-z0-9][a-z0-9.-]*(:[0-9]+)?", value):
        raise BadSetting(f"CHIBO_{name} is {value!r}; it must look like https://meet.example.vn, with nothing after it")
    return value


def folder(name: str, default: Path) -> Path:
    return Path(text(name) or default).expanduser().resolve()
