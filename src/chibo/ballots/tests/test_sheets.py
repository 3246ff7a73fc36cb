"""Every ballot has one length, says after unsealing what it said before, and opens for its own box and voter alone."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.ballots.rules import (
    Form,
    Marks,
    Opener,
    Sheet,
    check_marks,
    check_sheet,
    is_valid,
    motion_sheet,
    new_keys,
    packed,
    seal,
    total,
    unpacked,
)
from chibo.ballots.rules.sealing import OVERHEAD
from chibo.ballots.rules.sheets import LENGTH
from chibo.kernel.errors import Refusal

MOTION = motion_sheet("Đồng ý", "Không đồng ý", "Ý kiến khác")
PAIR = new_keys()
OPENER = Opener.of(PAIR.private, PAIR.public)
BOX, VOTER = uuid.uuid4(), uuid.uuid4()


def names(count: int, form: Form, seats: int) -> Sheet:
    codes = tuple(f"n{number}" for number in range(count))
    return Sheet(form, codes, codes, seats)


@st.composite
def filled(draw: st.DrawFn) -> tuple[Sheet, Marks]:
    form = draw(st.sampled_from(list(Form)))
    count = draw(st.integers(2, LENGTH))
    seats = draw(st.integers(1, count - 1)) if form is not Form.EACH else count
    marks = draw(st.lists(st.integers(0, 2), min_size=count, max_size=count))
    return names(count, form, seats), tuple(marks)


@given(filled())
def test_a_ballot_says_after_opening_what_it_said_before(ballot: tuple[Sheet, Marks]) -> None:
    sheet, marks = ballot
    sealed = seal(packed(marks), PAIR.public, BOX, VOTER)
    assert len(sealed) == LENGTH + OVERHEAD
    assert OPENER is not None
    opened = OPENER.open(sealed, BOX, VOTER)
    assert opened is not None
    assert unpacked(opened, sheet) == marks


def test_the_same_choice_never_looks_the_same() -> None:
    assert len({seal(packed((1, 0, 0)), PAIR.public, BOX, VOTER) for _ in range(20)}) == 20


def test_a_ballot_of_another_box_or_voter_does_not_open() -> None:
    sealed = seal(packed((1, 0, 0)), PAIR.public, BOX, VOTER)
    assert OPENER is not None
    assert OPENER.open(sealed, uuid.uuid4(), VOTER) is None
    assert OPENER.open(sealed, BOX, uuid.uuid4()) is None
    assert OPENER.open(b"short", BOX, VOTER) is None


@pytest.mark.parametrize("private", [b"", b"\0" * 32, b"\1" * 32])
def test_a_key_of_another_box_is_none(private: bytes) -> None:
    assert Opener.of(private, PAIR.public) is None


@given(st.binary(max_size=LENGTH + 1))
def test_bytes_of_no_page_of_ours_are_no_choice(content: bytes) -> None:
    marks = unpacked(content, MOTION)
    assert marks is None or packed(marks) == content


@pytest.mark.parametrize(
    ("sheet", "marks", "counts"),
    [
        (MOTION, (1, 0, 0), True),
        (MOTION, (0, 0, 0), False),
        (MOTION, (1, 1, 0), False),
        (MOTION, (2, 0, 0), False),
        (names(5, Form.CHOOSE, 3), (1, 1, 1, 0, 0), True),
        (names(5, Form.CHOOSE, 3), (1, 0, 0, 0, 0), True),
        (names(5, Form.CHOOSE, 3), (1, 1, 1, 1, 0), False),
        (names(5, Form.CHOOSE, 3), (0, 0, 0, 0, 0), False),
        (names(3, Form.EACH, 3), (1, 2, 1), True),
        (names(3, Form.EACH, 3), (1, 0, 1), False),
        (names(1, Form.EACH, 1), (2,), True),
    ],
)
def test_which_ballots_count(sheet: Sheet, marks: Marks, counts: bool) -> None:
    assert is_valid(marks, sheet) is counts
    if counts:
        check_marks(marks, sheet)
    else:
        with pytest.raises(Refusal):
            check_marks(marks, sheet)


@given(filled().flatmap(lambda ballot: st.tuples(st.just(ballot[0]), st.lists(st.just(ballot[1]) | st.none()))))
def test_a_count_has_as_many_ballots_as_went_in(found: tuple[Sheet, list[Marks | None]]) -> None:
    sheet, ballots = found
    counted = total(ballots, sheet)
    assert counted.cast == len(ballots)
    assert all(0 <= votes <= counted.valid for votes in counted.votes.values())
    if sheet.form is Form.ONE:
        assert sum(counted.votes.values()) == counted.valid


@pytest.mark.parametrize(
    ("sheet", "code"),
    [
        (Sheet(Form.ONE, (), ()), "options_missing"),
        (Sheet(Form.ONE, ("a",), ("A",)), "options_missing"),
        (Sheet(Form.ONE, ("a", "a"), ("A", "A")), "options_missing"),
        (names(LENGTH + 1, Form.CHOOSE, 3), "too_many_options"),
        (names(3, Form.CHOOSE, 3), "list_not_longer"),
        (names(4, Form.EACH, 3), "list_longer"),
    ],
)
def test_a_ballot_without_a_choice_is_refused(sheet: Sheet, code: str) -> None:
    with pytest.raises(Refusal, match=rf"ballots\.{code}"):
        check_sheet(sheet)
