"""A year is no amount: it is written without a thousands point, in words and in addresses."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast, sign_in

from chibo.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["reports:board", "reports:list"])
def test_years_have_no_thousands_point(client: Client, cast: Cast, name: str) -> None:
    sign_in(client, cast.office)
    with clock.at(datetime(2026, 12, 3, 3, tzinfo=UTC)):
        shown = client.get(reverse(name)).content.decode()
    assert "2026" in shown
    assert "2.026" not in shown
