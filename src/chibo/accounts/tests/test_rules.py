"""Names to sign in with, codes of slips, and what a browser calls itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.accounts import rules
from chibo.kernel.errors import Refusal


@pytest.mark.parametrize("name", ["lan", "huongnt", "y.blok-eban_2", "9lan", "a" * 80])
def test_names_that_any_keyboard_can_type_are_allowed(name: str) -> None:
    rules.check_username(name)


@pytest.mark.parametrize("name", ["", "ab", "đạt", "Lan", "lan anh", ".lan", "a" * 81, "lan\n", "lan@chibo"])
def test_other_names_are_refused(name: str) -> None:
    with pytest.raises(Refusal, match=r"accounts.username_shape"):
        rules.check_username(name)


@pytest.mark.parametrize(
    ("full_name", "username"),
    [
        ("Nguyễn Thị Hương", "huongnt"),
        ("Đặng Văn Đạt", "datdv"),
        ("Y Blơk Êban", "ebanyb"),
        ("Lò A", "al0"),
        ("…", "tk0"),
    ],
)
def test_a_name_is_made_of_the_called_name_and_initials(full_name: str, username: str) -> None:
    assert rules.username_for(full_name, set()) == username


@given(st.text(max_size=60), st.integers(min_value=0, max_value=5))
def test_a_made_name_is_free_and_allowed(full_name: str, namesakes: int) -> None:
    taken: set[str] = set()
    for _ in range(namesakes):
        taken.add(rules.username_for(full_name, taken))
    name = rules.username_for(full_name, taken)
    assert name not in taken
    if len(name) <= 80:
        rules.check_username(name)


@given(st.integers(min_value=0, max_value=10**rules.SLIP_DIGITS - 1))
def test_a_code_is_read_back_however_it_is_grouped(number: int) -> None:
    code = rules.new_slip_code(lambda below: number % below)
    assert len(code) == rules.SLIP_DIGITS
    assert rules.typed_slip_code(rules.shown_slip_code(code)) == code
    assert rules.typed_slip_code(f" {code[:5]}-{code[5:]}. ") == code


@pytest.mark.parametrize(
    ("user_agent", "browser", "system"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0 Safari/537.36 Edg/130.0", "Edge", "Windows"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile Safari/537.36", "Chrome", "Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari", "iPhone"),
        ("curl/8.0", "", ""),
    ],
)
def test_browsers_are_told_apart(user_agent: str, browser: str, system: str) -> None:
    assert (rules.browser_of(user_agent), rules.system_of(user_agent)) == (browser, system)
