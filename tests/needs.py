"""What a test needs of the machine: markers `browser` and `postgres`, and a loud word where it is missing."""

import os
import re
import signal
import threading
from collections.abc import Generator

import pytest
from hypothesis import HealthCheck, settings

from chibo.web import translations
from tests import postgres
from tests.chromium import chromium

MISSING = pytest.StashKey[dict[str, int]]()


LONG = ("tests/journeys/", "tests/access/", "src/chibo/keeping/", "src/chibo/ballots/", "src/chibo/web/")
"""Where single files take long; they begin first."""


OWN_DATABASE = ("src/chibo/keeping/", "src/chibo/web/tests/test_handler.py")
"""Where tests that ask for no database reach one all the same, by processes or threads of their own."""
LOOKS = re.compile(r"src/chibo/(?!accounts/)\w+/tests/test_(\w+_)?browser\.py::")
"""What the pages of a room look like and do in a browser, whichever engine answered: test_views asks the same views on
each, and the journeys go through the whole program on each. Passkeys are kept by the browser's test alone.
"""


def pytest_configure(config: pytest.Config) -> None:
    config.stash[MISSING] = {}
    # A busy machine is no fault of the code; in CI the same examples are tried every time.
    settings.register_profile(
        "chibo", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize="CI" in os.environ
    )
    settings.load_profile("chibo")
    if not hasattr(config, "workerinput"):
        translations.compile_all()
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # end as with Ctrl+C, so that the servers end too


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark whatever uses a browser page, and pass over what this machine or this engine cannot do."""
    for item in items:
        if {"page", "browser", "context", "sign_in"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("browser")
        if item.get_closest_marker("browser") and chromium() is None and not _required():
            item.add_marker(pytest.mark.skip(reason="no Chromium, Chrome or Edge"))
            _count(config, "no Chromium, Chrome or Edge was found (CHIBO_CHROMIUM names one)")
        if item.get_closest_marker("postgres") and not postgres.is_chosen():
            item.add_marker(pytest.mark.skip(reason="runs in the PostgreSQL half"))
    if os.environ.get("CHIBO_TEST_ENGINES_BEFORE"):
        config.hook.pytest_deselected(items=[item for item in items if not _may_differ(item)])
        items[:] = [item for item in items if _may_differ(item)]
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))  # so that no worker waits for another at the end


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, object]:
    """Let fixtures see at their end whether the test failed."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if report.when == "call":
        item.failed = report.failed  # type: ignore[attr-defined]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for reason, number in config.stash[MISSING].items():
        terminalreporter.write_line(f"NOT TESTED: {number} browser tests were skipped, {reason}.", red=True, bold=True)


def _may_differ(item: pytest.Item) -> bool:
    """Tell whether another engine could show anything new.

    A database can be reached, which pytest-django refuses to a test that asks for none, and it is no page's look.
    """
    if LOOKS.match(item.nodeid):
        return False
    asked = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    return bool(asked or item.get_closest_marker("django_db")) or item.nodeid.startswith(OWN_DATABASE)


def _count(config: pytest.Config, reason: str) -> None:
    counts = config.stash[MISSING]
    counts[reason] = counts.get(reason, 0) + 1


def _required() -> bool:
    return os.environ.get("CHIBO_REQUIRE_ALL", "") not in {"", "0", "no"}
