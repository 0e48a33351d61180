"""Searching people: every word by name, employer, tag, channel or notes; accents, scripts and slips; nobody else's."""

import re

import pytest
from django.db import connection

from contacts.models import Channel, Contact, ContactTag, Organization, OrganizationAlias
from contacts.querysets import search
from contacts.querysets.words import Word, read_words
from tests.factories import make_contact

CHANNELS = [("email", "grace@solheim.example"), ("phone", "+46701234567"), ("linkedin", "gracembeki-1a2b")]


@pytest.fixture
def grace(alice, bob):
    """Somebody of Alice's with one of everything that is searched, and Bob's with the same name."""
    organization = Organization.objects.create(owner=alice, name="Ångström Labs")
    OrganizationAlias.objects.create(owner=alice, organization=organization, name="Kärnkraft AB")
    contact = make_contact(
        alice,
        "Grace Mbeki",
        nickname="Gigi",
        role="UX researcher",
        organization=organization,
        location="Malmö",
        how_met="At the harbour fair",
        notes="Knows **wind farms** and 核能. R&D at node.js",
    )
    ContactTag.objects.create(owner=alice, contact=contact, tag=alice.tags.create(name="Älvsborg alumni"))
    for kind, value in CHANNELS:
        Channel.objects.create(owner=alice, contact=contact, kind=kind, value=value, normal=value)
    make_contact(alice, "Tomás Rivera", role="Teacher", notes="Weather")
    make_contact(bob, "Grace Mbeki", notes="wind farms")
    return contact


BY_ONE_WORD = {
    "name": ["grace", "GRACE", "gra", "g", "Mb", "bek", "gigi"],
    "employer": ["angstrom", "Ångst", "labs", "kärnkraft", "karn", "ab"],
    "tag": ["alumni", "alvs", "älv"],
    "address": [
        "grace@",
        "solheim",
        "solheim.example",
        "@solheim.ex",
        "gracembeki-1a",
        "linkedin.com/in/gracembeki-1a2b",
        "https://www.linkedin.com/in/gracembeki-1a2b/?x=1",
    ],
    "number": ["070 123", "0701234567", "+46 70", "+46 (0)70-123", "0046701", "234 56", "123456"],
    "words": ["ux", "researcher", "resea", "malmo", "Malmö", "harbour", "wind", "farms", "核", "核能", "node", "R&D"],
    "several": ["grace farms", "mbeki angst alumni", "malmo grace@", "ux gr", "grace, mbeki; ux", "gigi 070 123"],
}
NOBODY = [
    "xyzzy",
    "grace tomas",
    "race@x",
    "070 999",
    "能核",
    "%",
    "_",
    "\\",
    "g_ace",
    "gr%e",
    "& | ! ( ) : * '",
    "' OR 1=1",
]


@pytest.mark.parametrize("term", [term for terms in BY_ONE_WORD.values() for term in terms])
def test_somebody_is_found(alice, grace, term):
    assert list(alice.contacts.search(term)) == [grace]


@pytest.mark.parametrize("term", NOBODY)
def test_nobody_is_found(alice, grace, term):
    assert list(alice.contacts.search(term)) == []


@pytest.mark.parametrize("term", [term for terms in BY_ONE_WORD.values() for term in terms])
def test_a_word_that_finds_many_is_a_condition_and_finds_the_same(alice, grace, term, monkeypatch):
    monkeypatch.setattr(search, "MANY", 0)
    assert list(alice.contacts.search(term).by_name()) == [grace]


def test_a_word_that_finds_many_asks_the_tags_once_and_not_for_each_person(alice, grace, monkeypatch):
    monkeypatch.setattr(search, "MANY", 0)
    plan = alice.contacts.search("grace").explain()
    tags, *_ = (n for n, line in enumerate(plan.splitlines()) if "on contacts_tag" in line)
    assert "InitPlan" in plan.splitlines()[tags - 1]


def test_no_term_is_no_filter(alice, grace):
    assert alice.contacts.search("  ").count() == 2


NAMES = [
    "王伟",
    "山田 太郎",
    "김민준",
    "Łukasz Żak",
    "Søren Ægir",
    "Đorđe",
    "Иван Петров",
    "O’Neill",
    "Nguyễn Thị",
    "Madonna",
]
PARTS = [
    ("王", 0),
    ("伟", 0),
    ("王伟", 0),
    ("山田", 1),
    ("太", 1),
    ("민준", 2),
    ("lukasz zak", 3),
    ("Łuk", 3),
    ("ŁUKASZ", 3),
]
PARTS += [("soren aegir", 4), ("dorde", 5), ("иван", 6), ("петр", 6), ("o'nei", 7), ("neill", 7), ("nguyen thi", 8)]
PARTS += [("madonna", 9), ("mad", 9)]


@pytest.mark.parametrize(("term", "at"), PARTS)
def test_names_of_every_script_by_part(alice, term, at):
    people = [make_contact(alice, name) for name in NAMES]
    assert list(alice.contacts.search(term)) == [people[at]]


SLIPS = ["graec", "grcae", "grase", "graace", "garce", "mbkei", "Mbecki", "grace mbeky", "mbeki garce", "graze beki"]


@pytest.mark.parametrize("term", SLIPS)
def test_a_slip_finds_a_name_alike(alice, grace, term):
    assert list(alice.contacts.search(term)) == [grace]


@pytest.mark.parametrize("most", [2, 500])
@pytest.mark.parametrize(
    "term", ["marta lindqist", "mrata lindqvist", "marta lidnqvist", "maria lindqvist", "mrata lindqist"]
)
def test_a_slip_beside_a_right_word_is_found_among_many(alice, term, most, monkeypatch):
    monkeypatch.setattr(search, "MANY", most)
    for n in range(50):
        make_contact(alice, f"{'Emre' if n % 2 else 'Freya'} Lindqvist")
        make_contact(alice, f"Marta {'Berg' if n % 2 else 'Dahl'}")
    meant = make_contact(alice, "Marta Lindqvist")
    assert list(alice.contacts.search(term)) == [meant]


@pytest.mark.parametrize("term", ["grxyz", "gre", "tomas mbxxi", "grace xyzzy"])
def test_what_is_too_far_off_finds_nobody(alice, grace, term):
    assert list(alice.contacts.search(term)) == []


def test_the_likest_names_come_first(alice):
    names = ["Hannah Berg", "Johan Berg", "Johanna Berg", "Joanna Berg"]
    people = {name: make_contact(alice, name) for name in names}
    found = search.find_people(alice.pk, "johnana", using="default")
    assert found.is_guess
    assert alice.contacts.best(found, 1) == [people["Johanna Berg"]]


def test_the_best_hits_come_first(alice):
    names = ["Al Annan", "Anna", "Zo Anna", "Hanna Berg", "Bo Ek", "Anna Ek"]
    people = [make_contact(alice, name, role="Anna’s friend" if name == "Bo Ek" else "") for name in names]
    found = search.find_people(alice.pk, "anna", using="default")
    ranked = [people[n] for n in (1, 0, 5, 2, 3, 4)]
    assert alice.contacts.best(found, 10) == ranked
    assert alice.contacts.best(found, 1) == ranked[:1]


def test_of_many_those_whose_name_begins_so_come_first(alice, monkeypatch):
    monkeypatch.setattr(search, "MANY", 2)
    people = [make_contact(alice, name) for name in ("Bo Anna", "Zo Anna", "Anna Ek", "Anna", "Hanna")]
    found = search.find_people(alice.pk, "anna", using="default")
    assert found.pks is None
    assert alice.contacts.best(found, 4) == [people[n] for n in (3, 2, 0, 4)]
    assert set(alice.contacts.search("anna")) == set(people)


def test_words_that_find_many_each_and_few_together(alice, monkeypatch):
    monkeypatch.setattr(search, "MANY", 2)
    for name in ("Anna Berg", "Anna Dahl", "Eva Ek", "Ida Ek"):
        make_contact(alice, name)
    both = make_contact(alice, "Anna Ek")
    found = search.find_people(alice.pk, "anna ek", using="default")
    assert (found.pks, found.is_guess) == ([both.pk], False)


def test_search_starts_at_a_user(db):
    with pytest.raises(ValueError, match="Whose rows"):
        Contact.objects.search("grace")


def test_a_term_is_read_as_words():
    assert read_words('(Grace) "Mbeki", ux & +46 (70) 123; x\0y \ud800') == [
        *map(Word, ["Grace", "Mbeki", "ux", "+46 70 123", "xy"])
    ]
    assert read_words("& | ! ' \" ( ) : * \\ % _") == []
    assert [word.digits for word in map(Word, ["070 123", "+46", "0046 70", "12", "a123", "00"])] == [
        "70123",
        "",
        "4670",
        "",
        "",
        "",
    ]
    assert len(read_words("word " * 2000)) == 8


PLANS = {
    search.BY_NAME: "contact_name_parts",
    search.BY_WORDS: "contact_words",
    search.BY_CHANNEL: "channel_parts",
}


def explain(sql: str, owner: int) -> str:
    """How Postgres goes about a search for grace."""
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN " + search.HOLE.sub(r"%(\1)s", sql), search.asked(owner, Word("grace")))
        return "\n".join(line for (line,) in cursor)


def test_each_way_has_an_index(alice, bob, grace):
    for owner in (alice, bob):
        people = [Contact(owner=owner, display_name=f"Wei Tanaka {n}", notes=f"word{n}") for n in range(2000)]
        reached = [
            Channel(owner=owner, contact=contact, kind="email", value="-", normal=f"w{contact.pk}@example.org")
            for contact in Contact.objects.bulk_create(people)
        ]
        Channel.objects.bulk_create(reached)
        Organization.objects.bulk_create([Organization(owner=owner, name=f"Nordgrid {n}") for n in range(2000)])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE contacts_contact, contacts_channel, contacts_organization")
    plans = {name: explain(sql, alice.pk) for sql, name in PLANS.items()}
    assert [
        name for name, plan in plans.items() if not re.search(f"Index Scan on {name}|Scan using {name}", plan)
    ] == []
