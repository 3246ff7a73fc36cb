"""The local certificate authority: made once in the data folder, it certifies this machine's local addresses only.

Its key may be worth stealing, since phones trust it. So the certificate itself limits it to local networks: even with
the key nobody can pretend to be a site of the internet. It is not in backups; lost, it is made anew.
"""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from chibo.kernel import clock
from chibo.web.room.addresses import PRIVATE

AUTHORITY_LIVES = timedelta(days=5 * 365)
CERTIFICATE_LIVES = timedelta(days=30)
"""Made anew at every start."""
RENEWED_BEFORE = timedelta(days=60)
"""An authority that ends sooner is replaced, so that no meeting meets its last day."""
EARLIER = timedelta(days=1)
"""Clocks of phones may be slow."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Files of a certificate (with its chain) and its private key, in PEM."""

    certificate: Path
    key: Path


@dataclass(frozen=True, slots=True)
class Authority:
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate, as phones show it: pairs of capital letters and digits with colons."""
        return self.certificate.fingerprint(hashes.SHA256()).hex(":").upper()

    @property
    def as_file(self) -> bytes:
        """The certificate in DER, which every phone takes."""
        return self.certificate.public_bytes(serialization.Encoding.DER)


def authority(folder: Path) -> Authority:
    """Return the authority of this installation; make it where there is none, or where it soon ends."""
    pair = Pair(folder / "authority.pem", folder / "authority.key")
    if pair.certificate.exists() and pair.key.exists():
        certificate = x509.load_pem_x509_certificate(pair.certificate.read_bytes())
        key = serialization.load_pem_private_key(pair.key.read_bytes(), password=None)
        if (
            isinstance(key, ec.EllipticCurvePrivateKey)
            and certificate.not_valid_after_utc > clock.now() + RENEWED_BEFORE
        ):
            return Authority(certificate, key)
    made = _new_authority(clock.now())
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write(pair.key, _pem(made.key))
    _write(pair.certificate, made.certificate.public_bytes(serialization.Encoding.PEM))
    return made


def certify(signer: Authority, folder: Path, addresses: list[str], names: list[str]) -> Pair:
    """Write a certificate for these addresses and names, signed by the authority."""
    key = ec.generate_private_key(ec.SECP256R1())
    now = clock.now()
    known = [x509.IPAddress(ipaddress.ip_address(text)) for text in addresses]
    certificate = (
        _builder(_name("Chibo"), signer.certificate.subject, now, CERTIFICATE_LIVES)
        .public_key(key.public_key())
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([*known, *(x509.DNSName(name) for name in names)]), critical=False)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(_usage(signs=False), critical=True)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.key.public_key()), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(signer.key, hashes.SHA256())
    )
    pair = Pair(folder / "server.pem", folder / "server.key")
    _write(pair.key, _pem(key))
    _write(pair.certificate, certificate.public_bytes(serialization.Encoding.PEM))
    return pair


def _new_authority(now: datetime) -> Authority:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name(f"Chibo {now:%Y-%m-%d}")
    allowed = [x509.IPAddress(network) for network in PRIVATE]
    certificate = (
        _builder(name, name, now, AUTHORITY_LIVES)
        .public_key(key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(
            x509.NameConstraints([*allowed, x509.DNSName("local"), x509.DNSName("localhost")], None), critical=True
        )
        .add_extension(_usage(signs=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return Authority(certificate, key)


def _builder(subject: x509.Name, issuer: x509.Name, now: datetime, lives: timedelta) -> x509.CertificateBuilder:
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer)
    builder = builder.serial_number(x509.random_serial_number())
    return builder.not_valid_before(now - EARLIER).not_valid_after(now + lives)


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs,
        key_cert_sign=signs,
        crl_sign=signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    kind = serialization.PrivateFormat.PKCS8
    return key.private_bytes(serialization.Encoding.PEM, kind, serialization.NoEncryption())


def _write(place: Path, content: bytes) -> None:
    """Write so that the owner alone can read it, and never half."""
    draft = place.with_name(place.name + ".part")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(place)
