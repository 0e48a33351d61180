"""Contacts in the admin."""

from contacts.admin import lists, organizations, people, reach, tags, timeline

__all__ = ["lists", "organizations", "people", "reach", "tags", "timeline"]
