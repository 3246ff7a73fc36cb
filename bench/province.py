"""Fill an empty database with a province: cells, members and months of meetings, written directly and in bulk.

    CHIBO_DATA=/somewhere python bench/province.py [--cells 10000] [--members-per-cell 30] [--months 36]

Writes to SQLite in CHIBO_DATA, or to the server that CHIBO_DATABASE names. Every cell plays one of the patterns of
`pattern.py`, each month anew; persons have names of their own. The same options give the same rows. A file
`province.json` in the data folder tells `pages.py` what is there. `--check` looks at every foreign key at the end.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT), str(ROOT / "bench")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo.web.settings")

from ground import Names, ground  # noqa: E402
from keys import Size, cell_key, committee_key, key, moment_of, person_key  # noqa: E402
from pattern import TODAY, CellMonth, pattern  # noqa: E402


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--cells", type=int, default=10_000)
    reader.add_argument("--members-per-cell", type=int, default=30)
    reader.add_argument("--months", type=int, default=36)
    reader.add_argument("--cells-per-committee", type=int, default=80)
    reader.add_argument("--seed", type=int, default=7)
    reader.add_argument("--check", action="store_true")
    asked = reader.parse_args()
    if asked.members_per_cell < 19:
        reader.error("a cell of the pattern needs at least 19 members")
    size = Size(asked.cells, asked.members_per_cell, asked.months, asked.cells_per_committee)
    build(size, asked.seed, check=asked.check)


def build(size: Size, seed: int, *, check: bool) -> None:
    import django

    django.setup()
    from django.conf import settings

    from bulk import writer_here
    from chibo.organisations.models import Unit
    from chibo.web import server

    server.migrate()
    if Unit.objects.exists():
        raise SystemExit("the database holds units already: give an empty one")
    say = Progress()
    say("playing the pattern")
    patterns = pattern()
    writer = writer_here()
    names = Names(size, seed)
    ground(writer, size, names, say)
    for back in reversed(range(size.months)):
        play(writer, size, names, patterns, back=back)
        say(f"{_month_before(TODAY, back):%m/%Y}: {writer.rows:,} rows")
    sum_up(writer)
    writer.finish(check=check)
    facts = {"today": TODAY.isoformat(), "cells": size.cells, "members": size.members, "months": size.months}
    facts |= {"cells_per_committee": size.cells_per_committee, "rows": writer.rows}
    (settings.DATA / "province.json").write_text(json.dumps(facts), encoding="utf-8")
    say(f"done: {writer.rows:,} rows")


Patterns = dict[tuple[int, date], CellMonth]


class Progress:
    """Prints what is being done with the seconds since the start."""

    def __init__(self) -> None:
        self.start = time.perf_counter()

    def __call__(self, line: str) -> None:
        print(f"{time.perf_counter() - self.start:7.0f} s  {line}", flush=True)


def _month_before(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)


def play(writer, size: Size, names: Names, patterns: Patterns, *, back: int) -> None:
    """Write one month of all cells. The present month (`back` 0) is in four states, the fourth not registered."""
    from copying import Copier

    number, month_on = size.months - 1 - back, _month_before(TODAY, back)
    played = sorted({month for _, month in patterns})
    copiers = {
        kind: Copier(found, size, number, month_on, writer.prepare)
        for kind in range(4)
        if (found := patterns.get((kind, played[max(0, len(played) - 1 - back)])))
    }
    _directives(writer, size, month_on)
    for label in next(iter(copiers.values())).labels:
        writer.write_ready(label, copiers[0].columns(label), _cells_of(label, size, names, copiers))
    _looks(writer, size, names, month_on)
    if back > 1:
        _closed(writer, size, month_on)
    writer.commit()


def _cells_of(label: str, size: Size, names: Names, copiers: dict) -> Iterator[list]:
    for cell in range(size.cells):
        copier = copiers.get(cell % 4)
        if copier:
            yield from copier.rows(label, cell, names)


def _directives(writer, size: Size, month_on: date) -> None:
    at = datetime.combine(month_on, clock_time(1)).astimezone() - timedelta(days=12)
    writer.write(
        "directives.Directive",
        (
            {
                "id": key(moment_of(month_on), f"{one:06x}", 9),
                "unit_id": committee_key(one),
                "kind": "guidance",
                "month_on": month_on,
                "subject": f"Định hướng sinh hoạt chi bộ tháng {month_on:%m/%Y}",
                "body": "Nội dung.",
                "issued_on": at.date(),
                "issued_at": at,
                "state": "issued",
            }
            for one in range(size.committees)
        ),
    )


def _looks(writer, size: Size, names: Names, month_on: date) -> None:
    """Each secretary looks at the list and at three records a month."""

    def rows() -> Iterator[dict[str, object]]:
        for cell in range(size.cells):
            owner, at = f"{cell:06x}", datetime.combine(month_on, clock_time(2)).astimezone()
            who = {
                "actor_user_id": size.user(cell, 0),
                "actor_person_id": person_key(cell, 0),
                "actor_name": names.full[names.at(cell, 0)],
                "unit_id": cell_key(cell),
                "looked_at": at,
            }
            yield dict(id=key(moment_of(month_on), owner, 0xE000), part="members.list", details={"rows": 30}, **who)
            for turn in range(3):
                place = (month_on.month * 3 + turn) % size.members
                yield dict(
                    id=key(moment_of(month_on), owner, 0xE001 + turn),
                    part="members.record",
                    details={},
                    person_id=person_key(cell, place),
                    **who,
                )

    writer.write("audit.Look", rows())


def _closed(writer, size: Size, month_on: date) -> None:
    at = datetime.combine(month_on, clock_time(2)).astimezone() + timedelta(days=45)
    writer.write(
        "reports.CellMonth",
        (
            {
                "id": key(moment_of(month_on), f"{cell:06x}", 0xF000),
                "unit_id": cell_key(cell),
                "month_on": month_on,
                "closings": 1,
                "closed_at": at,
                "closed_by": "Văn phòng",
                "changes": {},
            }
            for cell in range(size.cells)
        ),
    )
    writer.execute(
        "INSERT INTO reports_fact (unit_id, month_on, indicator, version, numerator, denominator, ancestor_ids) "
        "SELECT unit_id, month_on, indicator, 1, numerator, denominator, ancestor_ids FROM reports_fact "
        "WHERE month_on = %s AND version = 0 ORDER BY id",
        [month_on.isoformat()],
    )


def sum_up(writer) -> None:
    """Write the sums of the committees, then of the province, as the worker keeps them."""
    for kind in ("cell", "grassroots_committee"):
        writer.execute(
            "INSERT INTO reports_fact (unit_id, month_on, indicator, version, numerator, denominator, ancestor_ids) "
            "SELECT unit.parent_id, fact.month_on, fact.indicator, 0, SUM(fact.numerator), SUM(fact.denominator), '[]' "
            "FROM reports_fact fact JOIN organisations_unit unit ON unit.id = fact.unit_id "
            "WHERE fact.version = 0 AND unit.kind = %s GROUP BY 1, 2, 3",
            [kind],
        )
    writer.commit()


if __name__ == "__main__":
    main()
