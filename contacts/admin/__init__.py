"""Contacts in the admin."""

from contacts.admin import duplicates, imports, lists, organizations, people, reach, tags, timeline

__all__ = ["duplicates", "imports", "lists", "organizations", "people", "reach", "tags", "timeline"]
