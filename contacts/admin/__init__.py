"""Contacts in the admin."""

from contacts.admin import people, timeline

__all__ = ["people", "timeline"]
