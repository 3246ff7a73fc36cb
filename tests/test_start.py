"""The program starts: settings load and its checks pass."""

from django.core.checks import run_checks


def test_the_system_checks_find_nothing() -> None:
    assert run_checks() == []
