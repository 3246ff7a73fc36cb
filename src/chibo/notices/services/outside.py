"""Servers of others: push services of browsers, and the gateways that the operator has named."""

import base64
import json
from functools import cache
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.conf import settings

from chibo.audit.services import no_entry
from chibo.notices import rules
from chibo.notices.models import Device

TIMEOUT_SECONDS = 10
KEPT_SECONDS = 24 * 3600
"""How long a push service keeps a message for a phone that is off."""
GONE = (404, 410)
_P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


class Gone(Exception):
    """The push service knows this device no more: notices were switched off there."""


class NotTaken(Exception):
    """A server of others answered, and did not take the message."""


def push(device: Device, text: str, mark: str) -> None:
    """Ask a device's push service to bring a sentence, sealed for that browser alone.

    Raises Gone where the device is no more, NotTaken for any other answer but yes.
    """
    import requests
    from webpush import WebPush, WebPushSubscription

    where = urlsplit(device.endpoint)
    if not rules.may_push_to(where.hostname or "", where.scheme, settings.PUSH_HOSTS):
        raise Gone
    private, public = _keys(settings.SECRET_KEY)
    sealer = WebPush(private, public, subscriber=settings.DEFAULT_FROM_EMAIL, ttl=KEPT_SECONDS)
    content = json.dumps({"text": text, "tag": mark}, ensure_ascii=False)
    subscription = WebPushSubscription.model_validate(
        {"endpoint": device.endpoint, "keys": {"auth": device.auth, "p256dh": device.key}}
    )
    sealed = sealer.get(content, subscription)
    answer = requests.post(
        device.endpoint,
        data=sealed.encrypted,
        headers=dict(sealed.headers),
        timeout=TIMEOUT_SECONDS,
        allow_redirects=False,
    )
    if answer.status_code in GONE:
        raise Gone
    if not 200 <= answer.status_code < 300:
        raise NotTaken(f"{where.hostname} answered {answer.status_code}")


def through_gateway(address: str, text: str) -> None:
    """Send a sentence through a service named by its address (`docs/how-to/reaching.md`). Raises NotTaken.

    The address is never said: it holds the operator's password and the member's number.
    """
    from apprise import Apprise

    service = Apprise()
    if not service.add(address):
        raise NotTaken("the address of the service cannot be read")
    if not service.notify(body=text):
        raise NotTaken("the service did not take it")


@no_entry("Reads a key.")
def public_key() -> str:
    """Return what a browser needs to know of this installation before it lets it push."""
    public = _private_key(settings.SECRET_KEY).public_key()
    point = public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


def _keys(secret: str) -> tuple[bytes, bytes]:
    key = _private_key(secret)
    return (
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
        key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
    )


@cache
def _private_key(secret: str) -> ec.EllipticCurvePrivateKey:
    """Return the key that signs what is pushed, drawn from the key of the installation.

    So it is backed up and kept with that one, all servers of an installation have the same, and no file of its own can
    be lost, which would end every device's subscription.
    """
    seed = HKDF(hashes.SHA256(), 48, salt=None, info=b"chibo web push").derive(secret.encode())
    return ec.derive_private_key(int.from_bytes(seed) % (_P256_ORDER - 1) + 1, ec.SECP256R1())
