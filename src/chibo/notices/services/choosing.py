"""How one wants to be told: on which ways, at which hours, on which devices."""

import base64
import binascii
from collections.abc import Collection
from datetime import time
from urllib.parse import urlsplit

from django.conf import settings

from chibo.access import Actor, Denied, Place
from chibo.accounts.rules import browser_of, system_of
from chibo.audit.services import command, record
from chibo.kernel import clock
from chibo.kernel.errors import Missing, Refusal
from chibo.kernel.text import tidy
from chibo.notices import selectors
from chibo.notices.models import Device, Wish
from chibo.notices.phrases import TOPICS
from chibo.notices.rules import is_plain, may_push_to
from chibo.notices.states import Channel

MOST_DEVICES = 10
KEY_BYTES, AUTH_BYTES = 65, 16
"""Of a browser's key and secret, by RFC 8291."""


@command("notices.wish.choose")
def choose(
    *,
    actor: Actor,
    silenced: Collection[str] = (),
    at_once: bool = False,
    quiet: tuple[time, time] | None = None,
    gathered_at: time | None = None,
    sms_to: str = "",
    chat_to: str = "",
) -> Wish:
    """Keep how the actor wants to be told from now on. `silenced` are `topic:channel` pairs; None for the times means
    as the installation has it. What waits already goes out as it was planned. Refuses a pair that there is not, and a
    number that would change the address of the gateway.
    """
    if actor.user_id is None:
        raise Denied("notices.wish.choose")
    known = {f"{topic}:{channel}" for topic in TOPICS for channel in Channel}
    if not set(silenced) <= known:
        raise Refusal("notices.topic_unknown")
    if not (is_plain(sms_to.strip()) and is_plain(chat_to.strip())):
        raise Refusal("notices.address_shape")
    wish = selectors.own_wish(actor)
    wish.at_once, wish.silenced, wish.gathered_at = at_once, sorted(set(silenced)), gathered_at
    wish.quiet_from, wish.quiet_until = quiet or (None, None)
    wish.sms_to, wish.chat_to = tidy(sms_to), tidy(chat_to)
    wish.save()
    record(actor, wish, Place(), details={"silenced": len(wish.silenced), "at_once": at_once})
    return wish


@command("notices.device.add")
def add_device(*, actor: Actor, endpoint: str, key: str, auth: str, user_agent: str = "") -> Device:
    """Send notices to this browser too. Refuses where pushing is off, a push service that the operator does not know,
    keys that are none, and more than `MOST_DEVICES`. A browser that somebody else used before is the actor's now.
    """
    if actor.user_id is None:
        raise Denied("notices.device.add")
    if not settings.SENDS_PUSH:
        raise Refusal("notices.push_off")
    where = urlsplit(endpoint)
    if not may_push_to(where.hostname or "", where.scheme, settings.PUSH_HOSTS) or len(endpoint) > 600:
        raise Refusal("notices.device_unknown")
    if (_size(key), _size(auth)) != (KEY_BYTES, AUTH_BYTES):
        raise Refusal("notices.device_unreadable")
    if selectors.devices_of(actor).exclude(endpoint=endpoint).count() >= MOST_DEVICES:
        raise Refusal("notices.too_many_devices", count=MOST_DEVICES)
    names = {"browser": browser_of(user_agent), "system": system_of(user_agent), "added_at": clock.now()}
    device, _is_new = Device.objects.update_or_create(
        endpoint=endpoint, defaults={"user_id": actor.user_id, "key": key, "auth": auth, **names}
    )
    record(actor, device, Place())
    return device


@command("notices.device.drop")
def drop_device(*, actor: Actor, device_id: int) -> None:
    """Send nothing to one of the actor's devices any more. Raises Missing for another's."""
    device = selectors.devices_of(actor).filter(pk=device_id).first()
    if device is None:
        raise Missing("device")
    record(actor, device, Place())
    device.delete()


def _size(text: str) -> int:
    try:
        return len(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (binascii.Error, ValueError):
        return 0
