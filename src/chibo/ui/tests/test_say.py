"""A refusal becomes one whole sentence."""

from datetime import date

import pytest

from chibo.kernel.errors import Refusal
from chibo.kernel.months import Month
from chibo.kernel.share import Share
from chibo.ui import say as voice
from chibo.ui.say import register, say

SENTENCES = {
    "ui.test.late": "Hạn là %(due_on)s, của %(month)s: %(share)s, còn %(count)s việc.",
    "ui.test.plain": "Đạt 100% rồi.",
}


@pytest.fixture(autouse=True)
def sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voice, "_phrases", {})
    register(SENTENCES)


def test_facts_are_written_by_their_type() -> None:
    refusal = Refusal("ui.test.late", due_on=date(2026, 12, 3), month=Month(2026, 12), share=Share(17, 20), count=1240)
    assert say(refusal) == "Hạn là 03/12/2026, của 12/2026: 17/20, đạt 85,00\u00a0%, còn 1.240 việc."


def test_a_sentence_without_facts_may_hold_a_percent_sign() -> None:
    assert say("ui.test.plain") == "Đạt 100% rồi."


def test_a_code_without_a_sentence_is_an_error() -> None:
    with pytest.raises(KeyError, match="phrases"):
        say(Refusal("ui.test.unknown"))


def test_one_code_has_one_sentence() -> None:
    register(SENTENCES)
    with pytest.raises(ValueError, match="two sentences"):
        register({"ui.test.plain": "Khác."})
