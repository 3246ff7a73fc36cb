"""The table of page times, written into docs/bench/pages.md: one part for each engine, the other is left as it is."""

import os
import platform
import re
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

PLACE = Path(__file__).resolve().parent.parent / "docs" / "bench" / "pages.md"
HEAD = """# How long pages take

Written by `bench/pages.py` on a database of `bench/province.py`. Every page is asked in turn with the **floor page**
(signed in, actor built, base template and menu, one indexed query, one row) in the same process, through all of the
program's middleware, by Django's test client. Goals: pages about one thing at most 3 times the
floor, lists, forms and the board at most 8 times, 95 of 100 answers within 100 ms on an idle machine.

    CHIBO_DATA=/somewhere python bench/province.py --cells 10000 --members-per-cell 30 --months 36
    CHIBO_DATA=/somewhere python bench/pages.py --runs 20 --write

With CHIBO_DATABASE=postgres://… before both for PostgreSQL (its user must be a superuser while the rows are written).

A row is the role for which the page is slowest against its floor; `ratio` is median to median on the clock, `computing`
the same of the process's own work, which a busy machine stretches less. Times of a busy machine are no times of the
program: read the ratios.
"""


def write_table(province: dict[str, Any], pages: list[Any], left_out: dict[str, str]) -> None:
    """Put the part of the present engine into the page."""
    from django.db import connection

    name = "PostgreSQL" if connection.vendor == "postgresql" else "SQLite"
    text = PLACE.read_text(encoding="utf-8") if PLACE.exists() else HEAD
    kept = re.sub(rf"\n## {name}\n.*?(?=\n## |\Z)", "", text, flags=re.DOTALL).rstrip()
    PLACE.parent.mkdir(parents=True, exist_ok=True)
    PLACE.write_text(f"{kept}\n\n{_part(name, province, pages, left_out)}", encoding="utf-8")


def _part(name: str, province: dict[str, Any], pages: list[Any], left_out: dict[str, str]) -> str:
    rows = [_row(page) for page in pages]
    over = [
        page.name for page in pages if _worst(page)[1].ratio > page.goal and _worst(page)[1].computing_ratio > page.goal
    ]
    lines = [
        f"## {name}",
        "",
        f"{_machine()} {province['cells']:,} cells, {province['cells'] * province['members']:,} members, "
        f"{province['months']} months, {province['rows']:,} rows.",
        "",
        f"{len(pages)} pages; over their goal on the clock and in computing: {', '.join(over) or 'none'}.",
        "",
        "| page | roles | slowest for | queries | floor ms | median ms | p95 ms | ratio | computing | goal |",
        "|---|---|---|---|---|---|---|---|---|---|",
        *rows,
        "",
        "Left out:",
        "",
        *(f"- {why}: {', '.join(sorted(names))}" for why, names in sorted(_by_reason(left_out).items())),
        "",
    ]
    return "\n".join(lines)


def _row(page: Any) -> str:
    role, row = _worst(page)
    return (
        f"| {page.name} | {len(page.rows)} | {role} | {row.queries} | {row.floor:.1f} | {row.median:.1f} "
        f"| {row.p95:.1f} | {row.ratio:.1f} | {row.computing_ratio:.1f} | {page.goal} |"
    )


def _worst(page: Any) -> tuple[str, Any]:
    return max(page.rows.items(), key=lambda pair: min(pair[1].ratio, pair[1].computing_ratio))


def _by_reason(left_out: dict[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, why in left_out.items():
        found.setdefault(why, []).append(name)
    return found


def _machine() -> str:
    from django.db import connection

    version = sqlite3.sqlite_version
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            version = cursor.fetchone()[0]
    load = f"{os.getloadavg()[0]:.0f}" if hasattr(os, "getloadavg") else "unknown"
    return (
        f"{datetime.now(UTC):%d/%m/%Y}, {os.cpu_count()} cores, load {load} at the end, Python "
        f"{platform.python_version()}, engine {version}."
    )
