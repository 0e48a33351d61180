"""Migrations: complete, one line of history for each app, and each step can be taken back."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RemoveField, RenameField, RenameModel

OURS = ["accounts", "contacts", "interviews", "outreach"]


@pytest.fixture
def loader(db):
    return MigrationLoader(connection)


def test_models_and_migrations_agree(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("app", OURS)
def test_each_app_has_one_newest_migration(loader, app):
    assert len(loader.graph.leaf_nodes(app)) == 1


@pytest.mark.parametrize("app", OURS)
def test_each_step_can_be_taken_back(loader, app):
    steps = [(key, op) for key, m in loader.disk_migrations.items() if key[0] == app for op in m.operations]
    assert [(key, op) for key, op in steps if not op.reversible] == []


@pytest.mark.parametrize("app", OURS)
def test_the_former_release_can_run_on_the_new_schema(loader, app):
    steps = [(key, op) for key, m in loader.disk_migrations.items() if key[0] == app for op in m.operations]
    assert [(key, op) for key, op in steps if isinstance(op, RemoveField | RenameField | RenameModel)] == []
