"""What the page tests of interviews share: one person, one interview."""

import pytest

from accounts.models import User
from contacts.models import Contact
from interviews.models import Criterion, Interview
from tests.factories import make_contact, make_interview


@pytest.fixture
def grace(alice: User) -> Contact:
    """Whom Alice talks with."""
    return make_contact(alice, "Grace Mbeki", given_name="Grace", time_zone="America/New_York")


@pytest.fixture
def scheduled(alice: User, grace: Contact) -> Interview:
    """One that is set for tomorrow."""
    return make_interview(alice, [grace], state="scheduled", purpose="A week at work")


@pytest.fixture
def held(alice: User, grace: Contact) -> Interview:
    """One that ended three hours ago."""
    return make_interview(alice, [grace], state="held")


@pytest.fixture
def criteria(alice: User) -> list[Criterion]:
    """Three, which weigh 100."""
    said = {"Pay": 20, "Place": 50, "Hours": 30}
    return [alice.criteria.create(name=name, weight=weight, kind="money") for name, weight in said.items()]
