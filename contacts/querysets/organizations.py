"""Every read of organizations."""

from typing import Self

from django.db import models


class OrganizationQuerySet(models.QuerySet):
    """Organizations; start at `user.organizations`."""

    def by_name(self) -> Self:
        """In the order of names, capitals and accents aside; the id settles ties."""
        return self.order_by("folded_name", "pk")
