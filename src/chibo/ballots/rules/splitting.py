"""The key of a box in three parts, any two of which open it, each sealed to a code that only its keeper has.

The code is digits: they type alike on every keyboard, while a Vietnamese one turns some letters into others. The server
keeps a public key that follows from the code, never the code: it can seal a part to it and cannot open that part again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from secrets import token_bytes
from typing import TYPE_CHECKING

from Crypto.Protocol.SecretSharing import Shamir
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from chibo.ballots.rules.sealing import CURVE, SUITE
from chibo.kernel.errors import Refusal

if TYPE_CHECKING:
    from uuid import UUID

PARTS, ENOUGH = 3, 2
RANDOM_DIGITS = 31
"""Drawn by lot: 10**31 codes, more than 2**102. One more digit is worked out from them, to find slips of the pen."""
DIGITS = RANDOM_DIGITS + 1
GROUP = 4
SECRET_BYTES = 16
"""What is split: as much as the sharing takes. The private key is wrapped with it."""
NONCE_BYTES = 12
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""How many points the curve P-256 has."""


def new_code(below: Callable[[int], int]) -> str:
    """Return the digits of a new code. `below(n)` gives a random whole number under n, from a safe source."""
    drawn = str(below(10**RANDOM_DIGITS)).rjust(RANDOM_DIGITS, "0")
    return drawn + str(-_luhn(drawn + "0") % 10)


def shown_code(code: str) -> tuple[str, ...]:
    """Return the digits in groups, as they are copied and typed."""
    return tuple(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def typed_code(typed: str) -> str:
    """Return the digits of what was typed. Refuses what no code can be, such as one with a digit wrong.

    Spaces, dots and dashes do not count.
    """
    digits = "".join(letter for letter in typed if not letter.isspace() and letter not in ".-")
    if len(digits) != DIGITS or not (digits.isascii() and digits.isdigit()):
        raise Refusal("ballots.code_shape", digits=DIGITS)
    if _luhn(digits) % 10:
        raise Refusal("ballots.code_mistyped")
    return digits


def public_of(code: str, box_id: UUID, keeper_id: UUID) -> bytes:
    """Return the public key that follows from a code: of this box and this keeper alone."""
    point = _private_of(code, box_id, keeper_id).public_key()
    return point.public_bytes(form.Encoding.X962, form.PublicFormat.UncompressedPoint)


def split(secret: bytes) -> list[bytes]:
    """Return the three parts of a secret."""
    return [bytes([number]) + part for number, part in Shamir.split(ENOUGH, PARTS, secret)]


def joined(parts: Sequence[bytes]) -> bytes:
    """Return what two parts of one secret bring; of other parts, bytes that unwrap nothing."""
    return bytes(Shamir.combine([(part[0], part[1:]) for part in parts]))


def wrapped(private: bytes, secret: bytes, box_id: UUID) -> bytes:
    """Return the private key of a box, readable with the secret alone."""
    nonce = token_bytes(NONCE_BYTES)
    return nonce + AESGCM(_wrapping(secret, box_id)).encrypt(nonce, private, box_id.bytes)


def unwrapped(content: bytes, secret: bytes, box_id: UUID) -> bytes | None:
    """Return the private key; None where the secret is not the one it was wrapped with."""
    nonce, sealed = content[:NONCE_BYTES], content[NONCE_BYTES:]
    try:
        return AESGCM(_wrapping(secret, box_id)).decrypt(nonce, sealed, box_id.bytes)
    except InvalidTag:
        return None


def seal_part(part: bytes, public: bytes, box_id: UUID, keeper_id: UUID) -> bytes:
    """Seal a part to its keeper's public key."""
    key = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, public)
    return SUITE.encrypt(part, key, info=_bound_to(box_id, keeper_id))


def open_part(sealed: bytes, code: str, box_id: UUID, keeper_id: UUID) -> bytes | None:
    """Return the part that a code opens; None where it is not the keeper's code."""
    try:
        return SUITE.decrypt(sealed, _private_of(code, box_id, keeper_id), info=_bound_to(box_id, keeper_id))
    except InvalidTag:
        return None


def _private_of(code: str, box_id: UUID, keeper_id: UUID) -> ec.EllipticCurvePrivateKey:
    """Return the key of a code. The code is drawn from so many that no slow function has to guard it."""
    salt = box_id.bytes + keeper_id.bytes
    drawn = HKDF(hashes.SHA256(), length=48, salt=salt, info=b"chibo keeper of a key 1").derive(code.encode())
    return ec.derive_private_key(int.from_bytes(drawn, "big") % (_ORDER - 1) + 1, CURVE)


def _wrapping(secret: bytes, box_id: UUID) -> bytes:
    return HKDF(hashes.SHA256(), length=32, salt=box_id.bytes, info=b"chibo key of a box 1").derive(secret)


def _bound_to(box_id: UUID, keeper_id: UUID) -> bytes:
    return b"chibo part of a key 1" + box_id.bytes + keeper_id.bytes


def _luhn(digits: str) -> int:
    """Return the sum of Luhn (ISO/IEC 7812-1), as bank cards have it: a multiple of ten for a code typed right."""
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(number - 9 if number > 9 else number for number in doubled)
