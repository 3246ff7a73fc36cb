"""The program starts: settings load and its checks pass."""

import pytest
from django.core.checks import run_checks


@pytest.mark.django_db
def test_the_system_checks_find_nothing() -> None:
    assert run_checks() == []
