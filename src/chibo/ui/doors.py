"""Doors: how a lower page shows what a higher room knows, without importing it.

A room registers its doors in `apps.py`; the page of the lower room renders each as a plain link that htmx
also loads in place: `{% doors "members.person" person.pk %}`.
"""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from chibo.access import Actor, holds_anywhere
from chibo.ui.shapes import Words


@dataclass(frozen=True, slots=True)
class Door:
    """One link on a place. The view behind it takes the place's arguments and asks for its own permission."""

    place: str
    """Room and thing of the page that shows it: `members.person`."""
    label: Words
    url_name: str
    action: str = ""
    """Shown only to whoever holds it anywhere; empty for everybody who sees the page."""
    order: int = 100
    in_place: bool = True
    """False for a plain link, where the view behind it is a page of its own and has no part to load."""


@dataclass(frozen=True, slots=True)
class OpenDoor:
    """A door with the address it leads to from this page."""

    label: Words
    url: str
    in_place: bool = True


_doors: dict[tuple[str, str], Door] = {}


def register(*doors: Door) -> None:
    """Add doors. The same door twice is one door, so that an app may become ready twice in tests."""
    for door in doors:
        _doors[door.place, door.url_name] = door


def open_doors(place: str, actor: Actor, *args: object) -> list[OpenDoor]:
    """Return the doors of a place that the actor may see, in their order. Costs no query."""
    here = sorted((door for door in _doors.values() if door.place == place), key=lambda door: door.order)
    return [
        OpenDoor(door.label, reverse(door.url_name, args=args), door.in_place)
        for door in here
        if not door.action or holds_anywhere(actor, door.action)
    ]


def broken() -> list[str]:
    """Return the doors whose address does not exist, for the guard. A door must take one argument or none."""
    return [f"{door.place}: {door.url_name}" for door in _doors.values() if not _leads_somewhere(door)]


def _leads_somewhere(door: Door) -> bool:
    for args in ((), (1,), ("0" * 32,), ("00000000-0000-7000-8000-000000000000",)):
        try:
            reverse(door.url_name, args=args)
        except NoReverseMatch:
            continue
        return True
    return False
