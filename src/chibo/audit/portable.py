"""How rooms hand their rows out: tables in the order of reading, each as far as its reader may see it.

A room's `portable.tables(reach)` yields them. `reach(action)` is the units of the asked subtree at which the reader may
do the action, so that an export never shows more than the pages do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.models import QuerySet

Reach = Callable[[str], Any]
"""Action to the units (a query of their ids) at which the reader may do it."""

_MADE_HERE = {"path", "node_no", "search", "sort_name", "import_run", "draft_key"}
_ADDRESSES = {"origin_url", "source_url", "outcome_url", "door_url", "meeting_url"}
LOCAL = frozenset(_MADE_HERE | _ADDRESSES)
"""Columns that mean something on this installation only, or are made anew from others. They never travel; nor do the
ids of users."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Rows of one table. A table may come in several parts that share no row."""

    rows: QuerySet[Any]
    without: frozenset[str] = frozenset()
    """Columns that this reader may not see of these rows."""
