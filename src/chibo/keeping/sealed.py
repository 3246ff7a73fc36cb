"""Encryption of a backup with age, streamed: to a passphrase, or to the public half of an age key.

Every backup has a key of its own, made for it alone. With a passphrase that key stands before the content, itself
encrypted with the passphrase; so both parts can be opened with the plain `age` program too (docs/how-to/backup.md).
"""

from __future__ import annotations

import os
import tarfile
import threading
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pyrage
from pyrage import passphrase, x25519

from chibo.kernel.errors import Refusal

ARMOUR_BEGINS = b"-----BEGIN AGE ENCRYPTED FILE-----\n"
ARMOUR_ENDS = b"-----END AGE ENCRYPTED FILE-----\n"
PLAIN_AGE = b"age-encryption.org/v1\n"
LONGEST_ARMOUR = 4096
TOO_MUCH_WORK = "xcessive work"
"""So says age where it measures this machine as over 16 times slower than the one that chose the passphrase's cost: a
machine that is busy at that moment. It is measured anew at each attempt."""
ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Passphrase:
    """Opens and closes."""

    word: str


@dataclass(frozen=True, slots=True)
class PublicKey:
    """Closes only: whoever makes the backup cannot open it."""

    text: str
    """`age1…`"""


@dataclass(frozen=True, slots=True)
class PrivateKeys:
    """Open only."""

    texts: tuple[str, ...]
    """`AGE-SECRET-KEY-1…`"""


def new_key() -> tuple[str, str]:
    """Return a new key: its private and its public half."""
    key = x25519.Identity.generate()
    return str(key), str(key.to_public())


def write(content: Iterable[bytes], file: IO[bytes], lock: Passphrase | PublicKey) -> PrivateKeys:
    """Encrypt the content into the file. Return the key of this backup, with which it can be read back.

    What goes wrong while the content is made or written is raised as it is.
    """
    own = x25519.Identity.generate()
    recipients = [own.to_public()]
    if isinstance(lock, Passphrase):
        file.write(passphrase.encrypt(str(own).encode(), lock.word, armored=True))
    else:
        recipients.append(_recipient(lock.text))
    source, target = _Source(content), _Target(file)
    try:
        pyrage.encrypt_io(source, target, recipients)
    except (pyrage.EncryptError, OSError) as error:
        raise source.problem or target.problem or error from None
    return PrivateKeys((str(own),))


def check(lock: Passphrase | PublicKey) -> None:
    """Refuse a public key that is none, before any work is done."""
    if isinstance(lock, PublicKey):
        _recipient(lock.text)


def wants_passphrase(place: Path) -> bool:
    """Tell how the file was closed. Refuses what is no backup."""
    with place.open("rb") as file:
        start = file.read(len(ARMOUR_BEGINS))
    if start == ARMOUR_BEGINS:
        return True
    if start.startswith(PLAIN_AGE):
        return False
    raise Refusal("keeping.no_backup", file=str(place))


@contextmanager
def read(place: Path, key: Passphrase | PrivateKeys) -> Iterator[IO[bytes]]:
    """Give the content as a stream, decrypted as it is read. It must be read to its end.

    Refuses a wrong key, a file that was cut, and one in which a byte has changed.
    """
    with_passphrase = wants_passphrase(place)
    with place.open("rb") as file:
        if isinstance(key, Passphrase):
            key = PrivateKeys((_own_key(file, key.word, place),))
        elif with_passphrase:
            _armour(file, place)
        stream = _Decrypting(file, [_identity(text) for text in key.texts])
        try:
            with stream.reader:
                yield stream.reader
                while stream.reader.read(1 << 16):
                    pass
        except (tarfile.TarError, EOFError, zlib.error):
            stream.finish(place)
            raise Refusal("keeping.damaged", file=str(place)) from None
        except Refusal:
            stream.finish(place)
            raise
        stream.finish(place)


class _Decrypting:
    """A thread that decrypts into a pipe, of which the other end is `reader`."""

    def __init__(self, file: IO[bytes], identities: list[x25519.Identity]) -> None:
        out, into = os.pipe()
        self.reader = os.fdopen(out, "rb")
        self._problem: BaseException | None = None
        self._thread = threading.Thread(target=self._work, args=(file, into, identities), daemon=True)
        self._thread.start()

    def _work(self, file: IO[bytes], into: int, identities: list[x25519.Identity]) -> None:
        with suppress(BrokenPipeError), os.fdopen(into, "wb") as pipe:
            target = _Target(pipe)
            try:
                pyrage.decrypt_io(file, target, identities)
            except (pyrage.DecryptError, OSError) as problem:
                self._problem = None if isinstance(target.problem, BrokenPipeError) else problem

    def finish(self, place: Path) -> None:
        """Wait for the end. Refuses where the content could not be decrypted to its end, unless nobody wanted it."""
        self._thread.join()
        if isinstance(self._problem, pyrage.DecryptError):
            raise Refusal("keeping.wrong_key", file=str(place))
        if self._problem:
            raise Refusal("keeping.damaged", file=str(place))


class _Source:
    """What pyrage reads from: pieces of bytes, and what went wrong when they were made."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._rest = b""
        self.problem: BaseException | None = None

    def read(self, size: int) -> bytes:
        try:
            while not self._rest:
                self._rest = next(self._pieces)
        except StopIteration:
            return b""
        except BaseException as problem:
            self.problem = problem
            raise
        piece, self._rest = self._rest[:size], self._rest[size:]
        return piece


class _Target:
    """What pyrage writes to: a file, and what went wrong there."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.problem: BaseException | None = None

    def write(self, piece: bytes) -> int:
        try:
            return self._file.write(piece)
        except BaseException as problem:
            self.problem = problem
            raise

    def flush(self) -> None:
        with suppress(ValueError):
            self._file.flush()


def _own_key(file: IO[bytes], word: str, place: Path) -> str:
    armour = _armour(file, place)
    for _ in range(ATTEMPTS):
        try:
            return str(passphrase.decrypt(armour, word), "ascii")
        except (pyrage.DecryptError, UnicodeDecodeError) as error:
            if TOO_MUCH_WORK not in str(error):
                raise Refusal("keeping.wrong_passphrase", file=str(place)) from None
    raise Refusal("keeping.machine_busy", file=str(place))


def _armour(file: IO[bytes], place: Path) -> bytes:
    """Return the encrypted key that stands first, and leave the file where the content begins."""
    start = file.read(LONGEST_ARMOUR)
    end = start.find(ARMOUR_ENDS)
    if end < 0:
        raise Refusal("keeping.damaged", file=str(place))
    length = end + len(ARMOUR_ENDS)
    file.seek(length)
    return start[:length]


def _recipient(text: str) -> x25519.Recipient:
    try:
        return x25519.Recipient.from_str(text.strip())
    except pyrage.RecipientError:
        raise Refusal("keeping.no_public_key", key=text) from None


def _identity(text: str) -> x25519.Identity:
    try:
        return x25519.Identity.from_str(text.strip())
    except pyrage.IdentityError:
        raise Refusal("keeping.no_private_key") from None
