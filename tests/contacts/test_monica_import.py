"""Monica's export brought in: people, who introduced them, what they did together; twice is as good as once."""

from accounts.models import User
from contacts.models import Interaction
from tests.contacts.bringing import open_file, run
from tests.contacts.monica import block, contact, export, of_uuid

FILE = export(
    contact("ada", "Ada", block("activity", "a"), block("note", of_uuid("n", body="Likes tea")), last_name="Okafor"),
    contact("ben", "Ben", block("activity", "a"), first_met_through="ada", stay_in_touch_frequency=90),
    blocks=(block("activity", of_uuid("a", summary="Dinner", happened_at="2025-01-02T00:00:00.000000Z")),),
)


def test_people_come_with_what_belongs_to_them(alice: User) -> None:
    assert run(open_file(alice, FILE)).state == "done"
    ada, ben = alice.contacts.order_by("display_name")
    assert (ada.uid, str(ada), ben.introducer, ben.cadence) == ("ada", "Ada Okafor", ada, "P3M")
    entries = alice.interactions.order_by("happened_at")
    assert [(one.uid, one.kind, one.people.count()) for one in entries] == [
        ("a", "meeting", 2),
        ("n", "note", 1),
    ]
    assert str(ben.last_touch_at)[:10] == "2025-01-02"


def test_the_same_file_twice_changes_nothing(alice: User) -> None:
    run(open_file(alice, FILE))
    before = list(alice.contacts.order_by("pk").values()), list(Interaction.objects.order_by("pk").values())
    again = run(open_file(alice, FILE))
    assert set(again.rows.values_list("outcome", flat=True)) == {"unchanged"}
    assert before == (list(alice.contacts.order_by("pk").values()), list(Interaction.objects.order_by("pk").values()))
