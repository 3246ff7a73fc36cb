"""Check the source as CI does: `./chibo check --code [--fix]`. One pass shows all there is to mend."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = sorted(str(file.relative_to(ROOT)) for file in ROOT.glob("src/chibo/*/templates/**/*.html"))
PROGRAMS = Path(sys.executable).parent

CHECKS: dict[str, list[str]] = {
    "lint": ["ruff", "check", "--quiet", "."],
    "format": ["ruff", "format", "--check", "--quiet", "."],
    "templates": ["djade", "--check", "--target-version", "6.0", *TEMPLATES],
    "template faults": ["djlint", "--lint", "--quiet", "--configuration", "pyproject.toml", *TEMPLATES],
    "imports": ["lint-imports"],
    "types": ["mypy"],
}


FIXES = {
    "lint": ["ruff", "check", "--quiet", "--fix", "--exit-zero", "."],
    "format": ["ruff", "format", "--quiet", "."],
    "templates": ["djade", "--target-version", "6.0", *TEMPLATES],
}
"""What mends by itself what the check of the same name finds. `djade` ends with 1 where it mended something."""


def main(arguments: Sequence[str]) -> int:
    """Run all checks, with `--fix` after mending what mends itself; return 1 if any found something."""
    if "--fix" in arguments:
        for program, *rest in FIXES.values():
            subprocess.run([str(PROGRAMS / program), *rest], cwd=ROOT, stderr=subprocess.DEVNULL, check=False)
    failed = [name for name, command in CHECKS.items() if not _passes(name, command)]
    sys.stdout.write(f"to mend: {', '.join(failed)}\n" if failed else "all in order\n")
    return int(bool(failed))


def _passes(name: str, command: list[str]) -> bool:
    program, *arguments = command
    started = time.monotonic()
    done = subprocess.run(
        [str(PROGRAMS / program), *arguments],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    word = "in order" if done.returncode == 0 else "FAILED"
    sys.stdout.write(f"{name}: {word} ({time.monotonic() - started:.1f} s)\n")
    if done.returncode:
        sys.stdout.write(done.stdout + "\n")
    sys.stdout.flush()
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
