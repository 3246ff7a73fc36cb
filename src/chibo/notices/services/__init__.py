"""Telling users, sending what was told, and how each user wants to be told."""

from chibo.notices.services.choosing import add_device, choose, drop_device
from chibo.notices.services.delivering import deliver_due
from chibo.notices.services.outside import public_key
from chibo.notices.services.reading import mark_all_read, mark_read
from chibo.notices.services.telling import take_hours_from, tell, usual_hours

__all__ = [
    "add_device",
    "choose",
    "deliver_due",
    "drop_device",
    "mark_all_read",
    "mark_read",
    "public_key",
    "take_hours_from",
    "tell",
    "usual_hours",
]
