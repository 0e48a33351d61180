"""Looking for pairs and merging all that are certain: in steps, resumed after a death, stopped, and undone."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings

from accounts.models import User
from contacts import tasks
from contacts.actions.merging import runs, scan
from contacts.actions.merging.fields import choices_of
from contacts.actions.merging.merge import merge_contacts
from contacts.actions.merging.pairs import dismiss_pair
from contacts.actions.merging.part import part_contacts
from contacts.actions.people import trash_contact
from contacts.actions.reach import keep_has_email
from contacts.models import Channel, Contact, ContactMerge, DuplicatePair, DuplicateScan, MergeRun
from tests.contacts.test_merging import everything
from tests.factories import NOW, make_contact

LATER = NOW + timedelta(hours=1)
LEASE = timedelta(seconds=settings.LEASE_SECONDS)


def make_twins(owner: User, *names: str, **fields: Any) -> list[Contact]:
    """Contacts of these names who share one e-mail address."""
    made = [make_contact(owner, name, **fields) for name in names]
    address = f"{made[0].pk}@example.org"
    for contact in made:
        Channel.objects.create(owner=owner, contact=contact, kind="email", value=address, normal=address)
        keep_has_email(contact)
    return made


def lanes() -> dict[tuple[str, str], str]:
    """The lane of each open pair, by names."""
    pairs = DuplicatePair.objects.open().select_related("first", "second")
    return {(str(pair.first), str(pair.second)): pair.lane for pair in pairs}


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Nothing is done in the request, and chunks are of two pairs; the hints that were sent."""
    hints: list[Any] = []
    monkeypatch.setattr(scan, "AT_ONCE", 0)
    monkeypatch.setattr(runs, "AT_ONCE", 0)
    monkeypatch.setattr(runs, "CHUNK", 2)
    for module in (scan, runs, tasks):
        monkeypatch.setattr(module, "start", lambda *words: hints.append(words))
    return hints


def test_a_scan_finds_each_lane_and_asks_no_more_of_what_was_judged(alice: User, bob: User) -> None:
    make_twins(alice, "Grace Mbeki", "Grace Mbeki")
    make_twins(alice, "Wei Tanaka", "Tanaka, Wei")
    make_twins(alice, "Noor Haddad", "Ingrid Solheim")
    make_twins(bob, "Samuel Okafor", "Samuel Okafor")
    Contact.objects.filter(display_name="Tanaka, Wei").update(role="Poet")
    Contact.objects.filter(display_name="Wei Tanaka").update(role="Planner")
    scan.begin_scan(alice, now=NOW)
    assert sorted(lanes().values()) == ["certain", "conflict", "maybe"]
    dismiss_pair(DuplicatePair.objects.get(lane="maybe"), now=NOW)
    Contact.objects.filter(display_name="Wei Tanaka").update(role="Poet")
    scan.begin_scan(alice, now=LATER)
    assert list(lanes().values()) == ["certain", "certain"]
    assert DuplicateScan.objects.filter(state="done", done=2).count() == 2


def test_what_is_no_longer_alike_or_in_the_trash_is_not_shown(alice: User) -> None:
    other = make_twins(alice, "Grace Mbeki", "Grace Mbeki")[1]
    two = make_twins(alice, "Wei Tanaka", "Wei Tanaka")
    scan.begin_scan(alice, now=NOW)
    trash_contact(two[0], now=NOW)
    assert len(lanes()) == 1
    Channel.objects.filter(contact=other).delete()
    Contact.objects.filter(pk=other.pk).update(display_name="Someone Else")
    scan.begin_scan(alice, now=LATER)
    assert (lanes(), DuplicatePair.objects.count()) == ({}, 0)


def test_a_scan_is_taken_up_where_it_was_left(alice: User, sent: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    make_twins(alice, "Grace Mbeki", "Grace Mbeki")
    begun = scan.begin_scan(alice, now=NOW)
    assert (sent, lanes()) == ([(scan.TASK, begun.pk)], {})
    assert scan.continue_scan(begun.pk, now=NOW)
    assert scan.begin_scan(alice, now=LATER).pk == begun.pk
    DuplicateScan.objects.update(leased_until=LATER + LEASE)
    assert not scan.continue_scan(begun.pk, now=LATER)
    assert scan.stalled_scans(now=LATER) == []
    assert scan.stalled_scans(now=LATER + LEASE) == [begun.pk]
    assert [scan.continue_scan(begun.pk, now=LATER + LEASE) for _ in range(3)] == [True, False, False]
    assert list(lanes().values()) == ["certain"]


def test_a_scan_that_cannot_be_done_is_given_up(alice: User, sent: list[Any]) -> None:
    make_contact(alice)
    scan.begin_scan(alice, now=NOW)
    assert scan.stalled_scans(now=NOW + timedelta(days=2)) == []
    assert DuplicateScan.objects.get().state == "failed"
    scan.forget_scans(now=NOW + timedelta(days=40))
    assert not DuplicateScan.objects.exists()


def test_all_certain_pairs_become_one_and_come_back(alice: User, bob: User) -> None:
    make_twins(alice, "Grace Mbeki", "Grace Mbeki", "Grace Mbeki")
    make_twins(alice, "Wei Tanaka", "Wei Tanaka")
    make_twins(alice, "Noor Haddad", "Ingrid Solheim")
    make_twins(bob, "Samuel Okafor", "Samuel Okafor")
    for owner in (alice, bob):
        scan.begin_scan(owner, now=NOW)
    before = everything() | {"contacts_mergerun": []}
    run = runs.begin_run(alice, now=NOW)
    assert run
    assert (run.state, run.total, run.merges.count()) == ("done", 4, 3)
    assert sorted(alice.contacts.values_list("display_name", flat=True)) == [
        *("Grace Mbeki", "Ingrid Solheim", "Noor Haddad", "Wei Tanaka"),
    ]
    assert bob.contacts.count() == 2
    assert runs.undo_run(run, now=LATER).state == "undone"
    assert everything() | {"contacts_mergerun": []} == before
    assert runs.undo_run(run, now=LATER).state == "undone"


def test_a_pair_that_a_merge_makes_a_conflict_is_not_merged(alice: User) -> None:
    made = make_twins(alice, "Grace Mbeki", "Grace Mbeki", "Grace Mbeki")
    for contact, birthday in zip(made[1:], ("1990-04-15", "1991-04-15"), strict=True):
        Contact.objects.filter(pk=contact.pk).update(birthday=birthday)
    scan.begin_scan(alice, now=NOW)
    runs.begin_run(alice, now=NOW)
    assert (alice.contacts.count(), list(lanes().values())) == (2, ["conflict"])


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ({"role": "Złota 44"}, {"role": "Zlota 44"}),
        ({"location": "Straße"}, {"location": "STRASSE"}),
        ({"location": "Ўзбекистон"}, {"location": "Узбекистон"}),
        ({"location": "हिन्दी"}, {"location": "हिनदी"}),
        ({"birthday": "--04-15"}, {"birthday": "1990-04-15"}),
        ({"birthday": "1991-04-15"}, {"birthday": "1990-04-15"}),
        ({"photo_digest": "0" * 16}, {"photo_digest": "1" * 16}),
    ],
)
def test_what_differs_to_the_scan_differs_to_the_merge(alice: User, here: Any, there: Any) -> None:
    people = make_twins(alice, "Grace Mbeki", "Grace Mbeki")
    for contact, fields in zip(people, (here, there), strict=True):
        Contact.objects.filter(pk=contact.pk).update(**fields)
    scan.begin_scan(alice, now=NOW)
    found, one, other = lanes(), *alice.contacts.order_by("pk")
    differs = any(choice.differs for choice in choices_of(one, other))
    assert list(found.values()) == ["conflict" if differs else "certain"]
    runs.begin_run(alice, now=NOW)
    assert lanes() == (found if differs else {})


def die_after(run: MergeRun, now: datetime) -> bool:
    """A chunk that is done, and never kept."""
    runs.do_chunk(run, now)
    raise KeyboardInterrupt


@pytest.fixture
def six_pairs(alice: User) -> None:
    """Six certain pairs."""
    for number in range(6):
        make_twins(alice, f"Person Number{number}", f"Person Number{number}")
    scan.begin_scan(alice, now=NOW)


def test_a_run_is_resumed_after_a_death_and_stopped(alice: User, six_pairs: None, sent: list[Any]) -> None:
    run = runs.begin_run(alice, now=NOW)
    assert run == runs.begin_run(alice, now=NOW)
    assert run
    assert runs.continue_run(run.pk, now=NOW)
    with pytest.raises(KeyboardInterrupt):
        runs.do_next(MergeRun, run.pk, do=die_after, now=NOW)
    assert (alice.contacts.count(), runs.stalled_runs(now=NOW), runs.stalled_runs(now=NOW + LEASE)) == (
        10,
        [],
        [run.pk],
    )
    assert runs.continue_run(run.pk, now=NOW + LEASE)
    runs.stop_run(run, now=LATER)
    run.refresh_from_db()
    assert (run.state, run.done, alice.contacts.count()) == ("cancelled", 4, 8)
    assert runs.undo_run(run, now=LATER).is_open
    while runs.continue_run(run.pk, now=LATER):
        pass
    assert (MergeRun.objects.get().state, alice.contacts.count()) == ("undone", 12)


def test_a_run_that_was_given_up_is_taken_back_as_a_whole(alice: User, six_pairs: None, sent: list[Any]) -> None:
    run = runs.begin_run(alice, now=NOW)
    assert run
    assert runs.continue_run(run.pk, now=NOW)
    later = NOW + timedelta(days=1)
    assert runs.stalled_runs(now=later) == []
    run.refresh_from_db()
    assert (run.state, alice.contacts.count(), run.can_be_undone(later)) == ("failed", 10, True)
    assert runs.undo_run(run, now=later).is_open
    assert runs.stalled_runs(now=later + LEASE) == [run.pk]
    while runs.continue_run(run.pk, now=later):
        pass
    run.refresh_from_db()
    assert (run.state, alice.contacts.count(), run.can_be_undone(later)) == ("undone", 12, False)


def test_a_merge_on_which_another_stands_stays_when_the_run_is_undone(alice: User) -> None:
    one, _ = make_twins(alice, "Grace Mbeki", "Grace Mbeki")
    scan.begin_scan(alice, now=NOW)
    run = runs.begin_run(alice, now=NOW)
    other = make_contact(alice, "Other")
    merge_contacts(one, gone=other, now=NOW)
    assert run
    assert runs.undo_run(run, now=LATER).state == "undone"
    assert list(ContactMerge.objects.standing().values_list("run", flat=True)) == [None, None]


@pytest.mark.parametrize("is_forgotten", [False, True])
def test_a_merge_under_another_stays_one_when_that_one_is_taken_back(alice: User, is_forgotten: bool) -> None:
    _, gone = make_twins(alice, "Grace Mbeki", "Grace Mbeki")
    scan.begin_scan(alice, now=NOW)
    run = runs.begin_run(alice, now=NOW)
    assert run
    first = run.merges.get()
    later = merge_contacts(make_contact(alice, "Other"), gone=first.kept, now=NOW + timedelta(days=20))
    if is_forgotten:
        runs.forget_merges(now=NOW + timedelta(days=31))
    else:
        runs.undo_run(run, now=LATER)
    assert part_contacts(later, now=NOW + timedelta(days=31)).stayed == []
    rows = ContactMerge.objects.filter(gone_pk=gone.pk).values_list("pk", "kept", "run", "undo__kept__id")
    assert list(rows) == [(first.pk, first.kept_id, *((run.pk, None) if is_forgotten else (None, first.kept_id)))]


def test_without_certain_pairs_there_is_no_run(alice: User) -> None:
    assert (runs.begin_run(alice, now=NOW), MergeRun.objects.count()) == (None, 0)


def test_after_30_days_only_the_old_address_is_left(alice: User) -> None:
    one, other = make_contact(alice), make_contact(alice)
    merge_contacts(one, gone=other, now=NOW)
    runs.forget_merges(now=NOW + timedelta(days=29))
    assert ContactMerge.objects.exclude(undo={}).count() == 1
    runs.forget_merges(now=NOW + timedelta(days=31))
    assert ContactMerge.objects.filter(undo={}, gone_pk=other.pk, kept=one).count() == 1


def test_the_ticks_take_up_what_was_left(alice: User, sent: list[Any], clock: None) -> None:
    make_contact(alice)
    begun = scan.begin_scan(alice, now=NOW)
    run = MergeRun.objects.create(owner=alice, total=1, created_at=NOW)
    sent.clear()
    tasks.resume_merging()
    assert sent == [(scan.TASK, begun.pk), (runs.TASK, run.pk)]
    tasks.continue_scan(begun.pk)
    tasks.continue_run(run.pk)
    assert sent[2:] == [(scan.TASK, begun.pk)]
