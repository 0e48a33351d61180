"""Deleting a path or making it a part of another: what was learned stays, and Undo brings all of it back."""

from datetime import date

import pytest
from django.test import Client

from accounts.models import User
from contacts.models import CareerPath, Contact
from interviews.actions.ending_paths import delete_path
from interviews.models import Interview
from tests.factories import NOW, make_contact
from tests.interviews.addresses import told, undo_in, url
from tests.tables import everything

pytestmark = pytest.mark.usefixtures("clock")
BESIDE = {"interviews_removal"}


def fill(path: CareerPath, talk: Interview, people: list[Contact], *, has_left: bool = False) -> None:
    """Everything of which a path can have some, on that path."""
    owner, said = path.owner, path.name[0]
    talk.paths.add(path, through_defaults={"owner": owner})
    for contact in people:
        owner.contactpaths.create(contact=contact, path=path, has_left=has_left)
    gap, _ = owner.informationgaps.get_or_create(text="What does it pay?")
    criterion, _ = owner.criteria.get_or_create(name="Pay")
    owner.gapanswers.create(gap=gap, path=path, state="answered" if said == "G" else "partly", answer=f"{said} pays")
    piece = owner.takeaways.create(text=f"{said} is fair", path=path, gap=gap, interview=talk)
    score = owner.scores.create(criterion=criterion, path=path, value=2 if said == "G" else 4)
    score.links.create(owner=owner, takeaway=piece)
    owner.ownanswers.create(prompt="tried", path=path, text=f"{said} course", created_at=NOW)
    owner.changes_of_mind.create(of="gut", path=path, changed_at=NOW)
    owner.savedviews.create(name=f"On {path}", query=f"tag=path%3D1&path={path.pk}&sort=role")


@pytest.fixture
def kept(alice: User, held: Interview, grace: Contact) -> CareerPath:
    """The path that stays."""
    path = alice.careerpaths.create(name="Grid planner", draws="Wires")
    fill(path, held, [grace])
    return path


@pytest.fixture
def gone(alice: User, kept: CareerPath, held: Interview, grace: Contact) -> CareerPath:
    """The one that goes, with somebody and a question of its own."""
    path = alice.careerpaths.create(name="Miller", draws="Flour", small_test="A day at the mill")
    fill(path, held, [grace, make_contact(alice)], has_left=True)
    own = alice.informationgaps.create(text="Who hires?")
    alice.gapanswers.create(gap=own, path=path, state="partly", answer="Mills")
    return path


def test_both_pages_name_what_happens(alice_client: Client, gone: CareerPath) -> None:
    before = everything()
    said = [told(alice_client.get(url(name, gone.pk)))["said"] for name in ("path_delete", "path_merge")]
    rest = "2 answers, 1 score, 1 answer of your own and 1 diary entry"
    assert said == [
        f"1 thing learned stays, on no path. 2 people and 1 talk lose it; {rest} go.",
        f"1 thing learned, 2 people, 1 talk, {rest}",
    ]
    assert everything() == before


def test_what_was_learned_on_a_deleted_path_stays(alice: User, alice_client: Client, gone: CareerPath) -> None:
    alice_client.post(url("path_delete", gone.pk))
    rows = alice.takeaways.order_by("text").values_list("text", "path__name")
    assert list(rows) == [("G is fair", "Grid planner"), ("M is fair", None)]
    assert list(alice.careerpaths.values_list("name", flat=True)) == ["Grid planner"]


@pytest.mark.parametrize("name", ["path_delete", "path_merge"])
def test_undo_brings_both_back_and_twice_is_once(
    alice_client: Client, kept: CareerPath, gone: CareerPath, name: str
) -> None:
    before = everything(beside=BESIDE)
    undo = undo_in(alice_client.post(url(name, gone.pk), {"kept": kept.pk}, follow=True))
    assert everything(beside=BESIDE) != before
    for _ in range(2):
        alice_client.post(undo)
        assert everything(beside=BESIDE) == before


def test_a_merge_brings_all_to_the_path_that_stays(
    alice: User, alice_client: Client, kept: CareerPath, gone: CareerPath
) -> None:
    alice_client.post(url("path_merge", gone.pk), {"kept": kept.pk})
    kept.refresh_from_db()
    answers = alice.gapanswers.order_by("gap").values_list("state", "answer")
    assert list(answers) == [("answered", "G pays\nM pays"), ("partly", "Mills")]
    assert (kept.draws, kept.small_test, alice.scores.get().value) == ("Wires\nFlour", "A day at the mill", 2)
    assert [it.has_left for it in kept.contactpath_set.all()] == [True, True]
    rows = (alice.takeaways, alice.ownanswers, alice.changes_of_mind, alice.interviewpaths)
    assert [list(each.values_list("path", flat=True)) for each in rows] == [[kept.pk] * n for n in (2, 2, 2, 1)]
    views = {view.query for view in alice.savedviews.filter(name__startswith="On ")}
    assert views == {f"tag=path%3D1&path={kept.pk}&sort=role"}


def test_undo_leaves_what_was_changed_since(
    alice: User, alice_client: Client, kept: CareerPath, gone: CareerPath
) -> None:
    undo = undo_in(alice_client.post(url("path_merge", gone.pk), {"kept": kept.pk}, follow=True))
    alice.gapanswers.filter(path=kept, state="answered").update(answer="Both pay")
    alice.takeaways.filter(text="M is fair").update(text="M is hard", said_on=date(2026, 11, 1))
    alice_client.post(undo)
    assert alice.gapanswers.get(path=kept).answer == "Both pay"
    assert list(alice.takeaways.filter(path=gone).values_list("text", flat=True)) == ["M is hard"]


def test_words_that_are_too_long_together_are_refused(alice_client: Client, kept: CareerPath, gone: CareerPath) -> None:
    CareerPath.objects.filter(pk__in=[kept.pk, gone.pk]).update(draws="x" * 4_000)
    CareerPath.objects.filter(pk=gone.pk).update(draws="y" * 4_000)
    before = everything()
    page = alice_client.post(url("path_merge", gone.pk), {"kept": kept.pk})
    assert (page.status_code, everything()) == (422, before)
    assert "too long for one, make it shorter first: Grid planner" in page.content.decode()


def test_undo_where_the_name_is_taken_says_so(alice: User, alice_client: Client, gone: CareerPath) -> None:
    undo = undo_in(alice_client.post(url("path_delete", gone.pk), follow=True))
    alice.careerpaths.create(name="MILLER")
    before = everything()
    page = alice_client.post(undo, follow=True)
    assert "there is another of that name now" in page.content.decode()
    assert everything() == before


def test_strangers_find_no_path_and_merge_into_none(bob: User, bob_client: Client, gone: CareerPath) -> None:
    pages = [url(name, gone.pk) for name in ("path_delete", "path_merge")]
    sent = [send(page) for page in pages for send in (bob_client.get, bob_client.post)]
    mine = bob.careerpaths.create(name="Tailor")
    refused = bob_client.post(url("path_merge", mine.pk), {"kept": gone.pk})
    sent += [refused, bob_client.post(url("path_restore", delete_path(gone, now=NOW).pk))]
    assert [answer.status_code for answer in sent] == [404, 404, 404, 404, 422, 404]
