"""Make a demo in the data folder of this process: `python -m chibo.web.demo`. Called by `chibo demo`."""

import os
import secrets
import sys

import django

ACCOUNTS = "demo-accounts.txt"
"""File in the data folder with the password of the demo's accounts, so that a second start can print it."""


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo.web.settings")
    django.setup()
    from django.conf import settings
    from django.db import connection

    from chibo.kernel import clock
    from chibo.web import server
    from chibo.web.demo.make import make
    from chibo.web.models import DemoMark

    server.migrate()
    if connection.vendor == "sqlite":  # nothing that must outlive a power cut: a broken demo is made again
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
    password = f"Demo-{secrets.token_hex(4)}"
    make(today=clock.today(), password=password, say=_say)
    DemoMark.objects.create(made_on=clock.today())
    place = settings.DATA / ACCOUNTS
    place.touch(mode=0o600)
    place.write_text(password, encoding="ascii")


def _say(line: str) -> None:
    sys.stdout.write(f"  {line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
