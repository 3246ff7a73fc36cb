"""The browser of this machine: Chromium, Chrome or Edge. None is ever downloaded."""

import os
import shutil

from playwright.sync_api import Browser, Playwright

PROGRAMS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "microsoft-edge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium() -> str | None:
    """Return the path of a browser, or None. CHIBO_CHROMIUM names one that lies elsewhere."""
    named = os.environ.get("CHIBO_CHROMIUM")
    return next(filter(None, map(shutil.which, [named] if named else PROGRAMS)), None)


def launched(driver: Playwright, program: str) -> Browser:
    """Start it without a window, quiet towards the network."""
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return driver.chromium.launch(executable_path=program, args=[*QUIET, *(["--no-sandbox"] if as_root else [])])
