"""Career paths and properties are put aside, not deleted: what they say of people is kept, and they can come back."""

from datetime import datetime

from contacts.models import CareerPath, CustomProperty


def put_aside(one: CareerPath | CustomProperty, *, now: datetime) -> None:
    """Take it off forms and filters; twice changes nothing."""
    one.archived_at = one.archived_at or now
    one.save(update_fields=["archived_at"])


def take_back(one: CareerPath | CustomProperty) -> None:
    """Show it again."""
    one.archived_at = None
    one.save(update_fields=["archived_at"])
