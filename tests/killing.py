"""Killing a process that a test has started, in the middle of what it does."""

import subprocess
import time


def killed_after(process: "subprocess.Popen[str]", seconds: float | None, *, begun: str, done: str) -> None:
    """Kill it so many seconds after it has said that it begins; None for once it has said that it is done."""
    assert process.stdout is not None
    assert process.stdout.readline() == f"{begun}\n"
    if seconds is None:
        assert process.stdout.readline() == f"{done}\n"
    else:
        time.sleep(seconds)
    process.kill()
    process.wait()
