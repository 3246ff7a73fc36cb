"""How long a member list takes to preview, write and undo, and how much memory: on SQLite and on PostgreSQL.

    python bench/import_rows.py [--rows 100000] [--cells 1000] [--engines sqlite,postgres]

Each engine runs in a process of its own, with the durability of a real installation (on SQLite synchronous=FULL).
Nothing is asserted: the table is for reading. `of them computing` is
this process's own work, which a busy machine stretches less; `longest transaction` holds up other writers, and is
given with its own computing: the rest of it waited, for the disk, the server or a processor.
"""

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Quàng", "Lò", "Vi")
MIDDLE = ("Văn", "Thị", "Hữu", "Đức", "Minh", "Ngọc", "Thanh", "Quang", "Xuân", "Kim")
GIVEN = ("An", "Bình", "Cường", "Dũng", "Hà", "Hương", "Lan", "Mai", "Nam", "Phương", "Sơn", "Tâm", "Uyên", "Yến")
HEADINGS = (
    *("STT", "Họ và tên", "Giới tính", "Ngày sinh", "Số thẻ đảng viên", "Ngày vào Đảng", "Ngày chính thức", "Chi bộ"),
    *("Quê quán", "Dân tộc", "Nghề nghiệp", "Số lý lịch"),
)


def write_list(path: Path, rows: int, cells: int) -> None:
    """Write a list as an office would: days as text, card numbers as numbers."""
    import xlsxwriter

    chance = random.Random(7)
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Danh sách")
        sheet.write_row(0, 0, HEADINGS)
        for number in range(rows):
            born = date(1950, 1, 1) + timedelta(days=chance.randrange(16000))
            joined = born + timedelta(days=19 * 366 + chance.randrange(4000))
            name = " ".join(chance.choice(words) for words in (FAMILY, MIDDLE, MIDDLE, GIVEN))
            sheet.write_row(
                number + 1,
                0,
                (
                    *(number + 1, name, chance.choice(("Nam", "Nữ")), f"{born:%d/%m/%Y}", float(10_000_000 + number)),
                    *(
                        f"{joined:%d/%m/%Y}",
                        f"{joined + timedelta(days=366):%d/%m/%Y}",
                        f"Chi bộ số {number % cells + 1}",
                    ),
                    *("Xã Sơn Lộc, Phú Thọ", "Kinh", "Nông dân", f"{number:06d} PT"),
                ),
            )


def measure(engine: str, rows: int, cells: int) -> None:
    """Import, import again and undo one list in this process, and print a line of the table for each."""
    folder = Path(tempfile.mkdtemp(prefix="chibo-bench-"))
    _set_up(engine, folder)
    from chibo.exchange import services
    from chibo.exchange.services import work
    from chibo.exchange.states import Kind

    actor, committee = _people_and_cells(cells)
    path = folder / "list.xlsx"
    write_list(path, rows, cells)
    longest = _watch_transactions()

    def upload() -> object:
        return services.start_import(
            actor=actor,
            unit=committee,
            kind=Kind.MEMBERS,
            file_name=path.name,
            content=[path.read_bytes()],
            as_of_on=date(2026, 6, 1),
            decision="01-DS/ĐU",
        )

    def run(label: str, act: object) -> object:
        longest.clear()
        start, computing = time.perf_counter(), time.process_time()
        found = act()  # type: ignore[operator]
        work.work_on(found.pk)
        found.refresh_from_db()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        seconds, computing = time.perf_counter() - start, time.process_time() - computing
        held, worked = max(longest, default=(0, 0))
        figures = f"{seconds:.1f} | {computing:.1f} | {held:.2f} | {worked:.2f} | {peak:.0f}"
        print(f"| {engine} | {label} | {rows:,} | {figures} |", flush=True)
        return found

    first = run("preview", upload)
    written = run(
        "write", lambda: services.agree(actor=actor, run_id=first.pk, version=first.version, expected=first.to_write)
    )
    again = run("preview again (all the same)", upload)
    print(f"<!-- {again.counts} -->")
    run("undo", lambda: services.undo(actor=actor, run_id=written.pk, version=written.version))


def _set_up(engine: str, folder: Path) -> None:
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    os.environ |= {
        "CHIBO_DATA": str(folder),
        "CHIBO_SECRET_KEY": "bench",
        "DJANGO_SETTINGS_MODULE": "chibo.web.settings",
    }
    if engine == "postgres":
        from tests import postgres

        os.environ["CHIBO_DATABASE"] = postgres.address()
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _people_and_cells(cells: int) -> tuple[object, object]:
    from chibo.access import Actor, Mandate, Role
    from chibo.accounts.models import User
    from chibo.organisations import services

    user = User.objects.create(username="bench", display_name="Bench")
    operator = Actor(user.pk, None, "Bench", (Mandate(Role.OPERATOR, None, ""),), None)
    committee = services.found_unit(
        actor=operator, name="Đảng bộ xã Sơn Lộc", kind="grassroots_committee", founded_on=date(2025, 7, 1)
    )
    services.give_mandate(actor=operator, user=user, role=Role.OFFICE, unit=committee, starts_on=date(2025, 7, 1))
    actor = Actor(user.pk, None, "Bench", (Mandate(Role.OFFICE, committee.pk, committee.path),), None)
    for number in range(cells):
        services.found_unit(
            actor=actor, name=f"Chi bộ số {number + 1}", kind="cell", founded_on=date(2025, 7, 1), parent=committee
        )
    return actor, committee


def _watch_transactions() -> list[tuple[float, float]]:
    """Return a list that takes the seconds of every transaction from now on, on the clock and computing."""
    from django.db import transaction

    seen: list[tuple[float, float]] = []
    enter, leave = transaction.Atomic.__enter__, transaction.Atomic.__exit__
    started: list[tuple[float, float]] = []

    def timed_enter(self: transaction.Atomic) -> None:
        started.append((time.perf_counter(), time.process_time()))
        enter(self)

    def timed_leave(self: transaction.Atomic, *error: object) -> None:
        leave(self, *error)
        begun, worked = started.pop()
        seen.append((time.perf_counter() - begun, time.process_time() - worked))

    transaction.Atomic.__enter__, transaction.Atomic.__exit__ = timed_enter, timed_leave  # type: ignore[assignment,method-assign]
    return seen


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--rows", type=int, default=100_000)
    reader.add_argument("--cells", type=int, default=1_000)
    reader.add_argument("--engines", default="sqlite,postgres")
    reader.add_argument("--here", default="", help=argparse.SUPPRESS)
    asked = reader.parse_args()
    if asked.here:
        measure(asked.here, asked.rows, asked.cells)
        return
    heads = ("engine", "step", "rows", "seconds", "of them computing", "longest transaction", "of it computing")
    print(f"| {' | '.join(heads)} | peak MB |")
    print("|---|---|---|---|---|---|---|---|", flush=True)
    for engine in asked.engines.split(","):
        arguments = ["--here", engine, "--rows", str(asked.rows), "--cells", str(asked.cells)]
        subprocess.run([sys.executable, __file__, *arguments], check=True)


if __name__ == "__main__":
    main()
