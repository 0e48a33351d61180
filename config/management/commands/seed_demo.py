"""`manage.py seed_demo`: a demo user with a lively account, made once."""

import os
import secrets
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from config.demo.people import ABOUT_ME
from config.demo.telling import tell_story

EMAIL = "demo@example.com"
LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class Command(BaseCommand):
    """Makes the demo user and their rows; does nothing when that user is there."""

    help = "Make the demo user demo@example.com; the password is RAPPORT_DEMO_PASSWORD, or a new one that is printed."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make and fill the account in one transaction, so that it is there whole or not at all."""
        if User.objects.filter(email=EMAIL).exists():
            return
        given = os.environ.get("RAPPORT_DEMO_PASSWORD")
        password = given or secrets.token_urlsafe(9)
        with transaction.atomic():
            tell_story(make_user(password), now=timezone.now())
        said = "password from RAPPORT_DEMO_PASSWORD" if given else f"password {password}"
        self.stdout.write(f"demo user: {EMAIL}, {said}")


def make_user(password: str) -> User:
    """The demo user, with a verified address; in the embedded default on loopback also staff.

    Elsewhere a well-known account must not open the admin site.
    """
    at_home = settings.EMBEDDED_POSTGRES and settings.HOST in LOOPBACK and not settings.PRODUCTION
    user = User.objects.create_user(
        EMAIL,
        password,
        name="Amara Lindgren",
        time_zone="Europe/Stockholm",
        region="SE",
        about_me=ABOUT_ME,
        weekly_aim=3,
        is_staff=at_home,
        is_superuser=at_home,
    )
    EmailAddress.objects.create(user=user, email=EMAIL, verified=True, primary=True)
    return user
