"""What the list of people is narrowed by: each filter finds exactly its people, and what makes no sense is ignored."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from accounts.models import User
from contacts.actions.people import organization_named, set_tags
from contacts.forms.filtering import PeopleFilter
from contacts.models import CareerPath, Contact, ContactPath, CustomProperty, OrganizationAlias, PropertyValue
from contacts.querysets import listing
from tests.factories import NOW, make_contact

DAY = timedelta(days=1)
EVERYONE = {"Emma", "Grace", "Ingrid", "Noor"}


def found(owner: User, text: str) -> set[str]:
    """Whom a list's address finds."""
    return {contact.display_name for contact in PeopleFilter.read(text).apply(owner.contacts.all(), now=NOW)}


def furnish(owner: User) -> None:
    """Four people who differ in everything that can be asked for, and one in the archive."""
    grace = make_contact(owner, "Grace", role="Analyst", source="friend", warmth="close", stage="held", has_email=True)
    make_contact(owner, "Emma", introducer=grace, next_step="request", is_favourite=True)
    noor = make_contact(owner, "Noor", next_step="keep_in_touch", next_step_due_at=NOW - DAY, waiting_since=NOW)
    ingrid = make_contact(owner, "Ingrid", next_step="thank", next_step_due_at=NOW + DAY, source="friend")
    make_contact(owner, "Wei", archived_at=NOW, warmth="warm")
    noor.organization = nordgrid = owner.organizations.create(name="Nordgrid")
    noor.save()
    for contact, days in ((grace, 3), (noor, 45), (ingrid, 200)):
        Contact.objects.filter(pk=contact.pk).update(last_touch_at=NOW - days * DAY)
    set_tags(grace, names=["Energy"])
    OrganizationAlias.objects.create(owner=owner, organization=nordgrid, name="NG")
    noor.channels.create(owner=owner, kind="phone", value="112", normal="112")
    path = CareerPath.objects.create(owner=owner, name="Grid planning")
    ContactPath.objects.create(owner=owner, contact=ingrid, path=path)


@pytest.fixture
def people(alice: User, bob: User) -> User:
    """Alice, who knows four people; Bob knows as many, with the same of everything."""
    furnish(bob)
    furnish(alice)
    return alice


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", EVERYONE),
        ("shown=archived", {"Wei"}),
        ("shown=archived&warmth=close", set()),
        ("tag=ENERGY", {"Grace"}),
        ("organization=nordgrid", {"Noor"}),
        ("organization=ng", {"Noor"}),
        ("organization=unknown", set()),
        ("stage=held", {"Grace"}),
        ("stage=none", EVERYONE - {"Grace"}),
        ("source=friend", {"Grace", "Ingrid"}),
        ("source=none", {"Emma", "Noor"}),
        ("source=friend&warmth=close", {"Grace"}),
        ("last=never", {"Emma"}),
        ("last=within-7", {"Grace"}),
        ("last=within-30", {"Grace"}),
        ("last=over-30", {"Noor", "Ingrid"}),
        ("last=over-90", {"Ingrid"}),
        ("last=over-180", {"Ingrid"}),
        ("next=thank", {"Ingrid"}),
        ("next=waiting", {"Noor"}),
        ("next=referral", {"Emma"}),
        ("next=overdue", {"Noor"}),
        ("next=quiet", {"Noor"}),
        ("next=none", {"Grace"}),
        ("email=yes", {"Grace"}),
        ("email=no", EVERYONE - {"Grace"}),
        ("favourite=yes", {"Emma"}),
        ("favourite=no", EVERYONE - {"Emma"}),
        ("missing=email", EVERYONE - {"Grace"}),
        ("missing=phone", EVERYONE - {"Noor"}),
        ("missing=organization", EVERYONE - {"Noor"}),
        ("missing=role", EVERYONE - {"Grace"}),
        ("missing=path", EVERYONE - {"Ingrid"}),
        ("stage=x&source=x&warmth=x&last=over-x&next=x&email=x&missing=x&favourite=x&shown=x", EVERYONE),
        ("path=x&p0=x&p=has&px=has&p1=range&p1a=x&p1b=y&p2=like&sort=x&columns=x", EVERYONE),
    ],
)
def test_each_filter(people: User, text: str, names: set[str]) -> None:
    assert found(people, text) == names


def test_a_path(people: User, bob: User) -> None:
    assert found(people, f"path={people.careerpaths.get().pk}") == {"Ingrid"}
    assert found(people, f"path={bob.careerpaths.get().pk}") == set()


def test_an_import(people: User, bob: User, alice_client: Client) -> None:
    for owner in (people, bob):
        batch = owner.imports.create(file_name="Connections.csv", created_at=NOW, state="done")
        for number, name in enumerate(["Noor", "Ingrid"]):
            owner.importrows.create(batch=batch, number=number, line=1, contact=owner.contacts.get(display_name=name))
        owner.importrows.create(batch=batch, number=9, line=9, outcome="refused")
    mine, theirs = people.imports.get().pk, bob.imports.get().pk
    assert (found(people, f"import={mine}"), found(people, f"import={theirs}")) == ({"Noor", "Ingrid"}, set())
    assert "Import: Connections.csv" in alice_client.get(f"/people/?import={mine}").content.decode()
    assert "Import: unknown" in alice_client.get(f"/people/?import={theirs}").content.decode()


def say(owner: User, name: str, **fields: object) -> None:
    """Let the properties of `name` be said as `fields`, by the property's name."""
    contact = owner.contacts.get(display_name=name)
    for title, value in fields.items():
        one, _ = CustomProperty.objects.get_or_create(owner=owner, name=title)
        extra = {"number": value} if isinstance(value, Decimal) else {"day": value} if isinstance(value, date) else {}
        PropertyValue.objects.create(owner=owner, contact=contact, property=one, text=str(value), **extra)


@pytest.mark.parametrize(
    ("title", "asked", "names"),
    [
        ("team", "{p}=has", {"Grace", "Noor"}),
        ("team", "{p}=lacks", {"Emma", "Ingrid"}),
        ("team", "{p}=is&{p}a=Grid+team", {"Noor"}),
        ("team", "{p}=like&{p}a=GRID", {"Grace", "Noor"}),
        ("team", "{p}=like&{p}a=GRÎD+T", {"Noor"}),
        ("team", "{p}=like&{p}a=%25", set()),
        ("years", "{p}=range&{p}a=3", {"Grace", "Emma"}),
        ("years", "{p}=range&{p}a=2.5&{p}b=7", {"Grace"}),
        ("years", "{p}=range&{p}b=-1", set()),
        ("since", "{p}=range&{p}a=2020-01-01&{p}b=2020-12-31", {"Ingrid"}),
        ("since", "{p}=range&{p}a=2020-01-01&{p}b=7", EVERYONE),
    ],
)
def test_properties(people: User, bob: User, title: str, asked: str, names: set[str]) -> None:
    say(bob, "Grace", team="Grid", years=Decimal(3), since=date(2020, 5, 1))
    say(people, "Grace", team="Old grid", years=Decimal(3))
    say(people, "Emma", years=Decimal(12), since=date(2019, 12, 31))
    say(people, "Noor", team="Grid team")
    say(people, "Ingrid", since=date(2020, 1, 1))
    assert found(people, asked.format(p=f"p{people.properties.get(name=title).pk}")) == names
    assert found(people, f"p{bob.properties.get(name='team').pk}=has") == set()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "q=grace&tag=a%26b&organization=N&path=7&stage=held&last=never&next=waiting&shown=archived",
        "p3=range&p3a=1&p4=has&sort=-due&columns=name&columns=path&columns=p3",
        "columns=name",
    ],
)
def test_the_address_says_what_it_was_read_from(text: str) -> None:
    assert PeopleFilter.read(text).text == text


def test_empty_fields_of_a_form_leave_no_trace(alice_client: Client) -> None:
    answer = alice_client.get("/people/?q=&stage=held&warmth=&sort=due")
    assert answer["Location"] == "/people/?stage=held&sort=due"


def test_menus_lead_to_the_narrowed_list(people: User, alice_client: Client) -> None:
    page = alice_client.get("/people/?source=friend").content.decode()
    assert '<a href="?source=friend&amp;stage=held">Held</a>' in page
    assert 'popovertarget="filter-source">Source: Friend</button>' in page
    assert '<a href="?">' in page


def test_names_are_offered_as_one_types(people: User, alice_client: Client) -> None:
    organization_named(people, "Fjord Health")
    page = alice_client.get("/people/filters/organization/?organization=NORD&source=friend").content.decode()
    assert page.strip().splitlines()[-1] == '<a href="/people/?organization=Nordgrid&amp;source=friend">Nordgrid</a>'
    assert '<a href="/people/?tag=Energy">Energy</a>' in alice_client.get("/people/filters/tag/").content.decode()
    assert alice_client.get("/people/filters/role/").status_code == 404


def test_the_form_of_all_filters_is_filled(people: User, alice_client: Client) -> None:
    say(people, "Grace", team="Grid")
    pk = people.properties.get().pk
    url = f"/people/filters/?warmth=close&columns=name&columns=p{pk}&p{pk}=like&p{pk}a=Gr"
    page = alice_client.get(url).content.decode()
    assert '<option value="close" selected>Close</option>' in page
    (column,) = re.findall(f'<input[^>]*name="columns"[^>]*value="p{pk}"[^>]*>', page)
    assert " checked" in column
    assert f'name="p{pk}a" value="Gr"' in page
    fragment = alice_client.get(url, headers={"HX-Request": "true", "HX-Target": "filters-dialog"}).content.decode()
    assert fragment.lstrip().startswith("<form")


def test_of_a_property_it_is_enough_to_say_what(people: User, alice_client: Client) -> None:
    say(people, "Grace", team="Grid")
    page = alice_client.get("/people/filters/").content.decode()
    hows = page[page.index('aria-label="team: how"') :]
    assert re.findall(r'<option value="(\w*)"', hows[: hows.index("</select>")]) == ["like", "is", "has", "lacks"]


@pytest.mark.parametrize(
    ("ends", "words"),
    [("a=3", "is from 3"), ("b=7", "is up to 7"), ("a=3&p1b=7", "is between 3 and 7")],
)
def test_a_range_in_words(ends: str, words: str) -> None:
    (condition,) = PeopleFilter.read(f"p1=range&p1{ends}").conditions
    assert condition.words == words


def test_many_are_found_as_few_are(people: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "MANY", 0)
    path = people.careerpaths.get()
    assert found(people, "tag=energy") == {"Grace"}
    assert found(people, f"path={path.pk}") == {"Ingrid"}
    assert found(people, "tag=energy&stage=idea") == set()
