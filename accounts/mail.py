"""Mail on a machine without an SMTP server: one .eml file a message in the data folder."""

from django.core.mail.backends.base import BaseEmailBackend


class EmailBackend(BaseEmailBackend):
    """Writes each message to settings.MAIL_FOLDER."""
