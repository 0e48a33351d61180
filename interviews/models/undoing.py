"""What was removed and can be put back."""

from django.db import models

from accounts.ownership import Owned
from interviews.models.talks import Interview
from interviews.querysets import RemovalQuerySet


class Removal(Owned):
    """One row that was removed, as it was (`columns`, each as text); kept for a day, so that each toast's Undo finds
    its own.

    `kind` is the name of its model, `interview` the talk that it belonged to, if to any.
    """

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=20)
    columns = models.JSONField(editable=False)
    created_at = models.DateTimeField(editable=False, db_index=True)

    objects = RemovalQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.kind} removed"
