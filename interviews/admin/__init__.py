"""Interviews in the admin."""

from interviews.admin import deciding, interviews, live, parts, preparing

__all__ = ["deciding", "interviews", "live", "parts", "preparing"]
