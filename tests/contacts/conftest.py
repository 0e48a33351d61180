"""What several tests of contacts get: a browser that is let into the admin."""

import pytest
from django.test import Client

from accounts.models import User
from tests.accounts.admin_kit import make_staff


@pytest.fixture
def staff(alice: User, alice_client: Client) -> Client:
    """Alice, who may use the admin."""
    make_staff(alice)
    return alice_client
