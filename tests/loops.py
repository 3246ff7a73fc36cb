"""Asynchronous code in a test. Where browser tests ran before, the main thread has a loop of the browser's already."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def in_a_loop[R](story: Coroutine[Any, Any, R]) -> R:
    """Run it in a loop and a thread of its own, and return or raise what it does."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, story).result()
