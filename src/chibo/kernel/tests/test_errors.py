"""A refusal carries its code and its facts."""

from chibo.kernel.errors import Conflict, Refusal


def test_a_refusal_tells_code_and_facts() -> None:
    refusal = Refusal("meetings.no_majority", present=4, needed=6)
    assert refusal.code == "meetings.no_majority"
    assert refusal.facts == {"present": 4, "needed": 6}
    assert str(refusal) == "meetings.no_majority(present=4, needed=6)"


def test_a_conflict_is_a_refusal_too() -> None:
    assert isinstance(Conflict("audit.changed_meanwhile", seen=1, present=2), Refusal)
