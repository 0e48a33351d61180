"""A person's page: what it shows of whom, and how the history goes on."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from contacts.actions.people import archive_contact, organization_named, set_tags, trash_contact
from contacts.actions.reach import Entry, save_channels
from contacts.actions.timeline import log_interaction
from contacts.models import Channel, Contact, ContactPath, ContactTag, PastJob, PostalAddress, PropertyValue
from contacts.querysets.whole import chain_to
from contacts.views.reach import address
from interviews.actions.progress import refresh_people
from outreach.views.person import next_part
from outreach.views.timeline import read_history
from tests.factories import NOW, make_contact, make_interview

DAY = timedelta(days=1)
pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def priya(alice: User) -> Contact:
    """Someone whom Alice knows through Marta."""
    marta = make_contact(alice, "Marta Lindqvist", how_met="You taught together")
    return make_contact(alice, "Priya Raman", role="Lead analyst", introducer=marta)


def note(owner: User, contact: Contact, days: int, **fields: Any) -> None:
    """A note about the contact, so many days before now."""
    said = {"kind": "note", "body": f"Day {days}", "people": [contact]} | fields
    log_interaction(owner, happened_at=NOW - days * DAY, **said)


def get(client: Client, contact: Contact, query: str = "", **headers: str) -> str:
    """The page as the browser gets it."""
    return client.get(f"{contact.get_absolute_url()}{query}", headers=headers).content.decode()


def shown(html: str) -> list[str]:
    """The days whose notes are on the page, in their order."""
    return [line.split("<")[0] for line in html.split("<p>Day ")[1:]]


def test_the_page_of_a_person(alice: User, alice_client: Client, priya: Contact) -> None:
    set_tags(priya, names=["hires juniors"])
    save_channels(priya, kind=Channel.Kind.EMAIL, entries=[Entry("priya@example.org")])
    make_contact(alice, "Łukasz Nowak", introducer=priya)
    html = get(alice_client, priya)
    assert "<title>Priya Raman · Rapport</title>" in html
    assert '<a class="trunc" href="mailto:priya@example.org"' in html
    assert 'href="/people/?tag=hires%20juniors"><span class="trunc">hires juniors</span></a>' in html
    places = ["You taught together", "Priya Raman</span> can lead you to", "Łukasz Nowak"]
    assert [html.index(place) for place in places] == sorted(html.index(place) for place in places)


def test_a_strangers_person_does_not_exist(bob_client: Client, priya: Contact) -> None:
    assert bob_client.get(priya.get_absolute_url()).status_code == 404


def test_months_and_show_more(alice: User, alice_client: Client, priya: Contact) -> None:
    for days in range(25):
        note(alice, priya, days)
    html = get(alice_client, priya)
    assert shown(html) == [str(days) for days in range(20)]
    assert html.count('<li class="tl-day">November</li>') == 1
    more = html.split('id="more"><a class="btn" href="?')[1].split('"')[0].replace("&amp;", "&")
    fragment = get(alice_client, priya, f"?{more}", **{"HX-Request": "true", "HX-Target": "more"})
    assert (shown(fragment), "<html" in fragment) == (["20", "21", "22", "23", "24"], False)
    months = [name for name in ("November", "October") if f'<li class="tl-day">{name}</li>' in fragment]
    assert months == ["October"]
    assert shown(get(alice_client, priya, f"?{more}")) == shown(fragment)


def test_entries_of_one_instant_are_neither_lost_nor_doubled(alice: User, priya: Contact) -> None:
    for _ in range(50):
        note(alice, priya, 1)
    found, before = [], ""
    for _ in range(3):
        page = read_history(alice, priya, kind="", before=before, now=NOW)
        found += [entry.pk for month in page.months for entry in month.entries]
        before = page.more.partition("before=")[2].replace("%3A", ":").replace("%2B", "+").replace("%2C", ",")
    assert (len(found), len(set(found)), page.more) == (50, 50, "")


def test_narrowed_by_kind(alice: User, alice_client: Client, priya: Contact) -> None:
    note(alice, priya, 1)
    note(alice, priya, 2, kind="mail")
    html = get(alice_client, priya, "?kind=notes")
    assert shown(html) == ["1"]
    assert '?kind=notes" aria-current="true">Notes <span class="count">1</span>' in html
    assert "?kind=talks" not in html
    assert shown(get(alice_client, priya, "?kind=nonsense")) == ["1", "2"]


def test_an_interview_counts_once_however_long_its_history(alice: User, alice_client: Client, priya: Contact) -> None:
    make_interview(alice, [priya], state="held", ends_at=NOW)
    note(alice, priya, 1, kind="interview")
    note(alice, priya, 2, kind="interview")
    assert 'Interviews <span class="count">1</span>' in get(alice_client, priya)


def test_what_was_written_is_safe_markdown(alice: User, alice_client: Client, priya: Contact) -> None:
    note(alice, priya, 1, body="<script>alert(1)</script>\n**second** line")
    html = "<p>&lt;script&gt;alert(1)&lt;/script&gt;<br>\n<strong>second</strong> line</p>"
    assert html in get(alice_client, priya)


@pytest.mark.parametrize(
    ("kind", "value", "url"),
    [
        ("email", "a@example.org", "mailto:a@example.org"),
        ("phone", "+46 70 174 06 17", "tel:+46701740617"),
        ("linkedin", "https://www.linkedin.com/in/example", "https://www.linkedin.com/in/example"),
        ("link", "javascript:alert(1)", ""),
        ("link", "data:text/html,x", ""),
    ],
)
def test_only_known_schemes_become_links(kind: str, value: str, url: str) -> None:
    assert address(kind, value) == url


def test_a_number_is_called_in_e164() -> None:
    assert address("phone", "070-174 06 17", "+46701740617") == "tel:+46701740617"


def test_the_whole_chain_of_introducers_in_one_question(
    alice: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    people = [make_contact(alice, "A")]
    for name in "BCDEFGHIJKLMNOP":
        people.append(make_contact(alice, name, introducer=people[-1]))
    with django_assert_num_queries(1):
        assert "".join(one.display_name for one in chain_to(people[-1])) == "ABCDEFGHIJKLMNO"


def test_a_circle_of_introducers_ends(alice: User, alice_client: Client) -> None:
    people = [make_contact(alice, "Ann"), make_contact(alice, "Bea")]
    for one, other in (people, people[::-1]):
        Contact.objects.filter(pk=one.pk).update(introducer=other)
    assert [one.display_name for one in chain_to(people[0])] == ["Bea"]
    assert get(alice_client, people[0]).count('class="name" href="/people/') == 1


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("held", "Thank Priya Raman"),
        ("scheduled", "Talk <time"),
        ("agreed", "Offer times"),
        ("requested", "Wait for a reply"),
        ("idea", "Write the request"),
    ],
)
def test_the_one_next_step(alice: User, alice_client: Client, priya: Contact, state: str, words: str) -> None:
    interview = make_interview(alice, [priya], state=state)
    refresh_people(interview, now=NOW)
    priya.refresh_from_db()
    part = next_part(alice, priya, now=NOW)
    assert part is not None
    assert part.interview == interview
    assert f"<strong>{words}" in get(alice_client, priya)


def test_the_next_step_alone_is_drawn_again(alice: User, alice_client: Client, priya: Contact) -> None:
    fragment = {"HX-Request": "true", "HX-Target": "next"}
    assert "<strong>" not in get(alice_client, priya, **fragment)
    interview = make_interview(alice, [priya], state="agreed")
    refresh_people(interview, now=NOW)
    html = get(alice_client, priya, **fragment)
    assert ("<strong>Offer times" in html, 'id="next"' in html, "<html" in html) == (True, True, False)


def test_away_and_back(alice_client: Client, priya: Contact) -> None:
    archive_contact(priya, now=NOW - DAY)
    assert f'action="/people/{priya.pk}/unarchive/"' in get(alice_client, priya)
    trash_contact(priya, now=NOW)
    html = get(alice_client, priya)
    assert f'action="/people/{priya.pk}/restore/"' in html
    assert 'class="nextstep"' not in html


def test_the_time_there(alice_client: Client, priya: Contact) -> None:
    for zone, words in (("Asia/Tokyo", "Asia/Tokyo, 21:00 there."), ("Europe/Paris", "same time as you.")):
        Contact.objects.filter(pk=priya.pk).update(time_zone=zone)
        assert words in get(alice_client, priya)


def fill(owner: User, contact: Contact, number: int) -> None:
    """So many of everything that the page shows, and an interview."""
    for at in range(number):
        note(owner, contact, at, kind="call", people=[contact, make_contact(owner, f"Companion {at}")])
        make_contact(owner, f"Lead {at}", introducer=contact)
        theirs = {"owner": owner, "contact": contact}
        ContactTag.objects.create(**theirs, tag=owner.tags.create(name=f"tag {number} {at}"))
        ContactPath.objects.create(**theirs, path=owner.careerpaths.create(name=f"path {number} {at}"))
        Channel.objects.create(**theirs, kind="email", value=f"{number}{at}@example.org", normal=f"{number}{at}")
        PostalAddress.objects.create(**theirs, street=f"{at} Long Lane")
        PastJob.objects.create(**theirs, role="Apprentice", organization=organization_named(owner, f"Club {at}"))
        shoe = owner.properties.create(name=f"shoe size {number} {at}")
        PropertyValue.objects.create(**theirs, property=shoe, text=f"4{at}")


def test_queries_are_few_and_do_not_grow(alice: User, alice_client: Client, priya: Contact) -> None:
    make_interview(alice, [priya], state="held", ends_at=NOW)
    counts = []
    for number in (1, 30):
        fill(alice, priya, number)
        with CaptureQueriesContext(connection) as queries:
            html = get(alice_client, priya)
        counts.append(len(queries))
        assert f"tag {number} 0" in html
    assert (counts[0] == counts[1], counts[1] <= 14) == (True, True), counts


def test_all_that_is_known_is_shown(alice: User, alice_client: Client, priya: Contact) -> None:
    fill(alice, priya, 1)
    PastJob.objects.update(started_on="2019-02-01", ended_on="2024-02-01")
    html = get(alice_client, priya)
    for words in (
        '<span class="dot f1"></span><span class="trunc">path 1 0</span>',
        '<span class="trunc">tag 1 0</span>',
        "mailto:10@example.org",
        "0 Long Lane",
        ">Club 0</a>",
        "2019–2024",
        "shoe size 1 0",
        ">Companion 0</a></span>",
        ">Lead 0</a>",
    ):
        assert words in html


def test_in_the_trash_the_one_thing_to_do_is_to_restore(alice: User, alice_client: Client) -> None:
    gone = make_contact(alice, "Priya Raman", trashed_at=NOW)
    html = get(alice_client, gone)
    assert [words in html for words in ("Restore", "Plan an interview", "Add a note")] == [True, False, False]


@pytest.mark.parametrize(("hours", "is_live"), [(-1, True), (3, True), (48, False)])
def test_on_the_day_of_a_talk_its_live_notes_are_offered(
    alice: User, alice_client: Client, priya: Contact, hours: int, is_live: bool
) -> None:
    talk = make_interview(alice, [priya], state="scheduled", ends_at=NOW + timedelta(hours=hours + 2), minutes=120)
    refresh_people(talk, now=NOW)
    page = alice_client.get(f"/people/{priya.pk}/").content.decode()
    assert (f'href="/interviews/{talk.pk}/live/"' in page) == is_live
    assert f'href="/interviews/{talk.pk}/prepare/"' in page
