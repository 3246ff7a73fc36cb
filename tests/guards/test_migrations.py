"""The migrations say what the models say."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState
from django.utils import translation

from tests.guards.source import none


def missing(present: ProjectState) -> list[str]:
    loader = MigrationLoader(None)
    changes = MigrationAutodetector(loader.project_state(), present).changes(graph=loader.graph)
    return [
        f"{room}: {operation.describe()}: run `makemigrations {room}`"
        for room, migrations in changes.items()
        if apps.get_app_config(room).name.startswith("chibo.")
        for migration in migrations
        for operation in migration.operations
    ]


@pytest.fixture
def present() -> Iterator[ProjectState]:
    """What the models say now, with their names untranslated, as `makemigrations` sees them."""
    with translation.override(None):
        yield ProjectState.from_apps(apps)


def test_no_migration_is_missing(present: ProjectState) -> None:
    none(missing(present))


def test_the_guard_sees_a_new_table(present: ProjectState) -> None:
    present.add_model(ModelState("audit", "Forgotten", [("id", models.BigAutoField(primary_key=True))]))
    assert missing(present) == ["audit: Create model Forgotten: run `makemigrations audit`"]
