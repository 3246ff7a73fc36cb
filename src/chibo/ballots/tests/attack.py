"""What somebody can do who holds full copies of the database, its write-ahead log, the audit log and the program's log.

The attacker knows the tables, takes a copy before and one after closing, and joins voters to ballots in every way that
the copies offer: by transaction, by position in the log, by the order of rows, keys, times and transaction numbers.
"""

import itertools
import sqlite3
import struct
import subprocess
import sys
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from django.db import connection

from chibo.ballots.models import SealedBallot, SecretBox
from chibo.ballots.rules import Opener
from chibo.ballots.rules.splitting import joined, unwrapped

Guess = dict[UUID, UUID]
"""Key of a ballot to the voter whom the attacker takes it to be from."""
Orders = dict[str, list[UUID]]
"""By what they were sorted, to keys of voters or ballots."""


@dataclass
class Copy:
    """Everything that lies on the disk, but for the folder of the keys."""

    database: bytes
    log: bytes
    """The write-ahead log, in the order of writing."""
    base: bytes = b""
    """The database file as it was before the log began (SQLite)."""
    orders: dict[str, Orders] = field(default_factory=dict)
    """By table."""
    tables: Mapping[str, str] = field(default_factory=dict)
    """Each with its column of voters or ballots."""

    @property
    def all(self) -> bytes:
        return self.database + self.log


def begin() -> bytes | str:
    """Bring everything written so far out of the log, and return where the log now begins."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return read_apart(_file())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_wal_insert_lsn()::text")
        return str(cursor.fetchone()[0])


def copied(begun: bytes | str, tables: Mapping[str, str]) -> Copy:
    """Copy everything. `tables` maps a table to its column of voters or ballots."""
    orders = {table: _orders(table, column) for table, column in tables.items()}
    if isinstance(begun, bytes):
        log = read_apart(_file().with_name(_file().name + "-wal"))
        return Copy(read_apart(_file()), log, begun, orders, {**tables, "audit_entry": "actor_person_id"})
    return Copy(_heaps(tables), _postgres_log(begun), orders=orders)


def by_transaction(copy: Copy, voters: Iterable[UUID], ballots: Iterable[UUID]) -> Guess:
    """Join each ballot to the one voter who newly stands in the same or the last transaction of the log."""
    if connection.vendor == "postgresql":
        return _by_position(copy, voters, ballots)
    who, what = set(voters), set(ballots)
    guess: Guess = {}
    before: set[UUID] = set()
    for fresh in _transactions(copy):
        came = who.intersection(fresh)
        candidates = came or before
        if len(candidates) == 1:
            guess |= dict.fromkeys(what.intersection(fresh), *candidates)
        before = came or before
    return guess


def by_order(voters: Mapping[str, list[UUID]], ballots: Mapping[str, list[UUID]]) -> dict[str, Guess]:
    """Join the first to the first and the last to the last, in every pair of orders, forwards and backwards."""
    return {
        f"{one} x {other}{' backwards' if turned else ''}": dict(
            zip(ids, list(reversed(who)) if turned else who, strict=False)
        )
        for (one, who), (other, ids) in itertools.product(voters.items(), ballots.items())
        for turned in (False, True)
    }


def opened_with(files: Iterable[bytes], box: SecretBox) -> int:
    """Return how many ballots of the box the files of the keys open, as a key, or as what it was wrapped with.

    Any two of them are joined as parts of what was split, and any sixteen bytes are tried alone.
    """
    contents = list(files)
    secrets = {content[at : at + 16] for content in contents for at in range(max(0, len(content) - 15))}
    secrets |= {joined(pair) for pair in itertools.combinations([one for one in contents if len(one) == 17], 2)}
    unwrapping = (unwrapped(content, secret, box.pk) for content in contents for secret in secrets)
    keys = [*contents, *(private for private in unwrapping if private)]
    openers = [opener for key in keys if (opener := Opener.of(key, bytes(box.public_key)))]
    rows = SealedBallot.objects.filter(box=box).values_list("voter_id", "ciphertext")
    return sum(any(opener.open(bytes(sealed), box.pk, voter) for opener in openers) for voter, sealed in rows)


def read_apart(place: Path) -> bytes:
    """Read a file in another process.

    Closing a file takes away all locks that this process holds on it, SQLite's too: another process would then believe
    that nobody uses the database, and throw its log away.
    """
    command = "import pathlib, sys; sys.stdout.buffer.write(pathlib.Path(sys.argv[1]).read_bytes())"
    return subprocess.run([sys.executable, "-c", command, str(place)], capture_output=True, check=True).stdout


def _file() -> Path:
    return Path(connection.settings_dict["NAME"])


def _orders(table: str, column: str) -> Orders:
    """Return the keys in the order of everything that the engine keeps about rows."""
    hidden = ["rowid"] if connection.vendor == "sqlite" else ["ctid", "xmin::text::bigint, ctid"]
    found: Orders = {}
    with connection.cursor() as cursor:
        for order in [*hidden, column]:
            cursor.execute(f"SELECT {column} FROM {table} ORDER BY {order}")
            found[order] = [key if isinstance(key, UUID) else UUID(key) for (key,) in cursor.fetchall()]
    return found


def _transactions(copy: Copy) -> Iterable[list[UUID]]:
    """Replay SQLite's log over the file as it was; yield for each transaction the keys that its tables gained."""
    size = struct.unpack(">I", copy.log[8:12])[0]
    size = 65536 if size == 1 else size
    image = bytearray(copy.base)
    image[18:20] = b"\1\1"  # read without a log of its own
    known = _keys(image, copy.tables)
    for at in range(32, len(copy.log) - size - 23, size + 24):
        number, pages = struct.unpack(">II", copy.log[at : at + 8])
        image.extend(bytes(max(0, number * size - len(image))))
        image[(number - 1) * size : number * size] = copy.log[at + 24 : at + 24 + size]
        image[18:20] = b"\1\1"
        if pages:
            present = _keys(image, copy.tables)
            yield [key for table, keys in present.items() for key in keys - known[table]]
            known = present


def _keys(image: bytearray, tables: Mapping[str, str]) -> dict[str, set[UUID]]:
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(bytes(image))
        rows = {table: database.execute(f"SELECT {column} FROM {table}").fetchall() for table, column in tables.items()}
    return {table: {UUID(key) for (key,) in found if key} for table, found in rows.items()}


def _by_position(copy: Copy, voters: Iterable[UUID], ballots: Iterable[UUID]) -> Guess:
    """Join each ballot to the voter whose key stands next before it in PostgreSQL's log."""
    places = sorted((at, voter) for voter in voters for at in _places(copy.log, voter.bytes))
    guess: Guess = {}
    for ballot in ballots:
        first = copy.log.find(ballot.bytes)
        earlier = [voter for at, voter in places if at < first]
        if earlier:
            guess[ballot] = earlier[-1]
    return guess


def _places(log: bytes, token: bytes) -> Iterable[int]:
    at = log.find(token)
    while at >= 0:
        yield at
        at = log.find(token, at + 1)


def _heaps(tables: Iterable[str]) -> bytes:
    content = b""
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        for table in [*tables, "audit_entry", "audit_entryvalue", "ballots_secretbox"]:
            cursor.execute("SELECT pg_read_binary_file(pg_relation_filepath(%s))", [table])
            content += bytes(cursor.fetchone()[0])
    return content


def _postgres_log(begun: str) -> bytes:
    """Return the log from where it began, all segments one after another."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_walfile_name(%s), pg_walfile_name(pg_current_wal_insert_lsn())", [begun])
        first, last = cursor.fetchone()
        cursor.execute("SELECT pg_switch_wal()")
        cursor.execute("SELECT file_offset FROM pg_walfile_name_offset(%s)", [begun])
        start = cursor.fetchone()[0]
        cursor.execute(
            "SELECT pg_read_binary_file('pg_wal/' || name) FROM pg_ls_waldir() "
            "WHERE name BETWEEN %s AND %s ORDER BY name",
            [first, last],
        )
        return b"".join(bytes(content) for (content,) in cursor.fetchall())[start:]
