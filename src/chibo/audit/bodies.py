"""The canonical bytes (RFC 8785) of what is sealed, and the salted hashes that stand in them for values."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import rfc8785
from django.db import models

from chibo.audit.models import Entry, EntryValue, Look
from chibo.kernel.months import Month

BODY_VERSION = 1


def entry_body(entry: Entry, details: Mapping[str, Any], changed: Mapping[str, str]) -> bytes:
    """Return what is sealed of an entry: all its columns, plain details, and of changed fields only the hashes."""
    return rfc8785.dumps(
        {
            "v": BODY_VERSION,
            "id": str(entry.pk),
            "command": str(entry.command_id),
            "action": entry.action,
            "actor": [entry.actor_user_id, plain(entry.actor_person_id), entry.actor_name],
            "acted_for": plain(entry.acted_for_id),
            "object": [entry.object_type, entry.object_id],
            "unit": [plain(entry.unit_id), entry.unit_path],
            "happened_at": _moment(entry.happened_at),
            "recorded_at": _moment(entry.recorded_at),
            "details": dict(details),
            "changed": dict(changed),
        }
    )


def look_body(look: Look) -> bytes:
    """Return what is sealed of a look: all its columns."""
    return rfc8785.dumps(
        {
            "v": BODY_VERSION,
            "id": str(look.pk),
            "actor": [look.actor_user_id, plain(look.actor_person_id), look.actor_name],
            "person": plain(look.person_id),
            "part": look.part,
            "object": look.object_id,
            "purpose": look.purpose,
            "details": look.details,
            "unit": plain(look.unit_id),
            "looked_at": _moment(look.looked_at),
        }
    )


def digest(value: EntryValue) -> str:
    """Return the salted hash by which the entry knows the value before and after."""
    content = rfc8785.dumps([value.before, value.after])
    return hashlib.sha256(bytes(value.salt) + content).hexdigest()


def plain(value: Any) -> Any:
    """Return the value as JSON knows it; larger things by their key."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, datetime):
        return value.isoformat(timespec="microseconds")
    if isinstance(value, date | UUID | Month):
        return str(value)
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, Iterable):
        return [plain(item) for item in value]
    return str(value)


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
