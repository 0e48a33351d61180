"""Search: people of the user alone, as a page and as the palette's fragment, whatever is typed."""

import pytest

from tests.factories import make_contact

PALETTE = {"HX-Request": "true", "HX-Target": "palette-people"}


@pytest.fixture
def people(alice, bob):
    """Two people of Alice's and one of Bob's, of whom two share a word."""
    return [
        make_contact(alice, "Grace Mbeki", role="Designer"),
        make_contact(alice, "Tomás Rivera"),
        make_contact(bob, "Grace Stranger"),
    ]


def test_page_shows_only_my_people(alice_client, people):
    response = alice_client.get("/search/", {"q": "grace"})
    assert response.context["people"] == [people[0]]
    assert "<title>Search · Rapport</title>" in response.text
    assert "Grace Stranger" not in response.text


def test_palette_gets_options_without_a_frame(alice_client, people):
    response = alice_client.get("/search/", {"q": "mbe"}, headers=PALETTE)
    assert f'id="person-{people[0].pk}"' in response.text
    assert "<html" not in response.text
    assert response["Vary"].count("HX-Target") == 1


ODD_TERMS = ["", "   ", "zzz", "%", "x" * 8192, "a\0b", "'; --", "grace & ( | !", "\\", "name:*"]


@pytest.mark.parametrize("term", ODD_TERMS)
def test_any_term_is_answered(alice_client, people, term):
    page, options = (alice_client.get("/search/", {"q": term}, headers=headers) for headers in ({}, PALETTE))
    assert (page.status_code, page.context["people"]) == (200, [])
    assert (options.status_code, 'role="option"' in options.text) == (200, False)


def test_archived_people_are_not_found(alice_client, alice, now):
    make_contact(alice, "Noor Haddad", archived_at=now)
    assert alice_client.get("/search/", {"q": "noor"}).context["people"] == []


def test_the_page_says_when_there_are_more(alice_client, alice):
    for number in range(51):
        make_contact(alice, f"Wei Tanaka {number:02}")
    response = alice_client.get("/search/", {"q": "wei"})
    assert len(response.context["people"]) == 50
    assert "The first 50 are shown" in response.text


@pytest.mark.parametrize(("headers", "queries"), [({}, 4), (PALETTE, 3)])  # session, user, people; the page's badge
def test_as_many_queries_for_one_as_for_thirty(alice_client, alice, headers, queries, django_assert_num_queries):
    for more in (1, 29):
        for _ in range(more):
            make_contact(alice, "Grace Mbeki")
        with django_assert_num_queries(queries):
            alice_client.get("/search/", {"q": "grace"}, headers=headers)
