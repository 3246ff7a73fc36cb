"""Fill an empty database with a province: cells, members and months of meetings, written directly and in bulk.

    CHIBO_DATA=/somewhere python bench/province.py [--cells 10000] [--members-per-cell 30] [--months 36]

Writes to SQLite in CHIBO_DATA, or to the server that CHIBO_DATABASE names. Every cell plays one of the patterns of
`pattern.py`, each month anew; persons have names of their own. The same options give the same rows. A file
`province.json` in the data folder tells `pages.py` what is there. `--check` looks at every foreign key at the end.
"""

import argparse
import json
import os
import random
import sys
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT), str(ROOT / "bench")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo.web.settings")

from keys import FOUNDED, LAID, PROVINCE, Size, cell_key, committee_key, key, moment_of, person_key  # noqa: E402
from pattern import TODAY, CellMonth, pattern  # noqa: E402

PROVINCE_USERS = ("office", "party_building", "inspection", "committee_member")
COMMITTEE = {
    **{3: "secretary", 4: "office", 8: "office", 7: "party_building", 13: "party_building", 6: "inspection"},
    **dict.fromkeys((5, 9, 10, 11, 12, 14, 15, 16, 17), "committee_member"),
}
"""Members of the first cell of a committee who hold a role there, by their place in the cell, as in the pattern."""
POSTS = {0: ("secretary", "secretary"), 1: ("deputy_secretary", "deputy"), 2: ("committee_member", "cell_committee")}
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Quàng", "Lò", "Vi", "Giàng")
MIDDLE = ("Văn", "Thị", "Hữu", "Đức", "Minh", "Ngọc", "Thanh", "Quang", "Xuân", "Kim", "Bích", "Trọng", "Đình")
GIVEN = ("An", "Bình", "Cường", "Dũng", "Hà", "Hương", "Lan", "Mai", "Nam", "Phương", "Sơn", "Tâm", "Uyên", "Yến", "Ất")


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


class Names:
    """Full name and sort key of every member, by cell and place; always the same for the same seed."""

    def __init__(self, size: Size, seed: int) -> None:
        from chibo.kernel.text import sort_key

        chance = random.Random(seed)
        self.members = size.members
        self.full = [
            " ".join((chance.choice(FAMILY), chance.choice(MIDDLE), chance.choice(MIDDLE), chance.choice(GIVEN)))
            for _ in range(size.cells * size.members)
        ]
        self.sort = [sort_key(name) for name in self.full]

    def at(self, cell: int, place: int) -> int:
        return cell * self.members + place


def _month_before(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)


# -- units and people


def ground(writer, size: Size, names: Names, say: Progress) -> None:
    """Write the tree, everybody's membership and account, and who holds what."""
    from chibo.kernel.text import fold
    from chibo.organisations.rules import piece, unit_sort_key

    def unit(pk: str, no: int, parent: str | None, path: str, name: str, kind: str) -> dict[str, object]:
        search = fold(name)
        return {
            "id": pk,
            "node_no": no,
            "path": path,
            "parent_id": parent,
            "name": name,
            "kind": kind,
            "place": "Sơn Lộc",
            "search": search,
            "sort_name": unit_sort_key(name),
        }

    top = piece(1)
    units = [unit(PROVINCE, 1, None, top, "Đảng bộ tỉnh Hà Xuyên", "province_committee")]
    paths = []
    for number in range(size.committees):
        paths.append(top + piece(number + 2))
        name = f"Đảng bộ xã Sơn Lộc {number + 1}"
        units.append(unit(committee_key(number), number + 2, PROVINCE, paths[-1], name, "grassroots_committee"))
    for cell in range(size.cells):
        no = size.committees + cell + 2
        above = size.committee_of(cell)
        name = f"Chi bộ thôn {cell % size.cells_per_committee + 1}"
        units.append(unit(cell_key(cell), no, committee_key(above), paths[above] + piece(no), name, "cell"))
    writer.write("organisations.Unit", units)
    writer.write(
        "organisations.UnitVersion",
        (
            {
                "id": row["id"][:-6] + f"{0x10:04x}00",
                "unit_id": row["id"],
                "parent_id": row["parent_id"],
                "name": row["name"],
                "kind": row["kind"],
                "place": row["place"],
                "valid_from": FOUNDED,
                "decision": "01-QĐ/TU",
            }
            if row["kind"] == "cell"
            else {
                "id": row["id"][:-6] + ("001100" if row["kind"] != "province_committee" else "001200"),
                "unit_id": row["id"],
                "parent_id": row["parent_id"],
                "name": row["name"],
                "kind": row["kind"],
                "place": row["place"],
                "valid_from": FOUNDED,
                "decision": "01-QĐ/TU",
            }
            for row in units
        ),
    )
    _terms(writer, size)
    say(f"{len(units):,} units")
    _province_users(writer)
    step = max(1, 20_000 // size.members)
    for start in range(0, size.cells, step):
        _people(writer, size, names, range(start, min(start + step, size.cells)))
    say(f"{size.cells * size.members:,} members")


def _terms(writer, size: Size) -> None:
    every = [(cell_key(cell), f"{cell:06x}", 0x20) for cell in range(size.cells)]
    every += [(committee_key(one), f"{one:06x}", 0x21) for one in range(size.committees)] + [(PROVINCE, "000000", 0x22)]
    writer.write(
        "organisations.Term",
        (
            {"id": key(LAID, owner, number), "unit_id": unit, "name": "2025-2030", "starts_on": FOUNDED}
            for unit, owner, number in every
        ),
    )
    writer.write(
        "documents.NumberSeries",
        (
            {
                "id": key(LAID, f"{cell:06x}", 0x30),
                "unit_id": cell_key(cell),
                "term_id": key(LAID, f"{cell:06x}", 0x20),
                "type_code": "NQ",
                "last": size.months,
            }
            for cell in range(size.cells)
        ),
    )


def _user(pk: int, username: str, name: str) -> dict[str, object]:
    born = datetime.fromisoformat("2020-06-01T01:00:00+00:00")
    return {"id": pk, "password": "!", "username": username, "display_name": name, "created_at": born}


def _province_users(writer) -> None:
    """Accounts that hold one role only: the operator, and the offices of the province."""
    users = [_user(1, "quantri", "Quản trị hệ thống")]
    mandates = [{"id": key(LAID, "000000", 0x40), "user_id": 1, "role": "operator", "starts_on": FOUNDED}]
    for number, role in enumerate(PROVINCE_USERS):
        users.append(_user(number + 2, f"tinh.{role}", f"Tỉnh ủy {number + 1}"))
        mandates.append(
            {
                "id": key(LAID, "000000", 0x41 + number),
                "user_id": number + 2,
                "role": role,
                "unit_id": PROVINCE,
                "starts_on": FOUNDED,
            }
        )
    writer.write("accounts.User", users)
    writer.write("organisations.Mandate", mandates)


def _people(writer, size: Size, names: Names, cells: range) -> None:
    from chibo.kernel.text import fold

    rows: dict[str, list[dict[str, object]]] = {}

    def add(label: str, **row: object) -> None:
        rows.setdefault(label, []).append(row)

    for cell in cells:
        for place in range(size.members):
            number = names.at(cell, place)
            name, user, owner = names.full[number], size.user(cell, place), f"{cell:06x}"
            person, joined = person_key(cell, place), FOUNDED + timedelta(days=number % 700)
            rows.setdefault("accounts.User", []).append(_user(user, f"dv.{number}", name))
            add(
                "members.Person",
                id=person,
                user_id=user,
                full_name=name,
                given_name=name.split()[-1],
                search=fold(name),
                sort_name=names.sort[number],
                sex="female" if " Thị " in name else "male",
                born_on=date(1955, 1, 1) + timedelta(days=number * 37 % 16000),
                born_year=1955 + number * 37 % 16000 // 366,
                home_place="Xã Sơn Lộc",
                occupation="Nông dân",
                ethnicity="Kinh",
            )
            add(
                "members.Membership",
                id=key(LAID, owner, 0x2000 + place),
                person_id=person,
                joined_on=joined,
                admitted_on=joined,
                official_on=joined + timedelta(days=365),
            )
            mandate = key(LAID, owner, 0x6000 + place)
            add(
                "organisations.Mandate",
                id=mandate,
                user_id=user,
                role="member",
                unit_id=cell_key(cell),
                starts_on=joined,
                kept_by="members",
            )
            add(
                "members.Stay",
                id=key(LAID, owner, 0x3000 + place),
                person_id=person,
                unit_id=cell_key(cell),
                kind="formal",
                starts_on=joined,
                mandate_id=mandate,
            )
            add(
                "members.Standing",
                id=key(LAID, owner, 0x4000 + place),
                person_id=person,
                kind="probationary",
                starts_on=joined,
                ends_on=joined + timedelta(days=365),
            )
            add(
                "members.Standing",
                id=key(LAID, owner, 0x4800 + place),
                person_id=person,
                kind="official",
                starts_on=joined + timedelta(days=365),
            )
            add(
                "members.CardNumber",
                id=key(LAID, owner, 0x5000 + place),
                person_id=person,
                number=f"0680{number:08d}",
                starts_on=FOUNDED,
            )
        _holders(add, size, cell)
    for label in ("accounts.User", "organisations.Mandate", *(name for name in rows if name.startswith("members."))):
        writer.write(label, rows[label])


def _holders(add, size: Size, cell: int) -> None:
    """Secretary, deputy and a third in every cell; in the first cell of a committee also the committee's people."""
    owner = f"{cell:06x}"

    def hold(place: int, post: str, role: str, unit: str, number: int) -> None:
        mandate = key(LAID, owner, 0x7000 + number)
        user = size.user(cell, place)
        add(
            "organisations.Mandate",
            id=mandate,
            user_id=user,
            role=role,
            unit_id=unit,
            starts_on=FOUNDED,
            decided_by="14-QĐ/ĐU",
            kept_by="members",
        )
        add(
            "members.Post",
            id=key(LAID, owner, 0x7800 + number),
            person_id=person_key(cell, place),
            unit_id=unit,
            kind=post,
            starts_on=FOUNDED,
            decision="14-QĐ/ĐU",
            mandate_id=mandate,
        )

    for place, (post, role) in POSTS.items():
        hold(place, post, role, cell_key(cell), place)
    first = size.first_of(cell)
    if cell == first:
        words = {"office": "office_staff", "party_building": "party_building_staff", "inspection": "inspection_chair"}
        for place, role in COMMITTEE.items():
            hold(place, words.get(role, role), role, committee_key(size.committee_of(cell)), 0x10 + place)
    in_charge = size.user(first, 9 + cell % 4)
    add(
        "organisations.Mandate",
        id=key(LAID, owner, 0x7400),
        user_id=in_charge,
        role="assigned",
        unit_id=cell_key(cell),
        starts_on=FOUNDED,
        decided_by="14-QĐ/ĐU",
    )


# -- months


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
