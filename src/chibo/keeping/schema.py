"""What the tables of an export mean, read from the models themselves: sentences, types, references, classes."""

from __future__ import annotations

import ast
import inspect
import textwrap
from typing import Any

from django.db import models

from chibo.audit.portable import LOCAL

_KINDS: tuple[tuple[type[models.Field[Any, Any]], str], ...] = (
    (models.UUIDField, "uuid"),
    (models.DateTimeField, "moment"),
    (models.DateField, "day"),
    (models.TimeField, "time"),
    (models.BooleanField, "yes or no"),
    (models.IntegerField, "whole number"),
    (models.JSONField, "json"),
)
USER = "accounts.User"


def columns(model: type[models.Model], without: frozenset[str] = frozenset()) -> list[models.Field[Any, Any]]:
    """Return the columns that travel: not those of this installation only, no counted ids, no users."""
    return [field for field in model._meta.concrete_fields if _travels(field) and field.attname not in without]


def several(model: type[models.Model]) -> list[models.ManyToManyField[Any, Any]]:
    """Return the columns that name several rows."""
    return list(model._meta.many_to_many)


def described(model: type[models.Model]) -> dict[str, Any]:
    """Return the schema of one table."""
    sentences = _sentences(model)
    classes: dict[str, str] = getattr(model, "COLUMN_CLASS", {})
    found = {}
    for field in [*columns(model), *several(model)]:
        name = field.attname if field.concrete and not field.many_to_many else field.name
        found[name] = {
            "type": _kind(field),
            "may_be_null": field.null,
            "refers_to": refers_to(field),
            "class": classes.get(field.name, classes.get(name, "basic")),
            "says": sentences.get(field.name, ""),
        }
    return {"says": inspect.cleandoc(model.__doc__ or ""), "columns": found}


def _travels(field: models.Field[Any, Any]) -> bool:
    return not isinstance(field, models.AutoField) and field.name not in LOCAL and refers_to(field) != USER


def refers_to(field: Any) -> str | None:
    """Return the table that the column leads to; None for a plain column."""
    return str(field.related_model._meta.label) if field.is_relation else None


def _kind(field: models.Field[Any, Any]) -> str:
    if field.many_to_many:
        return "list of uuid"
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return next((name for kind, name in _KINDS if isinstance(field, kind)), "text")


def _sentences(model: type[models.Model]) -> dict[str, str]:
    """Return the sentence that stands below each attribute in the source, of the model and what it extends."""
    found: dict[str, str] = {}
    for owner in reversed(model.__mro__):
        if not issubclass(owner, models.Model) or owner is models.Model:
            continue
        body = ast.parse(textwrap.dedent(inspect.getsource(owner))).body[0]
        assert isinstance(body, ast.ClassDef)
        for statement, after in zip(body.body, body.body[1:], strict=False):
            match statement, after:
                case ast.Assign(targets=[ast.Name(id=name)]), ast.Expr(value=ast.Constant(value=str(text))):
                    found[name] = inspect.cleandoc(text)
    return found
