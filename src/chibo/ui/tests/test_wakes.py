"""What one process writes wakes the listeners of another, on both engines."""

import asyncio
import os
import sys
import threading
from collections.abc import Iterator, Mapping

import pytest
from django.conf import settings
from tests.loops import in_a_loop
from tests.site import ROOT, address_of_the_test_database

from chibo.ui.live import HUB, Topic, wakes, watch
from chibo.ui.live.hub import Parts

pytestmark = pytest.mark.django_db(transaction=True)

WRITE = """
import django; django.setup()
from django.db import transaction
from django.contrib.sessions.models import Session
from chibo.kernel import clock
from chibo.ui.live import wake
with transaction.atomic():
    Session.objects.create(session_key="elsewhere", session_data="", expire_date=clock.now())
    if {told}:
        wake(["u1"])
"""


@pytest.fixture
def watching(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(wakes, "WAIT_SECONDS", 0.3)
    monkeypatch.setattr(wakes, "ANEW_SECONDS", 3.0)
    stopping = threading.Event()
    thread = threading.Thread(target=watch, args=(stopping,))
    thread.start()
    yield
    stopping.set()
    thread.join(timeout=10)
    assert not thread.is_alive()


@pytest.mark.usefixtures("watching")
@pytest.mark.parametrize("told", [True, False], ids=["told", "killed before it told"])
def test_a_write_of_another_process_is_heard(told: bool) -> None:
    readings: list[int] = []

    def render(kinds: frozenset[str]) -> Mapping[str, Parts]:
        readings.append(1)
        return {kind: {"now": f"<p id=now>{len(readings)}</p>"} for kind in kinds}

    async def story() -> None:
        listener = HUB.listen(Topic("m1", "u1", render), "member", "", 60)
        await anext(listener)
        await asyncio.sleep(0.5)  # until the watcher has looked once
        before = len(readings)
        where = {
            "CHIBO_DATABASE": address_of_the_test_database(),
            "CHIBO_DATA": str(settings.DATA),
            "CHIBO_NOW_FILE": str(settings.DATA / "no-clock"),
            "DJANGO_SETTINGS_MODULE": "tests.site_settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        }
        script = WRITE.format(told=told)
        other = await asyncio.create_subprocess_exec(sys.executable, "-c", script, cwd=ROOT, env=os.environ | where)
        assert await other.wait() == 0
        async with asyncio.timeout(20):
            while len(readings) == before:
                await anext(listener)
        await listener.aclose()  # type: ignore[attr-defined]

    in_a_loop(story())
