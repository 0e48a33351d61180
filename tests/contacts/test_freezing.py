"""Rows frozen and put back: as Postgres writes them, byte for byte, whatever has become of them."""

from decimal import Decimal

from django.db import connection
from django.db.models import Q

from contacts.actions.freezing import DERIVED, LATER, columns_of, digest_of, freeze, pointing, thaw
from contacts.models import (
    BulkChange,
    BulkPerson,
    Channel,
    Contact,
    ContactTag,
    CustomProperty,
    Photo,
    PropertyValue,
    Tag,
    Undo,
)
from tests.factories import NOW, make_contact
from tests.hanging import hang_everything_on

# The columns of contacts when digests were first kept.
FIRST = """
    id owner_id uid display_name name_prefix given_name middle_name family_name name_suffix nickname phonetic_name
    pronouns organization_id role job_started_on location birthday time_zone introducer_id how_met met_on source
    relationship warmth cadence notes is_favourite photo_digest stage next_step next_step_due_at waiting_since
    last_touch_at has_email cadence_day snoozed_until archived_at trashed_at created_at updated_at
"""


def written(model, **where):
    """The rows with every column, those that Postgres works out too, as it writes them."""
    pks = list(model._base_manager.filter(**where).values_list("pk", flat=True))
    with connection.cursor() as cursor:
        table = model._meta.db_table
        cursor.execute(f"SELECT to_jsonb(t)::text FROM {table} AS t WHERE id = ANY(%s) ORDER BY id", [pks])  # noqa: S608
        return [row for (row,) in cursor]


def everything_on(pk):
    """All rows that point at the contact, and its own."""
    return [written(Contact, pk=pk), *(written(model, **{column: pk}) for model, column in pointing())]


def test_a_person_with_everything_comes_back_the_same(alice):
    person = make_contact(alice, birthday="--04-15", notes="Ünïcode\n\"quoted\" \\ 'too' 100%")
    hang_everything_on(person, 1)
    pk = person.pk
    before, digest = everything_on(pk), digest_of([pk])
    frozen = [(model, freeze(model, Q(**{column: person.pk}))) for model, column in pointing()]
    frozen.insert(0, (Contact, freeze(Contact, Q(pk=person.pk))))
    person.delete()
    assert digest_of([pk]) == {}
    for model, rows in frozen:
        assert thaw(model, rows) == rows
    assert (everything_on(pk), digest_of([pk])) == (before, digest)


def test_no_value_is_rounded(alice):
    person = make_contact(alice)
    shoe = CustomProperty.objects.create(owner=alice, name="Shoe size", kind="number")
    number = Decimal("12345678901234.567891")
    PropertyValue.objects.create(owner=alice, contact=person, property=shoe, text="x", number=number)
    Photo.objects.create(owner=alice, contact=person, large=bytes(range(256)), small=b"\\x00", card=None)
    step = Undo.objects.create(owner=alice, contact=person, before={"a": 1.10, "b": [None, "\u2028"]}, created_at=NOW)
    before = [written(model, contact=person) for model in (PropertyValue, Photo, Undo)]
    for model in (PropertyValue, Photo, Undo):
        rows = freeze(model, Q(contact=person))
        model.objects.all().delete()
        thaw(model, rows)
    assert [written(model, contact=person) for model in (PropertyValue, Photo, Undo)] == before
    assert Undo.objects.get(pk=step.pk).before == {"a": 1.10, "b": [None, "\u2028"]}


def test_a_row_that_is_there_is_written_over(alice):
    person = make_contact(alice, role="Grid planner")
    frozen = freeze(Contact, Q(pk=person.pk))
    Contact.objects.filter(pk=person.pk).update(role="Poet", updated_at=NOW)
    thaw(Contact, frozen)
    assert freeze(Contact, Q(pk=person.pk)) == frozen


def test_links_to_what_has_gone_are_left_out(alice):
    guild = alice.organizations.create(name="Guild")
    person, tag = make_contact(alice, organization=guild), Tag.objects.create(owner=alice, name="grid")
    ContactTag.objects.create(owner=alice, contact=person, tag=tag)
    who, tags = freeze(Contact, Q(pk=person.pk)), freeze(ContactTag, Q(contact=person))
    guild.delete()
    tag.delete()
    assert (thaw(ContactTag, tags), freeze(ContactTag, Q(pk__in=[]))) == ([], [])
    assert [row["organization_id"] for row in thaw(Contact, who)] == [None]


def test_the_digest_tells_of_what_is_known_and_not_of_what_was_done(alice):
    person, other = make_contact(alice), make_contact(alice)
    before = digest_of([person.pk, other.pk])
    change = BulkChange.objects.create(owner=alice, verb="archive", created_at=NOW)
    BulkPerson.objects.create(owner=alice, change=change, contact=person)
    assert digest_of([person.pk, other.pk]) == before
    Channel.objects.create(owner=alice, contact=person, kind="link", value="x", normal="x")
    after = digest_of([person.pk, other.pk])
    assert (after[person.pk] == before[person.pk], after[other.pk] == before[other.pk]) == (False, True)


def test_a_column_that_came_later_counts_only_where_it_says_something(alice):
    person = make_contact(alice)
    now = digest_of([person.pk])
    Contact.objects.filter(pk=person.pk).update(touch_on=NOW.date())
    assert digest_of([person.pk]) != now
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE contacts_contact DROP COLUMN touch_on")
    assert digest_of([person.pk]) == now


def test_every_column_of_a_contact_is_one_of_the_first_or_of_those_that_came_later(db):
    assert columns_of(Contact).keys() - LATER.keys() - DERIVED == {*FIRST.split()}


def test_what_interviews_ask_is_not_in_the_digest(alice):
    person = make_contact(alice)
    before = digest_of([person.pk])
    Contact.objects.update(told_step="nudge", told_due_at=NOW)
    assert digest_of([person.pk]) == before
    Contact.objects.update(role="Pilot")
    assert digest_of([person.pk]) != before


def test_what_postgres_works_out_is_not_kept(db):
    assert not {"sort_name", "search_name", "search_words"} & set(columns_of.__wrapped__(Contact))


def test_statements_do_not_grow_with_people(alice, django_assert_num_queries):
    people = [make_contact(alice) for _ in range(5)]
    digest_of([people[0].pk])
    with django_assert_num_queries(1):
        assert len(digest_of([person.pk for person in people])) == 5
