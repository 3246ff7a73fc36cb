"""What of the data folder goes into a backup, and what never does. One list, so that nothing is kept by accident.

The files that rooms name (`kept_files` in their selectors) and the secret key go in. Whatever is not named there stays
out; what is known to stay out stands below with the reason, anything else is told to the operator.
"""

from pathlib import Path

SECRET_KEY = "secret.key"  # noqa: S105 - the name of its file
"""Signs cookies and opens the secrets of authenticator apps: without it nobody with a second step could sign in."""

HOLDING_NAMED_FILES = ("files", "imports")

AUDIT_KEYS = "audit/keys.txt"
"""The public keys by which signed heads of the audit record are believed. What else lies in `audit` stays out: the key
that signs is made anew, so that a backup is not enough to write another history; and a head newer than the snapshot
would make the restored record look cut."""

LEFT_OUT = {
    "keys": "private halves of open secret ballot boxes: whoever has them and the database can open the box",
    "room": "private key of the local certificate authority, which phones trust: made anew where it is missing",
    "static": "gathered anew at every start",
    "assets": "gathered anew at every start",
    "cache": "printed anew when asked for",
    "first-run.hash": "made anew at every start",
    ".being-restored": "a mark of restoring, of no use later",
    "demo-accounts.txt": "of the demo, which is made anew",
}

DATABASE = ("chibo.sqlite3", "chibo.sqlite3-wal", "chibo.sqlite3-shm", "chibo.sqlite3-journal")
"""Taken as a snapshot, never as the files that are being written."""

SNAPSHOT = "backup.tmp"
"""Where the snapshot lies while it is packed; a killed backup leaves it, the next one clears it."""


def strangers(data: Path) -> list[str]:
    """Return what lies in the data folder and belongs to no part of the program: it is not copied."""
    known = {SECRET_KEY, SNAPSHOT, AUDIT_KEYS.partition("/")[0], *HOLDING_NAMED_FILES, *LEFT_OUT, *DATABASE}
    return sorted(place.name for place in data.iterdir() if place.name not in known)
