"""Pages of a long list by key: the next page starts after the last row seen, however long the list is.

Costs one query a page, the same for the first page and the thousandth; never an offset, never a count.
"""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

AFTER, BEFORE = "sau", "truoc"
SIZE = 50


@dataclass(frozen=True, slots=True)
class Page[Row]:
    """A page and the cursors to its neighbours; an empty cursor where there is none."""

    rows: Sequence[Row]
    before: str = ""
    after: str = ""

    @property
    def is_alone(self) -> bool:
        """True where everything stands on this page."""
        return not self.before and not self.after


def page_of[Row: Model](
    rows: QuerySet[Row], address: Mapping[str, str], *, by: str = "sort_key", size: int = SIZE
) -> Page[Row]:
    """Return the page that the address asks for (`?sau=` or `?truoc=`), ordered by (`by`, id).

    `by` is a field that is never null, with a minus for descending; an index on (field, id) makes it quick. A cursor
    that cannot be read shows the first page.
    """
    descending, field = by.startswith("-"), by.removeprefix("-")
    backwards = _read(address.get(BEFORE, ""))
    forwards = _read(address.get(AFTER, "")) if backwards is None else None
    downwards = descending != (backwards is not None)
    sign = "-" if downwards else ""
    ordered = rows.order_by(f"{sign}{field}", f"{sign}pk")
    cursor = backwards or forwards
    if cursor is not None:
        try:
            ordered = ordered.filter(_beyond(field, cursor, "lt" if downwards else "gt"))
        except (ValidationError, ValueError, TypeError):  # typed by hand: of another list, or of none
            return page_of(rows, {}, by=by, size=size)
    found = list(ordered[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards is not None:
        found.reverse()
        return Page(found, _cursor(found, 0, field) if more else "", _cursor(found, -1, field))
    return Page(
        found,
        _cursor(found, 0, field) if forwards is not None else "",
        _cursor(found, -1, field) if more else "",
    )


def _beyond(field: str, cursor: tuple[Any, Any], side: str) -> Q:
    key, pk = cursor
    return Q(**{f"{field}__{side}": key}) | Q(**{field: key, f"pk__{side}": pk})


def _cursor(found: Sequence[Any], index: int, field: str) -> str:
    if not found:
        return ""
    value: Any = found[index]
    for part in field.split("__"):
        value = getattr(value, part)
    plain = json.dumps([_plain(value), _plain(found[index].pk)], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _read(cursor: str) -> tuple[Any, Any] | None:
    if not cursor:
        return None
    try:
        key, pk = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, TypeError, binascii.Error):
        return None
    return (key, pk) if _is_plain(key) and _is_plain(pk) else None


def _is_plain(value: Any) -> bool:
    """Tell whether a database takes the value: no NUL in a text, no more than eight bytes in a number."""
    return (isinstance(value, str) and "\0" not in value) or (isinstance(value, int) and abs(value) < 2**63)
