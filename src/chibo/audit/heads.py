"""Signed heads of the tree, as text that other programs can check, and the key that signs them.

A head is a signed note with a checkpoint (c2sp.org/signed-note, c2sp.org/tlog-checkpoint): the name of the log, the
number of leaves, the root, when it was signed, and an Ed25519 signature over these lines. The log is named after its
key. The files lie in the folder `audit` of the data folder, outside the database:

- `key.pem` signs. Readable by its owner only; whoever has it and the database can write another history.
- `keys.txt` names the keys that are trusted, one a line, the newest last. Public.
- `head.txt` is the newest head. What is cut off the end of the record is missed against it.
"""

import base64
import binascii
import hashlib
import os
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from chibo.kernel.errors import Refusal

_ED25519 = b"\x01"
_SIGNED_AT = "signed-at "


@dataclass(frozen=True, slots=True)
class Head:
    """What is signed: so many leaves, this root, at that moment."""

    log: str
    """Name of the log: of the key that signs it."""
    size: int
    root: bytes
    signed_at: datetime

    def text(self) -> str:
        """Return the lines that are signed."""
        root = base64.b64encode(self.root).decode()
        return f"{self.log}\n{self.size}\n{root}\n{_SIGNED_AT}{self.signed_at.isoformat(timespec='microseconds')}\n"


def log_name(public: bytes) -> str:
    """Return the name of the log that is signed with this key."""
    return f"chibo-{hashlib.sha256(public).hexdigest()[:16]}"


def sign(private: Ed25519PrivateKey, size: int, root: bytes, signed_at: datetime) -> tuple[Head, bytes]:
    """Return the head and its signature (64 bytes)."""
    head = Head(log_name(private.public_key().public_bytes_raw()), size, root, signed_at)
    return head, private.sign(head.text().encode())


def is_signed(head: Head, public: bytes, signature: bytes) -> bool:
    """Tell whether this key signed this head."""
    if head.log != log_name(public):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, head.text().encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def as_note(head: Head, public: bytes, signature: bytes) -> str:
    """Return the head with its signature, to be kept elsewhere."""
    signed = base64.b64encode(_key_id(head.log, public) + signature).decode()
    return f"{head.text()}\n— {head.log} {signed}\n"


def read_note(text: str) -> tuple[Head, bytes]:
    """Return the head that the note holds, with its signature. Refuses what is no such note."""
    try:
        body, _, signed = text.replace("\r\n", "\n").partition("\n\n")
        log, size, root, at = body.splitlines()
        _, name, signature = signed.split()
        head = Head(log, int(size), base64.b64decode(root), datetime.fromisoformat(at.removeprefix(_SIGNED_AT)))
        decoded = base64.b64decode(signature, validate=True)
    except (ValueError, binascii.Error):
        raise Refusal("audit.no_head") from None
    if name != log or head.text() != f"{body}\n":
        raise Refusal("audit.no_head")
    return head, decoded[4:]


def own_key() -> Ed25519PrivateKey:
    """Return the key that signs; made anew where there is none, as after a restoring."""
    place = _folder() / "key.pem"
    if not place.exists():
        return _made(place)
    found = serialization.load_pem_private_key(place.read_bytes(), password=None)
    assert isinstance(found, Ed25519PrivateKey), f"{place} holds a key of another kind"
    return found


def trusted_keys() -> dict[str, bytes]:
    """Return the public keys whose heads are believed, by the name of their log."""
    place = _folder() / "keys.txt"
    lines = place.read_text(encoding="ascii").split() if place.exists() else []
    public = [base64.b64decode(line.split("+", 2)[2])[1:] for line in lines]
    return {log_name(key): key for key in public}


def keep_head(note: str) -> None:
    """Keep the newest head outside the database."""
    _write(_folder() / "head.txt", note)


def kept_head() -> str:
    """Return the newest head that was kept outside the database; empty where none was."""
    place = _folder() / "head.txt"
    return place.read_text(encoding="utf-8") if place.exists() else ""


def _folder() -> Path:
    return Path(settings.DATA) / "audit"


def _made(place: Path) -> Ed25519PrivateKey:
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = Ed25519PrivateKey.generate()
    pem = made.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = made.public_key().public_bytes_raw()
    name = log_name(public)
    line = f"{name}+{_key_id(name, public).hex()}+{base64.b64encode(_ED25519 + public).decode()}\n"
    known = place.with_name("keys.txt")
    _write(known, (known.read_text(encoding="ascii") if known.exists() else "") + line)
    _write(place, pem.decode("ascii"))
    return made


def _key_id(name: str, public: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + public).digest()[:4]


def _write(place: Path, text: str) -> None:
    """Put the text there at once or not at all, on the disk before its name, readable by its owner only."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=place.parent, prefix="new-", encoding="utf-8", delete=False) as draft:
        draft.write(text)
        draft.flush()
        os.fsync(draft.fileno())
    Path(draft.name).replace(place)
