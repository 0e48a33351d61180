"""The user's own mail account, through which letters may be sent from here."""

from django.conf import settings
from django.db import models

from accounts.ownership import Owned


class MailAccount(Owned):
    """Where and how a user's letters are handed over; the password is kept encrypted (MultiFernet)."""

    class Security(models.TextChoices):
        """How the line is encrypted; an open one is not offered."""

        TLS = "tls", "TLS (port 465)"
        STARTTLS = "starttls", "STARTTLS (port 587)"

    owner = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_account", editable=False
    )
    from_name = models.CharField("name", max_length=150, blank=True)
    from_addr = models.EmailField("e-mail")
    host = models.CharField("server", max_length=253)
    port = models.PositiveIntegerField(default=587)
    security = models.CharField(max_length=8, choices=Security, default=Security.STARTTLS)
    username = models.CharField(max_length=254)
    secret = models.TextField(editable=False)
    tested_at = models.DateTimeField("test went well", null=True, blank=True, editable=False)
    failures = models.PositiveSmallIntegerField("sign-ins refused in a row", default=0, editable=False)
    paused_at = models.DateTimeField(null=True, blank=True, editable=False)  # after three refused sign-ins
    last_error = models.CharField(max_length=300, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.from_addr

    @property
    def is_ready(self) -> bool:
        """Whether letters may leave through it: a test went well, and no sign-in was refused three times since."""
        return self.tested_at is not None and self.paused_at is None
