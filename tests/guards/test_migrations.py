"""Migrations: complete, one line of history for each app, and each step can be taken back."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RemoveField, RenameField, RenameModel

OURS = ["accounts", "contacts", "interviews", "outreach"]
SQUASHED = [app for app in OURS if app != "accounts"]


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


@pytest.mark.parametrize("app", SQUASHED)
def test_a_new_database_takes_the_first_steps_of_an_app_at_once(loader, app):
    beginning = next(m for key, m in loader.disk_migrations.items() if key[0] == app and m.replaces)
    steps = sorted(key for key, m in loader.disk_migrations.items() if key[0] == app and not m.replaces)
    assert beginning.replaces == steps[: len(beginning.replaces)]


def test_the_steps_one_by_one_lead_to_the_same_models():
    loader = MigrationLoader(None, replace_migrations=False)
    squashed = [m for m in loader.disk_migrations.values() if m.replaces and m.app_label in OURS]
    for m in squashed:
        loader.graph.remove_replacement_node((m.app_label, m.name), m.replaces)
    by_steps = loader.graph.make_state(nodes=loader.graph.leaf_nodes(), real_apps=loader.unmigrated_apps)
    at_once = MigrationLoader(None).project_state()
    assert MigrationAutodetector(by_steps, at_once).changes(loader.graph) == {}
