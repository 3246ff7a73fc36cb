"""What a directive must say, its moves, and the keys on agendas."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.directives.rules import after, agenda_key, check_draft, check_issue, directives_in, progress_of
from chibo.directives.states import MOVES, Arrival, Kind, Move, State
from chibo.directives.tests.factories import a_draft
from chibo.kernel.errors import Refusal


@given(st.sampled_from(State), st.sampled_from(Move))
def test_a_move_leads_where_the_table_says_or_is_refused(state: State, move: Move) -> None:
    if (state, move) in MOVES:
        assert after(state, move) == MOVES[state, move]
    else:
        with pytest.raises(Refusal, match=f"directives.cannot_{move}"):
            after(state, move)


@given(
    st.lists(st.uuids(), max_size=5),
    st.lists(st.sampled_from(["", "task:1", "probation:7", "x directive:1"]), max_size=5),
)
def test_keys_are_found_again_among_those_of_other_rooms(ids: list[UUID], others: list[str]) -> None:
    assert directives_in([*others, *map(agenda_key, ids)]) == ids


@given(st.lists(st.tuples(st.sampled_from(Arrival), st.booleans())))
def test_the_parts_of_the_progress_add_up(arrivals: list[tuple[str, bool]]) -> None:
    sums = progress_of(arrivals)
    assert sums.waiting + sums.on_agenda + sums.dealt_with == sums.sent == len(arrivals)
    assert sums.noted <= sums.sent


def test_a_monthly_resolution_needs_its_number() -> None:
    with pytest.raises(Refusal, match="resolution_without_number"):
        check_draft(a_draft(kind=Kind.MONTHLY_RESOLUTION))
    check_draft(a_draft(kind=Kind.MONTHLY_RESOLUTION, number="12-NQ/ĐU"))
    with pytest.raises(Refusal, match="no_subject"):
        check_draft(a_draft(subject=""))


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"has_text": False}, "nothing_to_send"),
        ({"receivers": 0}, "nobody_chosen"),
        ({"discuss_by_on": date(2026, 11, 17)}, "day_past"),
    ],
)
def test_what_cannot_go_out(facts: dict[str, object], code: str) -> None:
    day = date(2026, 11, 18)
    usual: dict[str, object] = {"has_text": True, "receivers": 4, "discuss_by_on": day, "today": day}
    check_issue(**usual)  # type: ignore[arg-type]
    with pytest.raises(Refusal, match=f"directives.{code}"):
        check_issue(**(usual | facts))  # type: ignore[arg-type]
