"""What a token of the video room says: who, which room, until when.

Source: doc/tokens.md of jitsi/lib-jitsi-meet (iss, aud, sub, room, exp, context.user); token_affiliation of
jitsi-contrib/prosody-plugins (affiliation: an owner leads the room).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

HOLDS = timedelta(minutes=10)
"""From opening the page to being in the room; who is in stays in."""
SKEW = timedelta(minutes=1)
"""By how much the clock of the video server may be behind ours."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Who may enter the video room, under the name on the roll. `key` tells people apart and says nothing of them."""

    key: str
    name: str
    leads: bool
    """Chair or clerk: may mute and remove."""


@dataclass(frozen=True, slots=True)
class Server:
    """The video server as its operator set it up."""

    url: str
    app_id: str
    domain: str


def claims(server: Server, room: str, seat: Seat, now: datetime) -> dict[str, object]:
    """Return the claims of one person's token for one room. No mail address, no picture."""
    return {
        "iss": server.app_id,
        "aud": server.app_id,
        "sub": server.domain,
        "room": room,
        "nbf": int((now - SKEW).timestamp()),
        "exp": int((now + HOLDS).timestamp()),
        "context": {
            "user": {
                "id": seat.key,
                "name": seat.name,
                "affiliation": "owner" if seat.leads else "member",
                "moderator": "true" if seat.leads else "false",
            }
        },
    }
