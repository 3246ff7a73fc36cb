"""How long 2,000 secret ballots take to cast, and a box of them to close: on SQLite and on PostgreSQL.

    python bench/ballots.py [--voters 2000] [--engines sqlite,postgres] [--processes 1,4] [--write]

Each engine works in a folder of its own with the durability of a real installation (on SQLite synchronous=FULL, on
PostgreSQL fsync and synchronous_commit on). Every cast is one transaction with its audit entry; voters are cast one
after another in each process. Nothing is asserted: the table is for reading.
`ms computing` is the process's own work, which a busy machine stretches less. `--write` puts the table into
docs/bench/ballots.md.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

ROOT = Path(__file__).resolve().parent.parent
CHOICES = ((1, 0, 0), (0, 1, 0), (0, 0, 1))


def measure(engine: str, voters: int, processes: list[int]) -> None:
    """Cast and close one box for each number of processes, and print the lines of the table."""
    set_up(engine, Path(tempfile.mkdtemp(prefix="chibo-bench-")))
    unit, chair, crowd = people(voters)
    for number in processes:
        box = opened(unit, chair, crowd)
        start = time.perf_counter()
        share = -(-voters // number)
        parts = [(first, min(first + share, voters)) for first in range(0, voters, share)]
        command = [sys.executable, __file__, "--cast", str(box)]
        running = [
            subprocess.Popen([*command, "--part", f"{first}-{last}"], stdout=subprocess.PIPE, text=True)
            for first, last in parts
        ]
        lines = [line for process in running for line in process.communicate()[0].splitlines()]
        seconds = time.perf_counter() - start
        pairs = [tuple(map(float, line.split())) for line in lines]
        times, computing = sorted(wall for wall, _ in pairs), statistics.median(own for _, own in pairs)
        casting = sum(times) / number  # without the start of the processes
        p95 = statistics.quantiles(times, n=20)[-1]
        figures = " | ".join(f"{each * 1000:.1f}" for each in (statistics.median(times), p95, times[-1], computing))
        wall, done = f"{seconds:.1f}", closed(unit, chair, box)
        print(f"{engine} | {number} | {len(times):,} | {wall} | {casting:.1f} | {figures} | {done}", flush=True)


def closed(unit: object, chair: object, box_id: UUID) -> str:
    from chibo.ballots import services
    from chibo.organisations.selectors import place_of

    start = time.perf_counter()
    services.close_box(actor=chair, place=place_of(unit), box_id=box_id, version=None)  # type: ignore[arg-type]
    return f"{time.perf_counter() - start:.1f}"


def cast(box_id: UUID, first: int, last: int) -> None:
    """Cast for this part of the base and print the seconds of each."""
    import django

    django.setup()
    from chibo.ballots import services
    from chibo.ballots.models import BoxMember
    from chibo.ballots.tests.factories import actor_at

    members = BoxMember.objects.filter(box=box_id).select_related("person", "box__unit").order_by("person_id")
    actors = [actor_at(member.box.unit, member.person) for member in members[first:last]]
    times = []
    for number, actor in enumerate(actors):
        start, own = time.perf_counter(), time.process_time()
        services.cast_ballot(actor=actor, box_id=box_id, version=1, marks=CHOICES[number % 3])
        times.append(f"{time.perf_counter() - start} {time.process_time() - own}")
    print("\n".join(times))


def set_up(engine: str, folder: Path) -> None:
    os.environ |= {
        "CHIBO_DATA": str(folder),
        "CHIBO_SECRET_KEY": "bench",
        "DJANGO_SETTINGS_MODULE": "chibo.web.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }
    if engine == "postgres":
        from tests import postgres

        postgres.FAST = ("max_connections=60",)
        os.environ["CHIBO_DATABASE"] = postgres.address()
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def people(voters: int) -> tuple[object, object, list[object]]:
    """Make a committee that allows electronic secret votes, a cell, its chair and the voters."""
    from chibo.access import Actor, Mandate, Role
    from chibo.ballots.tests.factories import a_crowd
    from chibo.organisations import services
    from chibo.organisations.selectors import place_of
    from chibo.regulations.services import set_override

    day = date(2025, 7, 1)
    operator = Actor(None, None, "Bench", (Mandate(Role.OPERATOR, None, ""),), None)
    committee = services.found_unit(
        actor=operator, name="Đảng bộ xã Sơn Lộc", kind="grassroots_committee", founded_on=day
    )
    office = Actor(None, None, "Bench", (Mandate(Role.OFFICE, committee.pk, committee.path),), None)
    cell = services.found_unit(actor=office, name="Chi bộ 1", kind="cell", founded_on=day, parent=committee)
    set_override(
        actor=office,
        place=place_of(committee),
        rule_id="vote-majorities",
        values={"recognition.methods": ["secret_electronic"]},
        basis_number="Quy định 07-QĐ/ĐU",
        basis_on=date(2026, 9, 1),
        valid_from=date(2026, 9, 1),
    )
    chair = Actor(None, None, "Bench", (Mandate(Role.SECRETARY, cell.pk, cell.path),), None)
    return cell, chair, list(a_crowd(cell, voters))


def opened(unit: object, chair: object, crowd: list[object]) -> UUID:
    from chibo.ballots import services
    from chibo.ballots.rules import Summoned, motion_sheet
    from chibo.organisations.selectors import ancestor_ids, place_of
    from chibo.regulations.selectors import rule_for

    day = date(2026, 12, 3)
    question = services.SecretQuestion(
        unit_id=unit.pk,  # type: ignore[attr-defined]
        place=place_of(unit),  # type: ignore[arg-type]
        decision="recognition",
        subject="Đề nghị công nhận đảng viên chính thức",
        origin_id=uuid4(),
        rule=rule_for("vote-majorities", day, ancestor_ids(unit.pk)),  # type: ignore[attr-defined]
        states=rule_for("attendance-states", day).value,
        sheet=motion_sheet("Đồng ý", "Không đồng ý", "Ý kiến khác"),
    )
    room = [Summoned(actor.person_id, "official", "present") for actor in crowd]  # type: ignore[attr-defined]
    return services.open_box(actor=chair, question=question, summoned=room).pk  # type: ignore[arg-type]


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--voters", type=int, default=2_000)
    reader.add_argument("--engines", default="sqlite,postgres")
    reader.add_argument("--processes", default="1,4")
    reader.add_argument("--write", action="store_true")
    reader.add_argument("--here", default="", help=argparse.SUPPRESS)
    reader.add_argument("--cast", default="", help=argparse.SUPPRESS)
    reader.add_argument("--part", default="", help=argparse.SUPPRESS)
    asked = reader.parse_args()
    sys.path[:0] = [str(ROOT / "src"), str(ROOT), str(ROOT / "bench")]
    if asked.cast:
        first, last = map(int, asked.part.split("-"))
        cast(UUID(asked.cast), first, last)
        return
    if asked.here:
        measure(asked.here, asked.voters, [int(number) for number in asked.processes.split(",")])
        return
    from written import Table, write

    times = ("ms a cast, median", "ms, p95", "ms, longest", "ms computing, median")
    table = Table("ballots", "engine", "processes", "ballots", "s, with start", "s casting", *times, "s to close")
    for engine in asked.engines.split(","):
        arguments = ["--here", engine, "--voters", str(asked.voters), "--processes", asked.processes]
        command = [sys.executable, __file__, *arguments]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        for line in done.stdout.splitlines():
            table.add(line.split(" | "))
    if asked.write:
        write("ballots.md", table)


if __name__ == "__main__":
    main()
