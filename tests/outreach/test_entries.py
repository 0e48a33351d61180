"""One entry of the history, several people: writing it down, putting it right, removing it, and Undo of each."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from accounts.models import User
from contacts.actions.people import trash_contact
from contacts.actions.timeline import log_interaction
from contacts.models import Contact, Interaction, Undo
from interviews.actions.moves import move
from interviews.actions.planning import create_interview
from tests.factories import NOW, make_contact
from tests.undoing import undo_of

DAY = timedelta(days=1)
pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def grace(alice: User) -> Contact:
    """The person."""
    return make_contact(alice, "Grace Mbeki", cadence="P1M")


@pytest.fixture
def tomas(alice: User) -> Contact:
    """Another one."""
    return make_contact(alice, "Tomás Rivera")


@pytest.fixture
def lunch(alice: User, grace: Contact, tomas: Contact) -> Interaction:
    """A meeting of both, yesterday."""
    return log_interaction(
        alice, kind="meeting", people=[grace, tomas], happened_at=NOW - DAY, title="Lunch", body="Soup."
    )


def url(entry: Interaction, contact: Contact, verb: str = "") -> str:
    """The address of the entry on the contact's page."""
    return f"/people/{contact.pk}/entries/{entry.pk}/{verb}"


def touched(*people: Contact) -> list[datetime | None]:
    """When each was last in touch."""
    return [Contact.objects.get(pk=person.pk).last_touch_at for person in people]


def names(entry: Interaction) -> list[str]:
    """Who took part."""
    return [person.display_name for person in entry.people.order_by("display_name")]


def everything(entry: Interaction) -> tuple[object, ...]:
    """The entry as the database has it."""
    return Interaction.objects.values_list().get(pk=entry.pk), names(entry)


def test_a_note_may_name_others_who_took_part(alice_client: Client, grace: Contact, tomas: Contact) -> None:
    said = {"body": "Lunch.", "kind": "meeting", "companions": "tomás rivera, "}
    alice_client.post(f"/people/{grace.pk}/note/", said)
    assert (names(Interaction.objects.get()), touched(grace, tomas)) == (["Grace Mbeki", "Tomás Rivera"], [NOW, NOW])
    html = alice_client.get(f"/people/{tomas.pk}/").content.decode()
    assert f', with <a href="/people/{grace.pk}/">Grace Mbeki</a>' in html


@pytest.mark.parametrize(
    ("companions", "message"),
    [
        ("Nobody Known", "Nobody else among your people is called “Nobody Known”."),
        ("Grace Mbeki", "Nobody else among your people is called “Grace Mbeki”."),
        ("Wei Tanaka", "Several people are called “Wei Tanaka”."),
        ("Bob’s Friend", "Nobody else among your people is called"),
        (",".join(f"N{at}" for at in range(31)), "These are more than 30 people."),
    ],
)
def test_names_that_say_nobody(
    alice: User, bob: User, alice_client: Client, grace: Contact, companions: str, message: str
) -> None:
    for owner, name in ((alice, "Wei Tanaka"), (alice, "Wei Tanaka"), (bob, "Bob’s Friend")):
        make_contact(owner, name)
    answer = alice_client.post(f"/people/{grace.pk}/note/", {"body": "Lunch.", "companions": companions})
    text = answer.content.decode()
    assert (answer.status_code, message in text, "Lunch." in text) == (422, True, True)
    assert Interaction.objects.count() == 0


def test_a_name_with_a_comma_and_one_of_two_alike(alice: User, alice_client: Client, grace: Contact) -> None:
    junior, twin, _ = (make_contact(alice, name) for name in ("King, Jr.", "Wei Tanaka", "Wei Tanaka"))
    said = {"body": "Lunch.", "companions": f"{junior}; Wei Tanaka #{twin.pk}"}
    alice_client.post(f"/people/{grace.pk}/note/", said)
    assert {*Interaction.objects.get().people.all()} == {grace, junior, twin}


def test_names_are_offered_while_one_types(alice: User, bob: User, alice_client: Client, tomas: Contact) -> None:
    make_contact(bob, "Tomás of Bob")
    html = alice_client.get("/people/companions/", {"companions": "Grace Mbeki, riv"}).content.decode()
    assert [line for line in html.splitlines() if line] == [
        '<option value="Grace Mbeki, Tomás Rivera"></option>',
    ]


def test_an_entry_is_put_right_and_back(
    alice_client: Client, grace: Contact, tomas: Contact, lunch: Interaction
) -> None:
    before = everything(lunch)
    said = {"title": "", "body": "No, a **note**.", "kind": "note", "happened_at": "2026-11-20T08:00"}
    answer = alice_client.post(url(lunch, grace), said, follow=True)
    assert answer.redirect_chain == [(f"/people/{grace.pk}/", 302)]
    lunch.refresh_from_db()
    assert (lunch.is_touch, lunch.body, names(lunch)) == (False, "No, a **note**.", ["Grace Mbeki"])
    assert touched(grace, tomas) == [None, None]
    alice_client.post(undo_of(answer))
    assert (everything(lunch), touched(grace, tomas)) == (before, [NOW - DAY, NOW - DAY])
    assert Undo.objects.count() == 0


def test_an_entry_is_removed_and_put_back(
    alice_client: Client, grace: Contact, tomas: Contact, lunch: Interaction
) -> None:
    before = everything(lunch)
    answer = alice_client.post(url(lunch, grace, "remove/"), follow=True)
    assert (Interaction.objects.count(), touched(grace, tomas)) == (0, [None, None])
    alice_client.post(undo_of(answer))
    assert (everything(lunch), touched(grace, tomas)) == (before, [NOW - DAY, NOW - DAY])


def test_undo_is_over_after_a_day(alice_client: Client, grace: Contact, lunch: Interaction) -> None:
    undo = undo_of(alice_client.post(url(lunch, grace, "remove/"), follow=True))
    Undo.objects.update(created_at=NOW - DAY)
    answer = alice_client.post(undo, follow=True)
    assert ("cannot be taken back any more" in answer.content.decode(), Interaction.objects.count()) == (True, 0)


def test_who_has_gone_since_stays_away(
    alice_client: Client, grace: Contact, tomas: Contact, lunch: Interaction
) -> None:
    answer = alice_client.post(url(lunch, grace, "remove/"), follow=True)
    tomas.delete()
    alice_client.post(undo_of(answer))
    assert names(lunch) == ["Grace Mbeki"]


def test_editing_keeps_those_who_are_in_the_trash(
    alice_client: Client, grace: Contact, tomas: Contact, lunch: Interaction
) -> None:
    trash_contact(tomas, now=NOW)
    html = alice_client.get(url(lunch, grace)).content.decode()
    assert "Tomás" not in html
    alice_client.post(url(lunch, grace), {"body": "Soup.", "kind": "meeting"})
    assert names(lunch) == ["Grace Mbeki", "Tomás Rivera"]


def test_the_form_comes_in_the_place_of_the_entry(alice_client: Client, grace: Contact, lunch: Interaction) -> None:
    headers = {"HX-Request": "true", "HX-Target": f"entry-{lunch.pk}"}
    html = alice_client.get(url(lunch, grace), headers=headers).content.decode()
    assert ("<html" in html, 'value="Tomás Rivera"' in html, f'id="entry{lunch.pk}_body"' in html) == (
        False,
        True,
        True,
    )


def test_saving_as_it_is_moves_nothing(alice_client: Client, grace: Contact, lunch: Interaction) -> None:
    exact = NOW - DAY + timedelta(seconds=27, microseconds=5)
    Interaction.objects.update(happened_at=exact)
    form = alice_client.get(url(lunch, grace)).context["form"]
    alice_client.post(
        url(lunch, grace),
        {name: form[name].value() for name in ("title", "body", "kind", "companions")}
        | {"happened_at": "2026-11-23T13:00"},
    )
    lunch.refresh_from_db()
    assert (lunch.happened_at, lunch.is_touch, names(lunch)) == (exact, True, ["Grace Mbeki", "Tomás Rivera"])


def test_what_cannot_be_kept_comes_back(alice_client: Client, grace: Contact, lunch: Interaction) -> None:
    answer = alice_client.post(url(lunch, grace), {"title": "", "body": "", "kind": "call"})
    assert (answer.status_code, "Say what happened." in answer.content.decode()) == (422, True)


def test_what_an_interview_tells_is_changed_there(alice: User, alice_client: Client, grace: Contact) -> None:
    move(create_interview(alice, contacts=[grace], now=NOW), to="requested", now=NOW)
    entry = Interaction.objects.get()
    assert alice_client.get(url(entry, grace)).status_code == 404
    assert alice_client.post(url(entry, grace, "remove/")).status_code == 404
    assert f"/entries/{entry.pk}/" not in alice_client.get(f"/people/{grace.pk}/").content.decode()


def test_a_strangers_entry(bob_client: Client, grace: Contact, lunch: Interaction) -> None:
    assert bob_client.get(url(lunch, grace)).status_code == 404
    assert bob_client.post(url(lunch, grace, "remove/")).status_code == 404
    assert Interaction.objects.count() == 1
