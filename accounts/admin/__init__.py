"""The admin site: our sign-in, the base of every model's admin, and the accounts of this installation."""

from accounts.admin import users

__all__ = ["users"]
