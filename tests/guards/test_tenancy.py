"""Whose row it is: every table has an owner, and Postgres itself refuses to join two owners' rows."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from accounts.ownership import Owned
from tests.factories import make_contact, make_interview

OURS = ["accounts", "contacts", "interviews", "outreach"]
# The user, their rights, and the pulse of the scan, which holds no user's data.
NOBODYS = {"accounts.User", "accounts.User_groups", "accounts.User_user_permissions", "outreach.Heartbeat"}


def our_models() -> list[type[models.Model]]:
    """Every model of the apps, through models included."""
    return [model for label in OURS for model in apps.get_app_config(label).get_models(include_auto_created=True)]


def tenant_links() -> list[tuple[str, str | None, str]]:
    """(table, column, target table) of every foreign key from one tenant table to another."""
    return [
        (model._meta.db_table, field.column, target._meta.db_table)
        for model in our_models()
        for field in model._meta.concrete_fields
        if (target := field.related_model) and issubclass(target, Owned)
    ]


@pytest.mark.parametrize("model", our_models(), ids=lambda m: m._meta.label)
def test_every_table_has_an_owner(model):
    if model._meta.label in NOBODYS:
        assert "owner" not in {field.name for field in model._meta.fields}
    else:
        assert issubclass(model, Owned)
        assert not model._meta.get_field("owner").null


def test_there_are_links_to_hold():
    assert len(tenant_links()) >= 15


@pytest.mark.parametrize(("table", "column", "target"), tenant_links(), ids=lambda part: part)
def test_postgres_ties_each_link_to_one_owner(db, table, column, target):
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT array_agg(here.attname ORDER BY place), array_agg(there.attname ORDER BY place)
            FROM pg_constraint, unnest(conkey, confkey) WITH ORDINALITY AS pair (here_no, there_no, place)
            JOIN pg_attribute here ON here.attnum = here_no JOIN pg_attribute there ON there.attnum = there_no
            WHERE contype = 'f' AND convalidated AND conrelid = %s::regclass AND confrelid = %s::regclass
              AND here.attrelid = conrelid AND there.attrelid = confrelid
            GROUP BY pg_constraint.oid
            """,
            [table, target],
        )
        keys = [(here, there) for here, there in cursor.fetchall() if column in here]
    assert ([column, "owner_id"], ["id", "owner_id"]) in keys
    if table.startswith("contacts_"):  # imports write these by the thousand, and each key is checked for each row
        assert len(keys) == 1


def test_postgres_refuses_a_link_to_a_strangers_row(db, alice, bob):
    theirs = make_contact(bob)
    mine = make_contact(alice)
    with pytest.raises(IntegrityError, match="same_owner"), transaction.atomic():
        type(mine).objects.filter(pk=mine.pk).update(introducer=theirs)
        connection.check_constraints()


def test_postgres_refuses_to_hand_over_a_row_that_others_point_at(db, alice, bob):
    interview = make_interview(alice)
    with pytest.raises(IntegrityError, match="same_owner"), transaction.atomic():
        type(interview).objects.filter(pk=interview.pk).update(owner=bob)
        connection.check_constraints()
