"""The commands `chibo backup`, `chibo restore` and `chibo export`: what was typed, and what is printed."""

from __future__ import annotations

import getpass
import os
import sys
from argparse import Namespace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from chibo.access import Actor, Denied
from chibo.accounts import selectors as accounts
from chibo.keeping import backup, export, places, restore, sealed
from chibo.keeping.archive import Manifest
from chibo.kernel.errors import Refusal
from chibo.kernel.text import fold
from chibo.members import selectors as members
from chibo.organisations import selectors as organisations
from chibo.ui.say import say

if TYPE_CHECKING:
    from chibo.organisations.models import Unit

SHORTEST_PASSPHRASE = 12


def run_backup(typed: Namespace) -> int:
    """Make a backup, or a key for backups. Return 0 when it is whole, 1 with a sentence otherwise."""
    try:
        return _new_key(typed.new_key) if typed.new_key else _backup(typed)
    except Refusal as refusal:
        return _refuse(refusal)


def run_restore(typed: Namespace, target: Path, own_key: str) -> int:
    """Restore, or only check. `own_key` is the CHIBO_SECRET_KEY that the operator has set."""
    try:
        key = _key(typed)
        if typed.check:
            _tell_whole(restore.check(typed.file, key))
            return 0
        asked = restore.Asked(typed.file, key, target, own_key, typed.without_secret_key)
        manifest = restore.restore(asked, tell)
    except Refusal as refusal:
        return _refuse(refusal)
    tell("keeping.restored", folder=str(target), **_counts(manifest))
    tell("keeping.restored_after")
    return 0


def run_export(typed: Namespace) -> int:
    """Export for a user of the program. Return 0 when the file is written, 1 with a sentence otherwise."""
    try:
        user = accounts.user_named(typed.user)
        actor = members.actor_for(user.pk, user.display_name)
        asked = export.Asked(actor, _unit(actor, typed.unit), typed.purpose, typed.target.expanduser().resolve())
        exported = export.export(asked)
    except Denied:
        return _refuse(Refusal("keeping.may_not_export", username=typed.user))
    except Refusal as refusal:
        return _refuse(refusal)
    rows, files = sum(exported.tables.values()), len(exported.hashes) - len(exported.tables)
    tell("keeping.exported", rows=rows, tables=len(exported.tables), files=files, file=str(typed.target))
    tell("keeping.exported_after")
    return 0


def _unit(actor: Actor, name: str) -> Unit | None:
    """Return the one unit within reach whose name holds the text; None where none is named. Refuses several."""
    if not name:
        return None
    units = [unit for unit in organisations.units_for(actor, export.ACTION) if fold(name) in unit.search]
    if len(units) != 1:
        raise Refusal("keeping.which_unit", names=", ".join(unit.name for unit in units[:10]) or "-")
    return units[0]


def tell(code: str, **facts: object) -> None:
    """Print a sentence of `phrases.TOLD`."""
    sys.stdout.write(say(code, **facts) + "\n")
    sys.stdout.flush()


def _refuse(refusal: Refusal) -> int:
    sys.stderr.write(f"chibo: {say(refusal)}\n")
    return 1


def _backup(typed: Namespace) -> int:
    from django.conf import settings

    lock = sealed.PublicKey(typed.to) if typed.to else _new_passphrase(typed)
    made = backup.make(typed.target, lock, tell, incomplete=typed.incomplete)
    manifest = made.manifest
    tell("keeping.made", **_counts(manifest))
    tell("keeping.made_at", file=str(made.place))
    if places.SECRET_KEY not in manifest.files:
        tell("keeping.key_outside")
    strangers = places.strangers(Path(settings.DATA))
    if strangers:
        tell("keeping.strangers", names=", ".join(strangers))
    if manifest.missing:
        tell("keeping.made_incomplete", count=len(manifest.missing), names=", ".join(manifest.missing[: backup.SHOWN]))
    return int(bool(manifest.missing))


def _new_key(place: Path) -> int:
    private, public = sealed.new_key()
    try:
        handle = os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        raise Refusal("keeping.target_exists", file=str(place)) from None
    except OSError as error:
        raise Refusal("keeping.not_written", place=str(place), reason=error.strerror or str(error)) from None
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(f"# public key: {public}\n{private}\n")
    tell("keeping.key_made", file=str(place))
    tell("keeping.key_public", key=public)
    return 0


def _new_passphrase(typed: Namespace) -> sealed.Passphrase:
    word = _from_file(typed.passphrase_file) if typed.passphrase_file else _ask("keeping.type_passphrase")
    if len(word) < SHORTEST_PASSPHRASE:
        raise Refusal("keeping.short_passphrase", least=SHORTEST_PASSPHRASE)
    if not typed.passphrase_file and word != _ask("keeping.type_again"):
        raise Refusal("keeping.passphrases_differ")
    return sealed.Passphrase(word)


def _key(typed: Namespace) -> sealed.Passphrase | sealed.PrivateKeys:
    try:
        with_passphrase = sealed.wants_passphrase(typed.file)
    except OSError as error:
        raise Refusal("keeping.not_read", file=str(typed.file), reason=error.strerror or str(error)) from None
    if with_passphrase:
        word = _from_file(typed.passphrase_file) if typed.passphrase_file else _ask("keeping.type_passphrase")
        return sealed.Passphrase(word)
    if not typed.key:
        raise Refusal("keeping.wants_key")
    lines = [line.strip() for line in _from_file(typed.key).splitlines()]
    keys = tuple(line for line in lines if line and not line.startswith("#"))
    if not keys:
        raise Refusal("keeping.no_private_key")
    return sealed.PrivateKeys(keys)


def _from_file(place: Path) -> str:
    try:
        return place.read_text(encoding="utf-8").strip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal(
            "keeping.not_read", file=str(place), reason=getattr(error, "strerror", None) or str(error)
        ) from None


def _ask(code: str) -> str:
    if not sys.stdin.isatty():
        raise Refusal("keeping.no_passphrase")
    return getpass.getpass(say(code))


def _tell_whole(manifest: Manifest) -> None:
    moment = datetime.fromisoformat(manifest.made_at)
    facts = _counts(manifest)
    tell("keeping.whole", moment=moment, program=manifest.program, engine=manifest.engine, **facts)


def _counts(manifest: Manifest) -> dict[str, int]:
    return {
        "tables": len(manifest.tables),
        "rows": sum(table.rows for table in manifest.tables.values()),
        "files": len(manifest.files),
    }
