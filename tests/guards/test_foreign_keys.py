"""Foreign keys between rooms point down, hide their reverse and protect what they point at."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.db import models

from tests.guards.source import none, order


@dataclass(frozen=True)
class Link:
    """A relation from a model of one room to a model of another."""

    name: str
    room: str
    other: str
    hides_reverse: bool = True
    protects: bool = True


def faults(links: Iterable[Link]) -> list[str]:
    found = []
    for link in links:
        if order()[link.room] <= order()[link.other]:
            found.append(f"{link.name} points up to {link.other}: keep it there, or store a door")
        if not link.hides_reverse:
            found.append(f'{link.name} lets {link.other} see {link.room}: set related_name="+"')
        if not link.protects:
            found.append(f"{link.name} can delete across rooms: set on_delete=models.PROTECT")
    return found


def links() -> Iterable[Link]:
    for model in apps.get_models():
        for field in model._meta.get_fields():
            target = field.related_model
            if field.auto_created or not isinstance(target, type) or not model.__module__.startswith("chibo."):
                continue
            room, other = model._meta.app_label, target._meta.app_label
            if room != other and target.__module__.startswith("chibo."):
                on_delete = getattr(field.remote_field, "on_delete", models.PROTECT)
                yield Link(str(field), room, other, field.remote_field.hidden, on_delete is models.PROTECT)


def test_foreign_keys_go_down_and_hide_their_reverse() -> None:
    found = list(links())
    assert found, "the guard sees no foreign key at all"
    none(faults(found))


def test_the_guard_sees_each_fault() -> None:
    none(faults([Link("tasks.Task.unit", "tasks", "organisations")]))
    assert "points up" in faults([Link("organisations.Unit.task", "organisations", "tasks")])[0]
    assert "related_name" in faults([Link("tasks.Task.unit", "tasks", "organisations", hides_reverse=False)])[0]
    assert "PROTECT" in faults([Link("tasks.Task.unit", "tasks", "organisations", protects=False)])[0]
