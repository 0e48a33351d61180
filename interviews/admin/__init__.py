"""Interviews in the admin."""

from interviews.admin import interviews, parts

__all__ = ["interviews", "parts"]
