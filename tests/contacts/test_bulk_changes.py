"""Changes of many people: whom they are about, what they write, how they stop and are undone, and survive a death."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts import tasks
from contacts.actions import people
from contacts.actions.bulk import changes
from contacts.actions.progress import Progress, record_progress
from contacts.actions.timeline import log_interaction
from contacts.models import BulkChange, BulkPerson, Contact, Tag
from tests.factories import NOW, make_contact

LATER = NOW + timedelta(hours=1)
LEASE = timedelta(seconds=settings.LEASE_SECONDS)
VERBS = [
    *(("tag", "Energy"), ("untag", "energy"), ("cadence", "P1M"), ("cadence", ""), ("warmth", "close")),
    *(("archive", ""), ("trash", "")),
]


@pytest.fixture
def crowd(alice: User, bob: User) -> list[Contact]:
    """Seven people of Alice's in as many states; all columns of a contact of Bob's are watched beside them."""
    made = [make_contact(alice, f"Person {n}") for n in range(7)]
    made[1].introducer = made[0]
    made[1].save()
    log_interaction(alice, kind="call", people=made[2:4], happened_at=NOW - timedelta(days=40))
    people.set_cadence(made[3], cadence="P2W")
    people.snooze_contact(made[3], until=LATER)
    people.archive_contact(made[4], now=NOW - timedelta(days=1))
    people.trash_contact(made[5], now=NOW - timedelta(days=2))
    people.set_tags(made[6], names=["Energy", "Tea"])
    Contact.objects.filter(pk=made[0].pk).update(warmth="close")
    for contact in made:
        record_progress(contact)
    people.set_tags(make_contact(bob, "Stranger"), names=["Energy"])
    return made


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Chunks of three people, none in the request; the hints that were sent."""
    sent: list[Any] = []
    monkeypatch.setattr(changes, "CHUNK", 3)
    monkeypatch.setattr(changes, "AT_ONCE", 0)
    for module in (changes, tasks):
        monkeypatch.setattr(module, "start", lambda *words: sent.append(words))
    return sent


def state() -> list[Any]:
    """All that a change may write, of everyone's people."""
    columns = [f.attname for f in Contact._meta.concrete_fields if f.name != "updated_at"]
    rows = Contact.objects.order_by("pk").values(*columns)
    return [row | {"tags": sorted(Tag.objects.filter(contacts=row["id"]).values_list("name"))} for row in rows]


def begin(owner: User, verb: str, value: str = "") -> BulkChange:
    """A change of all that the owner has."""
    return changes.begin_change(owner, people=Contact.objects.all(), verb=verb, value=value, now=NOW)


def run(change: BulkChange) -> BulkChange:
    """All that workers do."""
    while changes.continue_change(change.pk, now=NOW):
        pass
    change.refresh_from_db()
    return change


def one_by_one(crowd: list[Contact], verb: str, value: str) -> None:
    """What the change does, by the actions for one person."""
    acts: dict[str, Any] = {
        "tag": lambda c, names: people.set_tags(c, names=names | {value}),
        "untag": lambda c, names: people.set_tags(c, names=[n for n in names if n.lower() != value]),
        "cadence": lambda c, _: people.set_cadence(c, cadence=value),
        "warmth": lambda c, _: Contact.objects.filter(pk=c.pk).update(warmth=value),
        "archive": lambda c, _: people.archive_contact(c, now=NOW),
        "trash": lambda c, _: people.trash_contact(c, now=NOW),
    }
    for contact in Contact.objects.filter(pk__in=[c.pk for c in crowd]):
        acts[verb](contact, {tag.name for tag in contact.tags.all()})


@pytest.mark.parametrize(("verb", "value"), VERBS)
def test_many_at_once_come_to_the_same_as_one_by_one(
    alice: User, crowd: list[Contact], small_chunks: list[Any], verb: str, value: str
) -> None:
    before = state()
    change = run(begin(alice, verb, value))
    together = state()
    changes.undo_change(change, now=LATER)
    assert (run(change).state, change.done, change.changed, state()) == ("undone", 0, 0, before)
    one_by_one(crowd, verb, value)
    assert together == state() != before


def test_a_small_change_is_done_at_once_and_counts_those_it_changed(alice: User, crowd: list[Contact]) -> None:
    change = begin(alice, "tag", " ENERGY ")
    assert (change.state, change.value, change.total, change.done, change.changed) == ("done", "Energy", 7, 7, 6)
    assert Tag.objects.get(owner=alice, name="Energy").contacts.count() == 7


def test_a_great_change_is_one_task_a_chunk(alice: User, crowd: list[Contact], small_chunks: list[Any]) -> None:
    change = begin(alice, "warmth", "warm")
    for _ in range(3):
        tasks.continue_change(change.pk)
    change.refresh_from_db()
    assert small_chunks == [(changes.TASK, change.pk)] * 3
    assert (change.state, change.done, change.leased_until) == ("done", 7, None)


def test_a_great_change_begins_with_a_row_for_each_part(
    alice: User, crowd: list[Contact], small_chunks: list[Any]
) -> None:
    change = begin(alice, "warmth", "warm")
    assert [len(part.contacts) for part in change.waiting.all()] == [3, 3, 1]
    assert (BulkPerson.objects.count(), change.total) == (0, 7)


def test_who_joins_or_leaves_later_makes_no_difference(
    alice: User, crowd: list[Contact], small_chunks: list[Any]
) -> None:
    change = begin(alice, "archive")
    late = make_contact(alice)
    crowd[0].delete()
    late.refresh_from_db()
    assert (run(change).state, change.total, change.done, late.archived_at) == ("done", 7, 6, None)


def test_what_the_user_changed_since_is_not_overwritten(alice: User, crowd: list[Contact]) -> None:
    warm, archived = begin(alice, "warmth", "warm"), begin(alice, "archive")
    Contact.objects.filter(pk=crowd[0].pk).update(warmth="new", archived_at=LATER)
    people.unarchive_contact(crowd[1])
    left = [changes.undo_change(change, now=LATER).changed for change in (warm, archived)]
    found = Contact.objects.filter(pk__in=[crowd[0].pk, crowd[1].pk]).order_by("pk")
    assert left == [1, 2]
    assert list(found.values_list("warmth", "archived_at")) == [("new", LATER), ("", None)]


def test_a_tag_that_was_deleted_since_stays_so(alice: User, crowd: list[Contact]) -> None:
    change = begin(alice, "untag", "tea")
    Tag.objects.filter(owner=alice, name="Tea").delete()
    changes.undo_change(change, now=LATER)
    assert list(Tag.objects.filter(owner=alice).values_list("name", flat=True)) == ["Energy"]


def test_a_snooze_does_not_come_back_over_something_new_to_do(alice: User, crowd: list[Contact]) -> None:
    change = begin(alice, "cadence", "")
    record_progress(crowd[3], told=Progress("held", "thank", LATER))
    changes.undo_change(change, now=LATER)
    crowd[3].refresh_from_db()
    assert (crowd[3].cadence, crowd[3].next_step, crowd[3].snoozed_until) == ("P2W", "thank", None)


def test_a_stopped_change_keeps_what_is_done_and_can_be_undone(
    alice: User, crowd: list[Contact], small_chunks: list[Any]
) -> None:
    before = state()
    change = begin(alice, "warmth", "warm")
    changes.continue_change(change.pk, now=NOW)
    changes.stop_change(change, now=NOW)
    assert (run(change).state, change.done) == ("cancelled", 3)
    changes.undo_change(change, now=LATER)
    assert (run(change).state, state()) == ("undone", before)


@pytest.mark.parametrize("verb", ["archive", "undo"])
def test_a_change_whose_worker_died_is_completed_exactly_once(
    alice: User, crowd: list[Contact], small_chunks: list[Any], monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    before = state()
    change = begin(alice, "archive")
    if verb == "undo":
        changes.undo_change(run(change), now=NOW)
    changes.continue_change(change.pk, now=NOW)
    with monkeypatch.context() as dying, pytest.raises(KeyboardInterrupt):
        dying.setattr(changes, "do_part" if verb == "archive" else "undo_part", die_after(verb))
        changes.continue_change(change.pk, now=NOW)
    assert (changes.continue_change(change.pk, now=NOW), changes.stalled_changes(now=NOW)) == (False, [])
    resume_after_the_lease(small_chunks, monkeypatch)
    change.refresh_from_db()
    assert (change.state, change.changed) == (("done", 6) if verb == "archive" else ("undone", 0))
    assert (state() == before) is (verb == "undo")


def resume_after_the_lease(sent: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """What the next tick and the workers do."""
    sent.clear()
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + LEASE)
    tasks.resume_changes()
    assert len(sent) == 1
    while sent:
        tasks.continue_change(sent.pop()[1])


def die_after(verb: str) -> Any:
    """A step that does its work and is killed before it is kept."""
    step = changes.do_part if verb == "archive" else changes.undo_part

    def die(change: BulkChange, **how: Any) -> bool:
        step(change, **how)
        raise KeyboardInterrupt

    return die


def test_a_chunk_that_runs_twice_changes_nothing(alice: User, crowd: list[Contact], small_chunks: list[Any]) -> None:
    change = run(begin(alice, "tag", "New"))
    kept, after = list(BulkPerson.objects.order_by("pk").values()), state()
    for now in (NOW, NOW + LEASE):
        assert changes.continue_change(change.pk, now=now) is False
    assert (list(BulkPerson.objects.order_by("pk").values()), state()) == (kept, after)


def test_a_change_that_another_worker_has_in_hand_is_left_alone(
    alice: User, crowd: list[Contact], small_chunks: list[Any]
) -> None:
    change = begin(alice, "archive")
    BulkChange.objects.filter(pk=change.pk).update(leased_until=NOW + LEASE)
    assert (changes.continue_change(change.pk, now=NOW), changes.stalled_changes(now=NOW)) == (False, [])
    assert BulkChange.objects.get(pk=change.pk).done == 0


def test_what_cannot_be_done_is_given_up_after_a_day(
    alice: User, crowd: list[Contact], small_chunks: list[Any]
) -> None:
    change = begin(alice, "archive")
    assert changes.stalled_changes(now=NOW + timedelta(days=2)) == []
    change.refresh_from_db()
    assert (change.state, change.done) == ("failed", 0)


def test_an_undo_of_an_older_change_has_a_day_of_its_own(
    alice: User, crowd: list[Contact], small_chunks: list[Any]
) -> None:
    change, later = begin(alice, "archive"), NOW + timedelta(days=9)
    while changes.continue_change(change.pk, now=NOW):
        pass
    changes.undo_change(change, now=later)
    assert changes.stalled_changes(now=later + timedelta(hours=23)) == [change.pk]
    assert changes.stalled_changes(now=later + timedelta(days=1)) == []
    change.refresh_from_db()
    assert (change.state, change.can_be_undone(later)) == ("failed", True)


def test_old_changes_are_forgotten_with_all_they_kept(alice: User, crowd: list[Contact]) -> None:
    old = begin(alice, "warmth", "warm")
    BulkChange.objects.filter(pk=old.pk).update(created_at=NOW - timedelta(days=31))
    new = begin(alice, "warmth", "close")
    changes.forget_changes(now=NOW)
    assert [*BulkChange.objects.values_list("pk", flat=True)] == [new.pk]
    assert {*BulkPerson.objects.values_list("change", flat=True)} == {new.pk}
    assert changes.undo_change(new, now=NOW + timedelta(days=31)).state == "done"


@pytest.mark.parametrize(("verb", "value"), [("tag", ""), ("cadence", ""), ("archive", ""), ("export", "json")])
def test_a_chunk_asks_as_often_for_30_people_as_for_one(alice: User, verb: str, value: str) -> None:
    asked = []
    for count in (1, 29):
        for _ in range(count):
            people.set_tags(make_contact(alice), names=["One"])
        with CaptureQueriesContext(connection) as queries:
            begin(alice, verb, {"tag": f"t{count}", "cadence": "P1M" if count == 1 else "P2W"}.get(verb, value))
        asked.append(len(queries))
    assert asked[0] == asked[1]


@pytest.mark.parametrize(
    ("verb", "value"), [("cadence", "P9W"), ("warmth", "hot"), ("tag", " "), ("untag", "None"), ("export", "pdf")]
)
def test_a_value_that_makes_no_sense_is_refused(alice: User, crowd: list[Contact], verb: str, value: str) -> None:
    with pytest.raises(ValueError, match="no "):
        begin(alice, verb, value)
    assert BulkChange.objects.count() == 0
