"""Outreach in the admin."""

from outreach.admin import letters, mails

__all__ = ["letters", "mails"]
