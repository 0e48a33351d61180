"""Interviews in the admin."""

from interviews.admin import interviews, live, parts, preparing

__all__ = ["interviews", "live", "parts", "preparing"]
