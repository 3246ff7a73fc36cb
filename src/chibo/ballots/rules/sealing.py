"""Sealing a ballot to the key of its box: HPKE (RFC 9180), done by `cryptography`.

P-256 since every browser's own cryptography knows it, also that of an old phone. The voter and the box are bound into
the seal: a ballot that was copied to another voter or into another box does not open.
"""

from dataclasses import dataclass
from typing import Self
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

SUITE = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
CURVE = ec.SECP256R1()
OVERHEAD = 65 + 16
"""Bytes that the seal adds: the key of this one message, and the tag."""
PRIVATE_BYTES = 32


@dataclass(frozen=True, slots=True)
class KeyPair:
    """The key of one box. `private` lies in a file, nowhere else."""

    public: bytes
    """A point in its long form, 65 bytes, as browsers take it."""
    private: bytes


def new_keys() -> KeyPair:
    """Make the key of a new box."""
    private = ec.generate_private_key(CURVE)
    public = private.public_key().public_bytes(form.Encoding.X962, form.PublicFormat.UncompressedPoint)
    return KeyPair(public, private.private_numbers().private_value.to_bytes(PRIVATE_BYTES, "big"))


def seal(content: bytes, public: bytes, box_id: UUID, voter_id: UUID) -> bytes:
    """Seal the bytes of a ballot, so that only the box's private key opens them."""
    key = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, public)
    return SUITE.encrypt(content, key, info=_bound_to(box_id, voter_id))


class Opener:
    """Opens ballots with the private key, which it holds in memory."""

    def __init__(self, key: ec.EllipticCurvePrivateKey) -> None:
        self._key = key

    @classmethod
    def of(cls, private: bytes, public: bytes) -> Self | None:
        """Return the opener for a private key; None where it is not the key of this box."""
        try:
            key = ec.derive_private_key(int.from_bytes(private, "big"), CURVE)
        except ValueError:
            return None
        own = key.public_key().public_bytes(form.Encoding.X962, form.PublicFormat.UncompressedPoint)
        return cls(key) if own == public else None

    def open(self, sealed: bytes, box_id: UUID, voter_id: UUID) -> bytes | None:
        """Return what was sealed for this box by this voter; None where the seal does not fit."""
        try:
            return SUITE.decrypt(sealed, self._key, info=_bound_to(box_id, voter_id))
        except InvalidTag:
            return None


def _bound_to(box_id: UUID, voter_id: UUID) -> bytes:
    return b"chibo ballot 1" + box_id.bytes + voter_id.bytes
