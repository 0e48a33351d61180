"""Search: people, organizations, interviews and notes of the user alone, as a page and as the palette's fragment."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from contacts.models import Organization
from contacts.querysets import timeline
from interviews.models import Takeaway
from tests.factories import NOW, make_contact, make_interview

PALETTE = {"HX-Request": "true", "HX-Target": "palette-found"}


def note(contact, body, **fields):
    """An entry on the timeline of `contact`."""
    entry = contact.owner.interactions.create(
        **{"kind": "note", "happened_at": NOW, "is_touch": False} | fields, body=body
    )
    entry.people.add(contact, through_defaults={"owner": contact.owner})
    return entry


@pytest.fixture
def people(alice, bob):
    """Two people of Alice's and one of Bob's, of whom two share a word."""
    return [
        make_contact(alice, "Grace Mbeki", role="Designer"),
        make_contact(alice, "Tomás Rivera"),
        make_contact(bob, "Grace Stranger"),
    ]


def found(client, term, **headers):
    """What the page shows of each kind, as names."""
    results = client.get("/search/", {"q": term}, headers=headers).context["found"]
    return {
        "people": [str(contact) for contact in results.people],
        "organizations": [str(organization) for organization in results.organizations],
        "talks": [talk.names for talk in results.talks],
        "notes": [note.text for note in results.notes],
    }


NONE: dict[str, list[str]] = {"people": [], "organizations": [], "talks": [], "notes": []}


def test_page_shows_only_my_people(alice_client, people):
    response = alice_client.get("/search/", {"q": "grace"})
    assert response.context["found"].people == [people[0]]
    assert "<title>Search · Rapport</title>" in response.text
    assert "<mark>Grace</mark> Mbeki" in response.text
    assert "Stranger" not in response.text


def test_palette_gets_options_without_a_frame(alice_client, people):
    response = alice_client.get("/search/", {"q": "mbe"}, headers=PALETTE)
    assert f'id="person-{people[0].pk}"' in response.text
    assert "<html" not in response.text
    assert response["Vary"].count("HX-Target") == 1


def test_everything_is_searched_and_nothing_of_others(alice, bob, alice_client):
    for owner in (alice, bob):
        grace = make_contact(owner, "Grace Mbeki")
        Organization.objects.create(owner=owner, name="Tidal Energy")
        talk = make_interview(owner, [grace], state="held", purpose="The tidal market", notes="Spring tides")
        Takeaway.objects.create(owner=owner, interview=talk, text="Neap tides matter")
        note(grace, "Sent the article on tidal range")
    assert found(alice_client, "tidal") == NONE | {
        "organizations": ["Tidal Energy"],
        "talks": ["Grace Mbeki"],
        "notes": ["Sent the article on tidal range"],
    }
    assert found(alice_client, "neap tid")["talks"] == ["Grace Mbeki"]
    assert found(alice_client, "grace") == NONE | {"people": ["Grace Mbeki"], "talks": ["Grace Mbeki"]}
    assert found(alice_client, "tidal zebra") == NONE


def test_notes_come_newest_first_and_without_those_in_the_trash(alice, alice_client, now):
    grace, gone = make_contact(alice, "Grace Mbeki"), make_contact(alice, "Wei Tanaka", trashed_at=now)
    for days, body in ((3, "tide one"), (1, "tide two"), (2, "Tide & <b>three</b>")):
        note(grace, body, happened_at=now - timedelta(days=days))
    note(gone, "tide four")
    assert found(alice_client, "tide")["notes"] == ["tide two", "Tide & <b>three</b>", "tide one"]
    assert "<mark>Tide</mark> &amp; &lt;b&gt;three&lt;/b&gt;" in alice_client.get("/search/", {"q": "tide"}).text


def test_words_in_many_notes_are_looked_for_in_the_newest(alice, alice_client, now, monkeypatch):
    monkeypatch.setattr(timeline, "MANY", 1)
    monkeypatch.setattr(timeline, "NEWEST", 1)
    grace = make_contact(alice, "Grace Mbeki")
    for days in range(4):
        note(grace, f"tide {days}", happened_at=now - timedelta(days=days))
    assert found(alice_client, "tide")["notes"] == ["tide 0", "tide 1"]


ODD_TERMS = [
    "",
    "   ",
    "zzz",
    "%",
    "x" * 8192,
    "a\0b",
    "'; --",
    "& ( | !",
    "\\",
    "name:*",
    "x " * 5000,
    "\ud83d",
    "<b>",
]


@pytest.mark.parametrize("term", ODD_TERMS)
def test_any_term_is_answered(alice_client, people, term):
    term = term.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    page, options = (alice_client.get("/search/", {"q": term}, headers=headers) for headers in ({}, PALETTE))
    assert (page.status_code, page.context["found"].people) == (200, [])
    assert (options.status_code, "person-" in options.text) == (200, False)


def test_operators_are_no_operators(alice_client, people):
    assert found(alice_client, "grace & ( | !")["people"] == ["Grace Mbeki"]


def test_names_alike_are_offered_as_such(alice_client, people):
    response = alice_client.get("/search/", {"q": "graec"})
    assert response.context["found"].people == [people[0]]
    assert "Names like “graec”" in response.text


def test_the_palette_does_things(alice_client, people):
    options = alice_client.get("/search/", {"q": "grace"}, headers=PALETTE).text
    assert f'formaction="/people/{people[0].pk}/touch/"' in options
    assert f'href="/interviews/new/?contact={people[0].pk}"' in options
    assert 'href="/people/add/?line=grace"' in options


def done(client, term):
    """What the palette offers to say is done: words and address."""
    options = client.get("/search/", {"q": term}, headers=PALETTE).text
    return [(words, url) for url, words in re.findall(r'formaction="(\S+)">.*>Done: (.*)</span></button>', options)]


def test_the_palette_says_that_a_next_step_is_done(alice_client, alice, people):
    grace, tomas, stranger = people
    asked = make_interview(alice, [tomas], state="requested")
    ago = timezone.now() - timedelta(days=3)
    for person, step in ((grace, "keep_in_touch"), (tomas, "nudge"), (stranger, "keep_in_touch")):
        type(person).objects.filter(pk=person.pk).update(next_step=step, next_step_due_at=ago)
    about_grace = ("keep in touch with Grace Mbeki", f"/today/{grace.pk}/touched/")
    about_tomas = ("nudge Tomás Rivera", f"/today/{tomas.pk}/nudged/{asked.pk}/")
    assert done(alice_client, "grace") == done(alice_client, "done grace") == [about_grace]
    assert done(alice_client, "Done") == [about_grace, about_tomas]
    assert done(alice_client, "xyzzy") == []


@pytest.mark.parametrize(
    ("step", "words"),
    [("reply", "offer times to Grace Mbeki"), ("request", "ask Grace Mbeki"), ("talk", ""), ("thank", "")],
)
def test_what_takes_more_than_a_press_is_not_offered(alice_client, people, step, words):
    type(people[0]).objects.filter(pk=people[0].pk).update(next_step=step)
    assert [said for said, _ in done(alice_client, "grace")] == ([words] if words else [])


def test_archived_people_are_not_found(alice_client, alice, now):
    make_contact(alice, "Noor Haddad", archived_at=now)
    assert found(alice_client, "noor") == NONE


def test_the_page_says_when_there_are_more(alice_client, alice):
    for number in range(51):
        make_contact(alice, f"Wei Tanaka {number:02}")
    response = alice_client.get("/search/", {"q": "wei"})
    assert len(response.context["found"].people) == 50
    assert "The first 50 are shown" in response.text


@pytest.mark.parametrize(("headers", "queries"), [({}, 12), (PALETTE, 10)])
def test_as_many_queries_for_one_as_for_thirty(alice_client, alice, headers, queries, django_assert_num_queries):
    for more in (1, 29):
        for _ in range(more):
            grace = make_contact(alice, "Grace Mbeki")
            make_interview(alice, [grace], notes="grace")
            note(grace, "grace")
            Organization.objects.create(owner=alice, name=f"Grace {grace.pk}")
        with django_assert_num_queries(queries):
            alice_client.get("/search/", {"q": "grace"}, headers=headers)
