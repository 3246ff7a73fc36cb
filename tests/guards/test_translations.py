"""Every sentence has its English: none is missing, empty, fuzzy or left over."""

from functools import cache
from pathlib import Path

import pytest

from chibo.web import translations
from tests.guards.source import none, order, plant

PROBLEMS = cache(translations.problems)


@pytest.mark.parametrize("room", sorted(order()))
def test_the_english_of_a_room_is_complete(room: str) -> None:
    found = [line for line in PROBLEMS() if line.startswith(f"{room}:")]
    none(found, "run `python -m chibo.web.translations extract`, then fill the entries")


def test_the_guard_sees_an_empty_and_an_unused_entry(tmp_path: Path) -> None:
    plant(tmp_path, "meetings/__init__.py", "")
    plant(tmp_path, "meetings/phrases.py", 'A = _("Chi bộ")\nB = _("Họp")\n')
    entries = (
        'msgid ""\nmsgstr ""\n\nmsgid "Chi bộ"\nmsgstr ""\n\nmsgid "Họp"\nmsgstr "Meet"\n\nmsgid "Cũ"\nmsgstr "Old"\n'
    )
    plant(tmp_path, "meetings/locale/en/LC_MESSAGES/django.po", entries)
    assert translations.problems(tmp_path) == ["meetings: empty: 'Chi bộ'", "meetings: no longer used: 'Cũ'"]
