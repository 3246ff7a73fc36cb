"""What sealing costs: an entry when it is written, when it is sealed, and when everything is checked.

    python bench/seal.py [--entries 200000] [--engines sqlite,postgres]

Each engine runs in a process of its own. Entries are written by the frame of every write, without the act itself, so
the share of a request is at most what the table says. Every eighth row of those that are timed is a look.
`without the mark` writes the same rows with the triggers lifted that note what waits for its leaf. Nothing is asserted:
the table is for reading.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
EACH = 2000
"""Entries of one transaction of the bench; the frame would take one for each."""


def measure(entries: int) -> None:
    """Print the rows of the table for the engine of this process."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from chibo.audit.models import TreeHead
    from chibo.audit.selectors import check_record
    from chibo.audit.services import seal_waiting

    call_command("migrate", verbosity=0)
    marked, bare = compared()
    fill(max(0, entries - 3 * EACH))
    sealing = timed(seal_waiting)
    again = timed(seal_waiting)
    checking = timed(lambda: list(check_record()))
    size = TreeHead.objects.order_by("-size").values_list("size", flat=True)[0]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    cells = (
        *(connection.vendor, f"{size:,}", f"{bare / EACH * 1e6:.0f}", f"{marked / EACH * 1e6:.0f}"),
        *(f"{sealing / size * 1e6:.0f}", f"{again * 1e3:.1f}", f"{checking:.1f}", f"{checking / size * 1e6:.0f}"),
        *(f"{memory:.0f}", f"{TreeHead.objects.count()}"),
    )
    print("| " + " | ".join(cells) + " |", flush=True)


def compared() -> tuple[float, float]:
    """Return the seconds for EACH entries with the mark and without it, the better of three runs in turn each."""
    from tests.emptying.management.commands.flush import triggers_lifted

    from chibo.audit.models import Entry, EntryValue, Look

    def lifted() -> None:
        with triggers_lifted():
            spent.append(timed(lambda: write(EACH)))
            for model in (Entry, EntryValue, Look):  # past the mark: taken out again
                model.objects.filter(pk__gte=first[model]).delete() if first[model] else model.objects.all().delete()

    spent: list[float] = []
    marked: list[float] = []
    first: dict[Any, Any] = {}
    for _ in range(3):
        first = {Entry: uuid7(), Look: uuid7(), EntryValue: next_id(EntryValue)}
        lifted()
        marked.append(timed(lambda: write(EACH)))
    return min(marked), min(spent)


def uuid7() -> uuid.UUID:
    from chibo.kernel.ids import uuid7

    return uuid7()


def next_id(model: Any) -> int:
    last = model.objects.order_by("-pk").values_list("pk", flat=True).first()
    return int(last or 0) + 1


def write(entries: int) -> None:
    """Leave so many rows: entries with two changed fields each, and every eighth a look."""
    from django.db import transaction

    from chibo.access import Actor, Place
    from chibo.accounts.models import User
    from chibo.audit.services import look, record
    from chibo.audit.services.writing import _Frame, _frames

    actor = Actor(user_id=7, person_id=uuid.uuid4(), name="Hoàng Văn Lâm", mandates=(), on=None)
    place, thing = Place(uuid.uuid4(), "00001000020000300004"), User(pk=9)
    token = _frames.set((_Frame("meetings.meeting.register", uuid7()),))
    for start in range(0, entries, EACH):
        with transaction.atomic():
            for number in range(start, min(start + EACH, entries)):
                if number % 8 == 7:
                    look(actor, "members.record", person_id=uuid.uuid4(), purpose="Đối chiếu hồ sơ")
                else:
                    changed = {"held_on": ("2026-12-03", "2026-12-04"), "place": ("Nhà văn hóa", "Trường học")}
                    record(actor, thing, place, changed=changed, details={"late": False})
    _frames.reset(token)


def fill(entries: int) -> None:
    """Put so many entries there at once, the same as `write` leaves, without its time."""
    from chibo.audit.bodies import digest, entry_body
    from chibo.audit.models import Entry, EntryValue
    from chibo.kernel import clock

    person, unit = uuid.uuid4(), uuid.uuid4()
    who = {"actor_user_id": 7, "actor_person_id": person, "actor_name": "Hoàng Văn Lâm"}
    what = {"object_type": "meetings.meeting", "unit_id": unit, "unit_path": "00001000020000300004"}
    for start in range(0, entries, EACH):
        made, values = [], []
        for number in range(start, min(start + EACH, entries)):
            entry = Entry(id=uuid7(), command_id=uuid7(), action="bench", object_id=str(number), **who, **what)
            entry.happened_at = entry.recorded_at = clock.now()
            own = [
                EntryValue(entry_id=entry.pk, field=name, salt=os.urandom(16), before=f"{name} 1", after=f"{name} 2")
                for name in ("held_on", "place")
            ]
            entry.body = entry_body(entry, {"late": False}, {value.field: digest(value) for value in own})
            made.append(entry)
            values += own
        Entry.objects.bulk_create(made)
        EntryValue.objects.bulk_create(values)


def timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description="What sealing costs.")
    parser.add_argument("--entries", type=int, default=200_000)
    parser.add_argument("--engines", default="sqlite,postgres")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.inside:
        measure(asked.entries)
        return
    print("| engine | rows | write, without the mark µs | write µs | seal µs | nothing waits ms | verify s |", end="")
    print(" verify µs a row | memory MiB | heads |")
    print("|---|---|---|---|---|---|---|---|---|---|", flush=True)
    for engine in asked.engines.split(","):
        run(engine, asked.entries)


def run(engine: str, entries: int) -> None:
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    with tempfile.TemporaryDirectory(prefix="chibo-bench-") as folder:
        environment = os.environ | {
            "CHIBO_DATA": folder,
            "DJANGO_SETTINGS_MODULE": "chibo.web.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        }
        if engine == "postgres":
            from tests import postgres

            environment["CHIBO_DATABASE"] = postgres.address()
        arguments = [sys.executable, __file__, "--inside", "--entries", str(entries)]
        subprocess.run(arguments, env=environment, check=True)


if __name__ == "__main__":
    main()
