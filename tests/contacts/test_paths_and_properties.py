"""Career paths and properties: listed, added, changed, put aside and taken back."""

import pytest
from django.test import Client

from accounts.models import User
from contacts.models import CareerPath, ContactPath, CustomProperty, PropertyValue
from tests.factories import NOW, make_contact


def test_paths_are_listed_with_their_people_those_put_aside_last(alice_client: Client, alice: User, bob: User) -> None:
    old, planner = (CareerPath.objects.create(owner=alice, name=name) for name in ("Actuary", "Planner"))
    CareerPath.objects.filter(pk=old.pk).update(archived_at=NOW)
    CareerPath.objects.create(owner=bob, name="Bobs")
    for trashed_at in (None, NOW):
        ContactPath.objects.create(owner=alice, contact=make_contact(alice, trashed_at=trashed_at), path=planner)
    found = alice_client.get("/paths/").context["paths"]
    assert [(path.name, path.people_count) for path in found] == [("Planner", 1), ("Actuary", 0)]


def test_a_name_is_enough_and_each_new_path_gets_another_colour(alice_client: Client, alice: User) -> None:
    for name in ("Planner", "Researcher"):
        assert alice_client.post("/paths/", {"name": name}).status_code == 302
    assert [*alice.careerpaths.values_list("name", "colour")] == [("Planner", 1), ("Researcher", 2)]


@pytest.mark.parametrize(
    "said",
    [
        {"name": " "},
        {"name": "PLANNER"},
        {"name": "x", "colour": "9"},
        {"name": "x" * 101},
        {"name": "x", "small_test": "y" * 301},
    ],
)
def test_a_path_that_cannot_be_comes_back(alice_client: Client, alice: User, said: dict[str, str]) -> None:
    CareerPath.objects.create(owner=alice, name="Planner")
    answer = alice_client.post("/paths/", said)
    assert (answer.status_code, alice.careerpaths.count()) == (422, 1)
    assert answer.context["form"].errors


def test_a_path_is_changed_put_aside_and_taken_back(alice_client: Client, alice: User) -> None:
    path = CareerPath.objects.create(owner=alice, name="Planner")
    told = {"stance": "leaning", "draws": "Maps", "worries": "Nights", "small_test": "A week"}
    alice_client.post(f"/paths/{path.pk}/edit/", {"name": "Grid planner", "colour": "3"} | told)
    page = alice_client.post(f"/paths/{path.pk}/archive/", follow=True).content.decode()
    assert f'action="/paths/{path.pk}/unarchive/"' in page
    path.refresh_from_db()
    assert (path.name, path.colour, path.archived_at is None) == ("Grid planner", 3, False)
    assert (path.draws, path.worries, path.small_test) == ("Maps", "Nights", "A week")
    assert path.stance == "undecided"  # its own page keeps it, and the diary
    alice_client.post(f"/paths/{path.pk}/unarchive/")
    path.refresh_from_db()
    assert path.archived_at is None


def test_a_property_of_each_kind(alice_client: Client, alice: User) -> None:
    alice_client.post("/settings/properties/", {"name": "Shoe size", "kind": "number", "choice_lines": "ignored"})
    alice_client.post(
        "/settings/properties/", {"name": "Diet", "kind": "choice", "choice_lines": "vegan\n\n any \nany"}
    )
    found = alice_client.get("/settings/properties/").context["properties"]
    assert [(one.name, one.kind, one.choices) for one in found] == [
        ("Shoe size", "number", []),
        ("Diet", "choice", ["vegan", "any"]),
    ]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"name": "diet", "kind": "text"}, "already"),
        ({"name": "x", "kind": "choice"}, "at least one"),
        ({"name": "x", "kind": "choice", "choice_lines": "y" * 101}, "100 characters"),
        ({"name": "x", "kind": "colour"}, "not one of"),
    ],
)
def test_a_property_that_cannot_be_comes_back(
    alice_client: Client, alice: User, said: dict[str, str], words: str
) -> None:
    CustomProperty.objects.create(owner=alice, name="Diet")
    answer = alice_client.post("/settings/properties/", said)
    assert (answer.status_code, alice.properties.count()) == (422, 1)
    assert words in answer.content.decode()


def test_what_people_have_stays_possible(alice_client: Client, alice: User) -> None:
    diet = CustomProperty.objects.create(owner=alice, name="Diet", kind="choice", choices=["vegan", "any"])
    PropertyValue.objects.create(owner=alice, contact=make_contact(alice), property=diet, text="vegan")
    answer = alice_client.post(f"/settings/properties/{diet.pk}/edit/", {"name": "Diet", "choice_lines": "any"})
    assert (answer.status_code, "Somebody has “vegan”" in answer.content.decode()) == (422, True)
    said = {"name": "Food", "kind": "text", "choice_lines": "vegan\nnone"}
    assert alice_client.post(f"/settings/properties/{diet.pk}/edit/", said).status_code == 302
    diet.refresh_from_db()
    assert (diet.name, diet.kind, diet.choices) == ("Food", "choice", ["vegan", "none"])
