"""A real browser for tests: `page` on the running `site`, `screenshot` and `axe`.

It is the Chromium, Chrome or Edge of the machine; none is ever downloaded. Where there is none the tests are skipped,
and the end of the run says so; with CHIBO_REQUIRE_ALL=1 they fail.
"""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.chromium import chromium, launched
from tests.site import Site

ROOT = Path(__file__).resolve().parents[1]
WIDTHS = {"phone": 390, "laptop": 1280}

Axes = Callable[..., None]
Shots = Callable[[Page, str], list[Path]]
SignIn = Callable[[AbstractBaseUser], Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser process. Use `page`."""
    program = chromium()
    if program is None:
        pytest.fail("there is no Chromium, Chrome or Edge on this machine: install one, or name it in CHIBO_CHROMIUM")
    # Playwright's loop runs in this thread, so Django believes that a test which reads a row is asynchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "yes"
    with sync_playwright() as driver:
        started = launched(driver, program)
        yield started
        started.close()


@pytest.fixture
def context(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    """A browser profile of its own, in Vietnamese; its addresses are relative to the site. More people: more pages."""
    opened = browser.new_context(
        base_url=site.url,
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        viewport={"width": WIDTHS["laptop"], "height": 900},
        accept_downloads=True,
    )
    opened.set_default_timeout(10_000)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page. The test fails if a script breaks or the content policy had to stop something."""
    opened = context.new_page()
    broken = watch(opened)
    yield opened
    if getattr(request.node, "failed", False):
        save_shot(opened, f"failed-{request.node.name}")
    assert broken == [], "the browser complained; mend the page, or its policy where that is wrong"


@pytest.fixture
def sign_in(browser: Browser, site: Site) -> Iterator[SignIn]:
    """`sign_in(user)` gives a page in a new profile in which that user is signed in. One per person at the table."""
    opened: list[tuple[BrowserContext, list[str]]] = []

    def signed_in(user: AbstractBaseUser) -> Page:
        profile = browser.new_context(
            base_url=site.url,
            locale="vi-VN",
            timezone_id="America/Lima",  # a machine set wrong: what pages say of time is of the installation
            viewport={"width": WIDTHS["laptop"], "height": 900},
            accept_downloads=True,
        )
        profile.set_default_timeout(10_000)
        client = Client()
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        profile.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": site.url}])
        page = profile.new_page()
        opened.append((profile, watch(page)))
        return page

    yield signed_in
    for profile, _ in opened:
        profile.close()
    broken = [line for _, lines in opened for line in lines]
    assert broken == [], "the browser complained; mend the page, or its policy where that is wrong"


@pytest.fixture
def screenshot() -> Shots:
    """`screenshot(page, "board")` saves the whole page at phone and at laptop width; returns the files."""

    def shots(page: Page, name: str) -> list[Path]:
        before = page.viewport_size
        files = []
        for label, width in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": 900})
            files.append(save_shot(page, f"{name}-{label}"))
        if before:
            page.set_viewport_size(before)
        return files

    return shots


@pytest.fixture
def axe() -> Axes:
    """`axe(page)` fails with rule, help and place for every accessibility fault that axe-core finds."""

    def check(page: Page, *, within: str | None = None) -> None:
        found = Axe().run(page, context=within)
        lines = [
            f"{fault['id']}: {fault['help']}\n    {node['html'][:200]}\n    {node.get('failureSummary', '')}"
            for fault in found.response["violations"]
            for node in fault["nodes"]
        ]
        assert not lines, f"axe found {len(lines)} faults on {page.url}:\n" + "\n".join(lines)

    return check


def watch(page: Page) -> list[str]:
    """Return a list that fills with what goes wrong inside the page: broken scripts, breaches of the policy."""
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(f"{page.url}: {error}"))
    page.on(
        "console",
        lambda message: (
            broken.append(f"{page.url}: {message.text}") if "Content Security Policy" in message.text else None
        ),
    )
    return broken


def save_shot(page: Page, name: str) -> Path:
    folder = Path(os.environ.get("CHIBO_SCREENSHOTS") or ROOT / "build" / "screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{re.sub(r'[^\w.-]+', '_', name)}.png"
    page.screenshot(path=file, full_page=True)
    return file


__all__ = ["axe", "browser", "chromium", "context", "page", "screenshot", "sign_in"]
