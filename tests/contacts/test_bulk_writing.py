"""Rows written many at once: made as their models make them, and no value lost on the way."""

import pytest

from accounts.models import User
from contacts.actions.bulk.writing import new_row, write_rows
from contacts.importing.rows import Row
from contacts.models import Channel, Contact, ContactTag, CustomProperty, ImportRow, Interaction, Tag
from tests.contacts.bringing import open_rows
from tests.factories import NOW, make_contact

SAID = [
    (Contact, {"display_name": "Grace Hopper", "uid": "g", "created_at": NOW}),
    (Channel, {"kind": "email", "normal": "grace@example.org", "is_preferred": True}),
    (ImportRow, {"batch_id": 3, "number": 1, "line": 2}),
    (Interaction, {"kind": "note", "uid": "", "happened_at": NOW, "is_touch": False}),
    (ContactTag, {"tag": Tag(name="grid")}),
]


@pytest.mark.parametrize(("model", "said"), SAID, ids=lambda one: getattr(one, "__name__", ""))
def test_a_new_row_is_what_its_model_makes(alice: User, model, said) -> None:
    fast, usual = new_row(model, alice, **said), model(owner=alice, **said)
    assert fast._state.fields_cache == usual._state.fields_cache
    assert fast._state.adding
    columns = vars(usual).keys() - {"_state"}
    assert {name: repr(getattr(fast, name)) for name in columns} == {
        name: repr(getattr(usual, name)) for name in columns
    }
    assert new_row(model, alice)._state.fields_cache == {"owner": alice}  # nothing is left of the one before


def test_a_name_that_the_model_does_not_know_is_refused(alice: User) -> None:
    with pytest.raises(TypeError, match=r"Channel has no “vlaue”\."):
        new_row(Channel, alice, vlaue="grace@example.org")


def test_a_model_with_a_default_that_each_row_needs_anew_is_refused(alice: User) -> None:
    with pytest.raises(TypeError, match=r"CustomProperty makes “choices” anew for each row\."):
        new_row(CustomProperty, alice, name="Mood")


def test_what_is_the_same_for_all_is_written_as_well(alice: User) -> None:
    people = [make_contact(alice, f"Person {n}") for n in range(3)]
    write_rows(
        Contact, {one.pk: {"role": "Planner", "stage": "", "met_on": None, "notes": one.display_name} for one in people}
    )
    found = alice.contacts.order_by("pk").values_list("role", "stage", "met_on", "notes")
    assert list(found) == [("Planner", "", None, f"Person {n}") for n in range(3)]


def test_objects_are_written_as_they_are_and_nothing_stays_nothing(alice: User) -> None:
    batch = open_rows(alice, *(Row(line=n, display_name=f"Person {n}") for n in range(3)))
    said = [{"says": 'a "quote", \\ and é'}, None, '{"as": ["text"]}']
    write_rows(ImportRow, {row.pk: {"did": one} for row, one in zip(batch.rows.order_by("number"), said, strict=True)})
    assert list(batch.rows.order_by("number").values_list("did", flat=True)) == [said[0], None, {"as": ["text"]}]
    assert batch.rows.filter(did__isnull=True).count() == 1
