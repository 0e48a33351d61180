"""Whose row it is: the base of every tenant table, and the keys by which Postgres refuses to join two owners' rows."""

from django.conf import settings
from django.db import migrations, models
from django.db.models.expressions import Col
from django.db.models.lookups import Exact


def owned_as(plural: str, *, db_index: bool = True) -> models.ForeignKey:
    """The owner's column; `plural` is how a user's rows are called: `user.<plural>`.

    It needs no index of its own (`db_index`) where another one begins with it.
    """
    user = settings.AUTH_USER_MODEL
    return models.ForeignKey(user, on_delete=models.CASCADE, related_name=plural, editable=False, db_index=db_index)


class Owned(models.Model):
    """A row that belongs to one user; reads start at `user.<plural>`, never at the model."""

    owner = owned_as("%(class)ss")

    class Meta:
        abstract = True


def owner_key(model: str) -> models.UniqueConstraint:
    """The constraint that lets other tables point at (id, owner) of `model` (its lower-case name)."""
    return models.UniqueConstraint(fields=["id", "owner"], name=f"{model}_id_owner")


def same_owner(table: str, column: str, target: str) -> migrations.RunSQL:
    """A migration step: `table`.`column` and `target`.id must have the same owner (a null column passes).

    It holds all that Django's own key of the column does, which a field that many rows have leaves out, therefore
    (`db_constraint=False`).
    """
    name = f"{table.split('_', 1)[1]}_{column}_same_owner"
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({column}, owner_id)"
        f" REFERENCES {target} (id, owner_id) DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


def owner_of(rows: models.QuerySet) -> int:
    """The id of the owner to whom `rows` are narrowed, as all that start at `user.<plural>` are.

    Raises ValueError where they are not.
    """
    for child in rows.query.where.children:
        if isinstance(child, Exact) and isinstance(child.lhs, Col) and child.lhs.target.name == "owner":
            return int(child.rhs)
    raise ValueError("Whose rows these are is not said.")
