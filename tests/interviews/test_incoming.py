"""Where they ask: their questions, and the user's own answers taken over below them."""

import pytest
from django.test import Client

from accounts.models import User
from interviews.models import Interview, OwnAnswer
from tests.factories import NOW, make_interview
from tests.interviews.addresses import told, url

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def asked(alice: User) -> Interview:
    """A talk for which they asked."""
    return make_interview(alice, state="held", direction="incoming")


@pytest.fixture
def story(alice: User) -> OwnAnswer:
    """What Alice says of herself."""
    return alice.ownanswers.create(prompt="story_30s", text="I teach physics.", created_at=NOW)


@pytest.mark.parametrize("tab", ["wrap_up", "prepare"])
def test_their_questions_are_kept(alice_client: Client, asked: Interview, tab: str) -> None:
    data = {"their_questions": "How did you begin?", "tab": tab}
    response = alice_client.post(url("their_questions", asked.pk), data)
    asked.refresh_from_db()
    assert (response.headers["Location"], asked.their_questions) == (
        f"{url(tab, asked.pk)}#theirs",
        "How did you begin?",
    )
    assert "How did you begin?" in alice_client.get(url(tab, asked.pk)).content.decode()


@pytest.mark.parametrize("tab", ["wrap_up", "prepare"])
def test_an_answer_is_offered_and_taken_over(
    alice_client: Client, asked: Interview, story: OwnAnswer, tab: str
) -> None:
    page = alice_client.get(url(tab, asked.pk)).content.decode()
    assert f'name="insert" value="{story.pk}"' in page
    data = {"their_questions": "Who are you?", "tab": tab, "insert": story.pk}
    alice_client.post(url("their_questions", asked.pk), data)
    asked.refresh_from_db()
    assert asked.their_questions == "Who are you?\n\nI teach physics."


@pytest.mark.parametrize("tab", ["wrap_up", "prepare"])
def test_what_does_not_fit_comes_back(alice_client: Client, asked: Interview, story: OwnAnswer, tab: str) -> None:
    for data in ({"their_questions": "x" * 9_990, "insert": story.pk}, {"insert": "no"}, {"their_questions": "a\0"}):
        response = alice_client.post(url("their_questions", asked.pk), data | {"tab": tab})
        assert (response.status_code, bool(told(response)["theirs"].errors)) == (422, True)
    asked.refresh_from_db()
    assert asked.their_questions == ""


def test_a_strangers_answer_is_not_taken(bob: User, alice_client: Client, asked: Interview) -> None:
    theirs = bob.ownanswers.create(prompt="story_30s", text="Bob's", created_at=NOW)
    assert alice_client.post(url("their_questions", asked.pk), {"insert": theirs.pk}).status_code == 422


def test_where_i_ask_nothing_of_it_shows(alice_client: Client, held: Interview, story: OwnAnswer) -> None:
    pages = [alice_client.get(url(tab, held.pk)).content.decode() for tab in ("wrap_up", "prepare")]
    assert ["their-questions" in page for page in pages] == [False, False]
