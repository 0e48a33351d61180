"""The page of duplicates, two people side by side, merging any two, and the way back; also for strangers."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.actions.merging import runs, scan
from contacts.actions.merging.merge import merge_contacts
from contacts.models import Contact, ContactMerge, DuplicatePair, MergeRun
from tests.contacts.test_bulk_views import toast
from tests.contacts.test_merge_runs import make_twins
from tests.factories import NOW, make_contact

HERE = "/people/duplicates/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def pair(alice: User) -> DuplicatePair:
    """A pair that differs in the role."""
    one, other = make_twins(alice, "Grace Mbeki", "Grace Mbeki")
    Contact.objects.filter(pk=one.pk).update(role="Grid planner")
    Contact.objects.filter(pk=other.pk).update(role="Head of grid", location="Ely")
    scan.begin_scan(alice, now=NOW)
    return DuplicatePair.objects.get()


def text(client: Client, url: str = HERE, **headers: str) -> str:
    """What the page says."""
    return client.get(url, headers=headers).content.decode()


def test_before_the_first_look_the_page_offers_one(alice: User, alice_client: Client, bob: User) -> None:
    make_twins(bob, "Samuel Okafor", "Samuel Okafor")
    make_twins(alice, "Grace Mbeki", "Grace Mbeki")
    scan.begin_scan(bob, now=NOW)
    assert "Not checked yet" in text(alice_client)
    answer = alice_client.post(f"{HERE}scan/")
    assert (answer["Location"], toast(alice_client)) == (HERE, "One pair to look at.")
    page = text(alice_client)
    assert "Grace Mbeki" in page
    assert "Samuel Okafor" not in page


def test_each_pair_says_why_and_what_differs(alice_client: Client, pair: DuplicatePair) -> None:
    page = text(alice_client)
    address = f"{pair.first_id}@example.org"
    assert f"The same e-mail address {address} and the same name. They differ: role." in page
    assert 'Conflict <span class="count" data-lane="conflict">1</span>' in page
    assert "No pair of this kind" in text(alice_client, f"{HERE}?lane=maybe")


def test_who_has_another_profile_by_now_is_not_merged_with_all(alice: User, alice_client: Client, clock: None) -> None:
    twins = make_twins(alice, "Grace Mbeki", "Grace Mbeki")
    scan.begin_scan(alice, now=NOW)
    for slug, contact in zip(("grace", "grace-mbeki"), twins, strict=True):
        alice.channels.create(contact=contact, kind="linkedin", value=f"linkedin.com/in/{slug}", normal=slug)
    alice_client.post(f"{HERE}merge/")
    assert alice.contacts.count() == 2
    assert toast(alice_client) == "No pair was merged: they say different things by now."
    assert "They differ: LinkedIn profile." in text(alice_client, f"{HERE}?lane=conflict")


def test_side_by_side_the_user_picks(alice: User, alice_client: Client, pair: DuplicatePair) -> None:
    page = text(alice_client, f"{HERE}{pair.pk}/")
    assert page.count('type="radio"') == 2
    answer = alice_client.post(f"{HERE}{pair.pk}/", {"job": "gone"})
    assert (answer.status_code, answer["Location"]) == (302, f"{HERE}?lane=conflict&at={pair.pk}")
    kept = alice.contacts.get()
    assert (kept.pk, kept.role, kept.location) == (pair.first_id, "Head of grid", "Ely")
    merge = ContactMerge.objects.get()
    assert f'action="/people/merges/{merge.pk}/part/"' in text(alice_client)
    assert alice_client.get(f"/people/{merge.gone_pk}/")["Location"] == f"/people/{kept.pk}/"


def test_what_cannot_be_picked_is_refused(alice: User, alice_client: Client, pair: DuplicatePair) -> None:
    answer = alice_client.post(f"{HERE}{pair.pk}/", {"job": "neither"})
    assert (answer.status_code, alice.contacts.count()) == (422, 2)
    assert "Not merged yet, for they say different things." in answer.content.decode()


def test_what_was_not_seen_to_differ_is_chosen_first(alice: User, alice_client: Client) -> None:
    one, other = make_twins(alice, "Grace Mbeki", "Grace Mbeki")
    scan.begin_scan(alice, now=NOW)
    url = f"{HERE}{DuplicatePair.objects.get(lane='certain').pk}/"
    Contact.objects.filter(pk=one.pk).update(role="Grid planner", location="Ely")
    Contact.objects.filter(pk=other.pk).update(role="Head of grid", location="Ely")
    answer = alice_client.post(url)
    page = answer.content.decode()
    assert (answer.status_code, alice.contacts.count(), page.count('type="radio"')) == (422, 2, 2)
    assert "Not merged yet, for they say different things." in page
    assert alice_client.post(url, {"job": "kept"}).status_code == 302
    assert [contact.role for contact in alice.contacts.all()] == ["Grid planner"]


def test_a_merge_is_taken_back_with_words(alice: User, alice_client: Client, pair: DuplicatePair) -> None:
    alice_client.post(f"{HERE}{pair.pk}/", {"job": "kept"})
    merge = ContactMerge.objects.get()
    assert toast(alice_client) == "Grace Mbeki and Grace Mbeki are one."
    Contact.objects.update(location="Oslo")
    answer = alice_client.post(f"/people/merges/{merge.pk}/part/")
    assert answer["Location"] == f"/people/{merge.gone_pk}/"
    said = "Grace Mbeki and Grace Mbeki are two again. What you changed since stays: location."
    assert toast(alice_client) == said
    assert alice_client.get(f"/people/{merge.gone_pk}/").status_code == 200
    assert "What you changed since stayed: location" in text(alice_client)


def test_a_merge_under_a_later_one_is_not_taken_back(alice: User, alice_client: Client) -> None:
    one, two, three = (make_contact(alice, name) for name in ("One", "Two", "Three"))
    first = merge_contacts(one, gone=two, now=NOW)
    merge_contacts(one, gone=three, now=NOW)
    answer = alice_client.post(f"/people/merges/{first.pk}/part/")
    assert answer["Location"] == f"/people/{one.pk}/"
    assert toast(alice_client) == "Three was merged into One later. Take that back first."


@pytest.mark.parametrize("htmx", [False, True])
def test_not_the_same_is_remembered_and_can_be_recalled(alice_client: Client, pair: DuplicatePair, htmx: bool) -> None:
    headers = HTMX | {"HX-Target": f"pair-{pair.pk}"} if htmx else {}
    answer = alice_client.post(f"{HERE}{pair.pk}/dismiss/", headers=headers)
    assert DuplicatePair.objects.open().count() == 0
    page = answer.content.decode() if htmx else text(alice_client)
    assert "Grace Mbeki and Grace Mbeki are two people. Nobody asks again." in page
    assert f"{HERE}{pair.pk}/recall/" in page
    answer = alice_client.post(f"{HERE}{pair.pk}/recall/", headers=headers)
    assert DuplicatePair.objects.open().count() == 1
    assert (f'id="pair-{pair.pk}"' in answer.content.decode()) == htmx


def test_all_certain_pairs_are_merged_and_undone(alice: User, alice_client: Client, clock: None) -> None:
    for number in range(3):
        make_twins(alice, f"Person Number{number}", f"Person Number{number}")
    scan.begin_scan(alice, now=NOW)
    assert 'Merge all <span data-lane="certain">3</span> certain pairs' in text(alice_client)
    answer = alice_client.post(f"{HERE}merge/")
    run = MergeRun.objects.get()
    assert (answer["Location"], alice.contacts.count()) == (f"{HERE}?at=0", 3)
    page = text(alice_client)
    assert "3 pairs are one person each." in page
    assert f'action="/people/merges/runs/{run.pk}/undo/"' in page
    alice_client.post(f"/people/merges/runs/{run.pk}/undo/")
    assert (toast(alice_client), alice.contacts.count()) == ("3 merges were taken back.", 6)
    over = text(alice_client, f"/people/merges/runs/{run.pk}/", **HTMX | {"HX-Target": "progress"})
    assert '<p id="live" hx-swap-oob="innerHTML">3 merges were taken back.</p>' in over
    DuplicatePair.objects.all().delete()
    alice_client.post(f"{HERE}merge/")
    assert toast(alice_client) == "There is no certain pair any more."


def test_great_work_shows_how_far_it_is(alice: User, alice_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (scan, runs):
        monkeypatch.setattr(module, "AT_ONCE", 0)
        monkeypatch.setattr(module, "start", lambda *_: None)
    make_twins(alice, "Grace Mbeki", "Grace Mbeki")
    alice_client.post(f"{HERE}scan/")
    target = HTMX | {"HX-Target": "scan"}
    page = text(alice_client)
    assert ("Nobody so far" in page, "Nobody here" in page) == (True, False)
    assert "Step 1 of 2" in text(alice_client, **target)
    begun = alice.duplicatescans.get()
    while scan.continue_scan(begun.pk, now=NOW):
        pass
    assert alice_client.get(HERE, headers=target)["HX-Refresh"] == "true"
    assert "Show what was found" in text(alice_client, f"{HERE}?pairs", **target)  # a page in use stays as it is
    run = f"/people/merges/runs/{alice_client.post(f'{HERE}merge/')['Location'].split('/')[-2]}/"
    assert "0 of 1 pairs" in text(alice_client, run, **HTMX | {"HX-Target": "progress"})
    alice_client.post(f"{run}stop/")
    assert "Stopped" in text(alice_client, run)


def test_any_two_can_be_merged_from_a_persons_page(alice: User, alice_client: Client, bob: User) -> None:
    one, other = make_contact(alice, "Grace Mbeki"), make_contact(alice, "Gracie M.", role="Planner")
    make_contact(bob, "Gracie Stranger")
    assert f"/people/{one.pk}/merge/" in text(alice_client, f"/people/{one.pk}/")
    page = text(alice_client, f"/people/{one.pk}/merge/?q=graci", **HTMX | {"HX-Target": "found"})
    assert f"/people/{one.pk}/merge/?other={other.pk}" in page
    assert "Stranger" not in page
    assert "Gracie M." in text(alice_client, f"/people/{one.pk}/merge/?other={other.pk}")
    answer = alice_client.post(f"/people/{one.pk}/merge/", {"other": other.pk, "name": "gone"})
    assert answer["Location"] == f"/people/{one.pk}/"
    assert [(str(c), c.role) for c in alice.contacts.all()] == [("Gracie M.", "Planner")]


def test_nobody_is_merged_with_themselves_or_a_stranger(alice: User, alice_client: Client, bob: User) -> None:
    one, theirs, away = make_contact(alice), make_contact(bob), make_contact(alice, trashed_at=NOW)
    answer = alice_client.post(f"/people/{one.pk}/merge/", {"other": one.pk})
    assert answer.status_code == 422
    assert "That is the same person. Choose another one." in answer.content.decode()
    posted = [alice_client.post(f"/people/{one.pk}/merge/", {"other": pk}) for pk in (theirs.pk, away.pk, 10**17)]
    assert [answer.status_code for answer in posted] == [404, 404, 404]
    assert (Contact.objects.count(), ContactMerge.objects.count()) == (3, 0)


def test_the_old_address_leads_on_after_a_chain_and_only_its_owner(
    alice: User, alice_client: Client, bob: User
) -> None:
    one, two, three = (make_contact(alice) for _ in range(3))
    merge_contacts(two, gone=one, now=NOW)
    merge_contacts(three, gone=two, now=NOW)
    leads = [alice_client.get(f"/people/{pk}/")["Location"] for pk in (one.pk, two.pk)]
    assert leads == [f"/people/{three.pk}/"] * 2
    stranger = Client()
    stranger.force_login(bob)
    assert stranger.get(f"/people/{one.pk}/").status_code == 404


def queries(client: Client, url: str = HERE) -> int:
    """How often the page asks the database."""
    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    return len(asked)


def test_the_page_asks_as_often_for_30_pairs_as_for_one_and_has_pages(alice: User, alice_client: Client) -> None:
    make_twins(alice, "Person Number0", "Person Number0")
    scan.begin_scan(alice, now=NOW)
    few = queries(alice_client)
    for number in range(1, 32):
        make_twins(alice, f"Person Number{number}", f"Person Number{number}")
    scan.begin_scan(alice, now=NOW)
    assert queries(alice_client) == few
    first = text(alice_client)
    assert first.count('id="pair-') == 30
    more: Any = first.split('id="more"')[1].split('href="')[1].split('"')[0].replace("&amp;", "&")
    with CaptureQueriesContext(connection) as asked:
        assert text(alice_client, f"{HERE}{more}", **HTMX | {"HX-Target": "more"}).count('id="pair-') == 2
    assert [one for one in asked.captured_queries if "COUNT(" in one["sql"] or "mergerun" in one["sql"]] == []


def focus(client: Client, at: int) -> str:
    """Which pair has the focus, by id."""
    found = re.findall(r'id="pair-(\d+)"|( autofocus)', text(client, f"{HERE}?lane=certain&at={at}"))
    return next(found[place - 1][0] for place, (_, has_focus) in enumerate(found) if has_focus)


def test_the_focus_is_on_the_pair_or_the_next_one_wherever_it_is(alice: User, alice_client: Client) -> None:
    for number in range(33):
        make_twins(alice, f"Person Number{number}", f"Person Number{number}")
    scan.begin_scan(alice, now=NOW)
    pks = list(DuplicatePair.objects.order_by("pk").values_list("pk", flat=True))
    DuplicatePair.objects.filter(pk=pks[2]).delete()
    asked = [0, pks[2], pks[29], pks[31], 10**17]
    found = [pks[0], pks[3], pks[29], pks[31], pks[30]]
    assert [focus(alice_client, at) for at in asked] == [str(pk) for pk in found]
