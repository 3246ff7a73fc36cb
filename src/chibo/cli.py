"""The commands: `chibo serve`, `backup`, `restore`, `check` and the others; in a checkout also `test`.

A command's function gets the parsed arguments and returns the exit code. Django is loaded inside the functions, after
the arguments have said where the data lie.
"""

import argparse
import importlib.util
import os
import secrets
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from chibo import __version__
from chibo.web import env
from chibo.web.env import BadSetting

CHECKOUT = Path(__file__).resolve().parents[2]
"""The root of the checkout; in an installed wheel some folder without `tests`."""

Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 refused or failed with a sentence, 2 not understood."""
    parsed = _parser().parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo.web.settings")
    if "data" in parsed:
        _use_data(parsed.data)
    run: Command = parsed.run
    try:
        return run(parsed)
    except BadSetting as problem:
        sys.stderr.write(f"chibo: {problem}\n")
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="chibo", description="Software for the monthly work of party cells.")
    parser.add_argument("--version", action="version", version=f"chibo {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    serve = _add(commands, "serve", _serve, "bring the database up to date and serve the pages")
    serve.add_argument("--host", default="", help="address to listen on (default: this machine only)")
    serve.add_argument("--port", type=int, default=8000)
    room = serve.add_mutually_exclusive_group()
    room.add_argument("--room", action="store_true", help="serve a meeting's phones on the local network, over TLS")
    room.add_argument("--insecure-room", action="store_true", help="the same without encryption, with a notice")
    serve.add_argument("--certificate", type=Path, help="with --room: your own certificate with its chain, in PEM")
    serve.add_argument("--key", type=Path, help="with --room: its private key, in PEM")
    serve.add_argument("--no-worker", action="store_true", help="leave background jobs to `chibo worker`")

    demo = _add(commands, "demo", _demo, "serve a demo with invented data, made at its first start")
    demo.add_argument("--port", type=int, default=8000)
    demo.add_argument("--fresh", action="store_true", help="throw the old demo away and make a new one")

    worker = _add(commands, "worker", _worker, "do background jobs until stopped")
    worker.add_argument("--name", default="worker", help="must differ between workers of one machine")

    bring_in = _add(commands, "import", _import, "bring in a list of members or units from a spreadsheet")
    bring_in.add_argument("file", type=Path, help=".xlsx, .xls, .ods or .csv")
    bring_in.add_argument("--user", required=True, help="name of the account that imports, of an office")
    bring_in.add_argument("--unit", default="", help="name of the unit, where the account imports for several")
    bring_in.add_argument("--units", action="store_true", help="the list is of units, not of members")
    bring_in.add_argument("--as-of", type=date.fromisoformat, help="day of the list, as 2026-12-31 (default: today)")
    bring_in.add_argument("--decision", default="", help="number of the paper behind new cells and posts")
    bring_in.add_argument("--yes", action="store_true", help="write what is new or changed without asking")

    _add_keeping(commands)
    verify = _add(commands, "verify", _verify, "tell whether everything that was sealed is still what it was")
    verify.add_argument("--head", type=Path, help="file with a head of the record that was kept elsewhere")
    _add(commands, "seal", _seal, "seal the record now and print its newest head, to be kept elsewhere")
    _add(commands, "migrate", _migrate, "bring the database up to date")
    check = _add(commands, "check", _check, "tell whether settings, database and files are in order")
    check.add_argument("--hashes", action="store_true", help="read every stored file and compare its hash")
    if _has_tests():
        check.add_argument("--fix", action="store_true", help="mend in the source what mends itself")
        check.add_argument("--code", action="store_true", help="only the source: lint, types, imports, templates")
        test = commands.add_parser("test", help="run the tests on SQLite, then on PostgreSQL", add_help=False)
        test.add_argument("pytest", nargs=argparse.REMAINDER, metavar="ARGUMENT", help="handed to pytest")
        test.set_defaults(run=_test)
        _add(commands, "pictures", _pictures, "take the pictures of the docs from a fresh demo")
    return parser


def _add_keeping(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    backup = _add(commands, "backup", _backup, "write everything into one encrypted file, while the program runs")
    what = backup.add_mutually_exclusive_group(required=True)
    what.add_argument("target", type=Path, nargs="?", help="folder on another disk, or the name of a new file")
    what.add_argument("--new-key", type=Path, metavar="FILE", help="only make an age key and write it there")
    lock = backup.add_mutually_exclusive_group()
    lock.add_argument("--passphrase-file", type=Path, help="read the passphrase there instead of asking for it")
    lock.add_argument("--to", metavar="age1...", help="encrypt to this public key instead of a passphrase")
    backup.add_argument("--incomplete", action="store_true", help="leave out files that are lost or damaged")

    export = _add(commands, "export", _export, "write a unit and all below it in open formats, for a user who may")
    export.add_argument("target", type=Path, help="name of the new .zip file")
    export.add_argument("--user", required=True, help="name of the account that exports: of an office or a secretary")
    export.add_argument("--purpose", required=True, help="why; it is kept in the log")
    export.add_argument("--unit", default="", help="part of the unit's name (default: all that the account reaches)")

    restore = _add(commands, "restore", _restore, "bring a backup into an empty place and prove it equal")
    restore.add_argument("file", type=Path, help="the backup")
    restore.add_argument("--passphrase-file", type=Path, help="read the passphrase there instead of asking for it")
    restore.add_argument("--key", type=Path, metavar="FILE", help="file of the private age key")
    restore.add_argument("--check", action="store_true", help="only read the backup to its end and compare it")
    restore.add_argument("--without-secret-key", action="store_true", help="the CHIBO_SECRET_KEY of then is lost")


def _add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, run: Command, help: str
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=help, description=f"{help[0].upper()}{help[1:]}.")
    parser.add_argument("--data", type=Path, help="folder of the database and the files (default: CHIBO_DATA)")
    parser.set_defaults(run=run)
    return parser


def _use_data(folder: Path | None) -> None:
    """Let the settings find the data there, and let nobody else on the machine read what is written."""
    os.umask(0o077)
    if folder is not None:
        os.environ["CHIBO_DATA"] = str(folder.expanduser().resolve())


def _has_tests() -> bool:
    return (CHECKOUT / "tests" / "guards").is_dir() and (CHECKOUT / "pyproject.toml").is_file()


def _serve(arguments: argparse.Namespace) -> int:
    host, port, worker = arguments.host, arguments.port, not arguments.no_worker
    if arguments.room or arguments.insecure_room:
        from chibo.web.room import command

        plain = arguments.insecure_room
        asked = command.Asked(host, port, plain, arguments.certificate, arguments.key, worker=worker)
        return command.run(asked)
    from chibo.web import server

    return server.serve(host or "127.0.0.1", port, worker=worker)


def _demo(arguments: argparse.Namespace) -> int:
    from chibo.web.demo import command

    return command.run(_demo_folder(arguments), arguments.port, fresh=arguments.fresh)


def _demo_folder(arguments: argparse.Namespace) -> Path:
    if arguments.data is not None:
        return Path(arguments.data).expanduser().resolve()
    return (CHECKOUT / ".chibo" if _has_tests() else Path.cwd()) / "demo"


def _worker(arguments: argparse.Namespace) -> int:
    import django

    django.setup()
    from chibo.web import jobs

    jobs.work(arguments.name)
    return 0


def _import(arguments: argparse.Namespace) -> int:
    import django

    django.setup()
    from chibo.exchange.states import Kind
    from chibo.web import importing

    asked = importing.Asked(
        file=arguments.file,
        username=arguments.user,
        unit=arguments.unit,
        kind=Kind.UNITS if arguments.units else Kind.MEMBERS,
        as_of_on=arguments.as_of,
        decision=arguments.decision,
        agrees=arguments.yes,
    )
    return importing.run(asked)


def _backup(arguments: argparse.Namespace) -> int:
    import django

    django.setup()
    from chibo.keeping import terminal

    return terminal.run_backup(arguments)


def _export(arguments: argparse.Namespace) -> int:
    import django

    django.setup()
    from chibo.keeping import terminal

    return terminal.run_export(arguments)


def _restore(arguments: argparse.Namespace) -> int:
    """Let the settings name a folder beside the target, and no key be made: the target stays empty until the end."""
    import django

    target = env.folder("DATA", Path.cwd() / "data")
    own_key = env.text("SECRET_KEY")
    os.environ["CHIBO_DATA"] = str(target.with_name(target.name + ".part"))
    os.environ["CHIBO_SECRET_KEY"] = own_key or secrets.token_urlsafe(50)
    django.setup()
    from chibo.keeping import terminal

    return terminal.run_restore(arguments, target, own_key)


def _migrate(arguments: argparse.Namespace) -> int:
    import django

    django.setup()
    from chibo.web import server

    server.migrate()
    return 0


def _verify(arguments: argparse.Namespace) -> int:
    import django

    django.setup()
    from chibo.web import verifying

    return verifying.verify(arguments.head)


def _seal(arguments: argparse.Namespace) -> int:
    import django

    django.setup()
    from chibo.web import verifying

    return verifying.seal()


def _check(arguments: argparse.Namespace) -> int:
    code_only = getattr(arguments, "code", False)
    found = 0
    if not code_only:
        import django

        django.setup()
        from chibo.web import health

        found = health.report(hashes=arguments.hashes)
    if code_only or (_has_tests() and importlib.util.find_spec("ruff")):
        found |= _in_checkout("tests.lint", *(["--fix"] if getattr(arguments, "fix", False) else []))
    return found


def _test(arguments: argparse.Namespace) -> int:
    return _in_checkout("tests", *arguments.pytest)


def _pictures(_arguments: argparse.Namespace) -> int:
    return _in_checkout("tests.pictures")


def _in_checkout(module: str, *arguments: str) -> int:
    """Run a module of the checkout's tests in a process of its own, so that it chooses its own settings."""
    variables = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", module, *arguments], cwd=CHECKOUT, env=variables, check=False
    ).returncode
