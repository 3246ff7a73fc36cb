"""Turns the code of a refusal into its sentence. Rooms register theirs when the program starts."""

from collections.abc import Mapping
from datetime import date, datetime, time

from django.utils.functional import Promise

from chibo.kernel.errors import Refusal
from chibo.kernel.months import Month
from chibo.kernel.share import Share
from chibo.ui import write

_phrases: dict[str, str | Promise] = {}


def register(phrases: Mapping[str, str | Promise]) -> None:
    """Add a room's sentences. Raises ValueError where a code has another sentence already."""
    for code, sentence in phrases.items():
        if _phrases.setdefault(code, sentence) is not sentence:
            raise ValueError(f"{code!r} has two sentences")


def say(refusal: Refusal | str, **facts: object) -> str:
    """Return the sentence, with days, shares and numbers written as Vietnamese readers expect.

    Raises KeyError for a code without a sentence, or a sentence that names a fact which was not given.
    """
    if isinstance(refusal, Refusal):
        code, facts = refusal.code, {**refusal.facts, **facts}
    else:
        code = refusal
    if code not in _phrases:
        raise KeyError(f"no sentence for {code!r}: add it to the room's phrases and register them in apps.py")
    shown = {name: written(value) for name, value in facts.items()}
    return str(_phrases[code]) % shown if shown else str(_phrases[code]).replace("%%", "%")


def sentences() -> Mapping[str, str | Promise]:
    """Return all sentences by code, for the guards that compare them with the code."""
    return dict(_phrases)


def written(value: object) -> object:
    """Return a fact as sentences write it: days, moments, months, shares and numbers; anything else as it is."""
    match value:
        case datetime():
            return write.moment(value)
        case date():
            return write.day(value)
        case time():
            return write.clock_time(value)
        case Month():
            return write.month(value)
        case Share():
            return write.share(value)
        case bool():
            return value
        case int() | float():
            return write.number(value)
        case _:
            return value
