"""Sentences by code: what a refusal says to the user, in the user's language."""

from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format, localize
from django.utils.functional import Promise

from chibo.kernel.errors import Refusal

_sentences: dict[str, str | Promise] = {}


def register(sentences: Mapping[str, str | Promise]) -> None:
    """Add a room's sentences. Raises ValueError where a code has another sentence already."""
    for code, sentence in sentences.items():
        if _sentences.setdefault(code, sentence) is not sentence:
            raise ValueError(f"the code {code!r} has two sentences")


def say(refusal: Refusal) -> str:
    """Return the sentence of a refusal with its facts filled in. Raises KeyError for a code without a sentence."""
    facts = {name: _shown(value) for name, value in refusal.facts.items()}
    return str(_sentences[refusal.code]) % facts


def sentences() -> Mapping[str, str | Promise]:
    """Return all sentences by code, for the guards."""
    return dict(_sentences)


def _shown(value: object) -> object:
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    return localize(value) if isinstance(value, int | float) else value
