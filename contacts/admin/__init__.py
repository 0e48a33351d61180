"""Contacts in the admin."""

from contacts.admin import acquaintances, duplicates, imports, lists, organizations, people, reach, tags, timeline

__all__ = ["acquaintances", "duplicates", "imports", "lists", "organizations", "people", "reach", "tags", "timeline"]
