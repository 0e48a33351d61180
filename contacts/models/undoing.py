"""What Undo needs to put one change on a person's page back."""

from django.db import models

from accounts.ownership import Owned
from contacts.models.people import Contact
from contacts.querysets.undoing import UndoQuerySet


class Undo(Owned):
    """One change on a person's page: the rows as they were before (`before`); kept for a day."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    before = models.JSONField(editable=False)
    created_at = models.DateTimeField(editable=False, db_index=True)

    objects = UndoQuerySet.as_manager()

    def __str__(self) -> str:
        return f"undo {self.pk}"
