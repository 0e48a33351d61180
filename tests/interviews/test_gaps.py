"""Questions to answer: written down, taken from the program's, removed and brought back, answered for each path."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from interviews.actions.gaps import add_gap, answer_gap, gaps_left
from interviews.actions.refusals import GapError
from interviews.forms.gaps import GapForm
from interviews.importing import builtin
from interviews.models import InformationGap
from tests.factories import NOW
from tests.interviews.addresses import htmx, told, undo_in, url

pytestmark = pytest.mark.usefixtures("clock")
HTMX = htmx("gaps")


@pytest.fixture
def gap(alice: User) -> InformationGap:
    """One that is there, with its answer on one path."""
    gap = alice.informationgaps.create(text="What does it pay?", kind="money")
    path = alice.careerpaths.create(name="Grid planner")
    gap.answers.create(owner=alice, path=path, state="partly", answer="Enough")
    return gap


def texts(owner: User) -> list[str]:
    """Those that are not removed."""
    return [str(gap) for gap in owner.informationgaps.active()]


def answers(gap: InformationGap) -> list[tuple[str, str, str]]:
    """What is kept beside it."""
    return [(str(row.path), row.state, row.answer) for row in gap.answers.order_by("path__name")]


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_one_line_is_enough(alice_client: Client, alice: User, headers: dict[str, str]) -> None:
    answer = alice_client.post(url("gap_list"), {"text": "  Who  hires? "}, headers=headers)
    assert [(str(gap), gap.importance) for gap in alice.informationgaps.all()] == [("Who hires?", "must")]
    if headers:
        assert answer.content.decode().lstrip().startswith('<div class="stack" id="gaps">')
        assert "autofocus" in answer.content.decode()
    else:
        assert answer.headers["Location"] == url("gap_list")


@pytest.mark.parametrize("text", ["", " \t", "x" * 301, "what DOES it pay?"])
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_line_that_cannot_be_comes_back(
    alice_client: Client, alice: User, gap: InformationGap, text: str, headers: dict[str, str]
) -> None:
    answer = alice_client.post(url("gap_list"), {"text": text}, headers=headers)
    assert (answer.status_code, list(told(answer)["form"].errors)) == (422, ["text"])
    assert texts(alice) == ["What does it pay?"]


def test_the_list_shows_ones_own_by_importance(
    alice_client: Client, alice: User, bob: User, gap: InformationGap
) -> None:
    alice.informationgaps.create(text="Who leaves?", importance="good")
    bob.informationgaps.create(text="Bob's question")
    page = alice_client.get(url("gap_list"))
    assert [(title, [str(row.gap) for row in rows]) for title, rows in told(page)["sections"]] == [
        ("Must know", ["What does it pay?"]),
        ("Good to know", ["Who leaves?"]),
    ]
    assert ["Enough" in page.content.decode(), "Bob's" in page.content.decode()] == [True, False]


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_one_that_was_removed_comes_back_with_its_answers(
    alice_client: Client, alice: User, gap: InformationGap, headers: dict[str, str]
) -> None:
    restore = url("gap_restore", gap.pk)
    answer = alice_client.post(url("gap_remove", gap.pk), headers=headers, follow=not headers)
    assert (texts(alice), f'action="{restore}"' in answer.content.decode()) == ([], True)
    alice_client.post(restore, headers=headers)
    assert (texts(alice), answers(gap)) == (["What does it pay?"], [("Grid planner", "partly", "Enough")])


def test_written_down_again_it_is_the_one_that_was_removed(
    alice_client: Client, alice: User, gap: InformationGap
) -> None:
    alice_client.post(url("gap_remove", gap.pk))
    alice_client.post(url("gap_list"), {"text": "what does it pay?", "importance": "good"})
    assert [(g.pk, g.importance) for g in alice.informationgaps.all()] == [(gap.pk, "good")]


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_one_that_another_has_replaced_stays_removed(
    alice_client: Client, alice: User, gap: InformationGap, headers: dict[str, str]
) -> None:
    InformationGap.objects.filter(pk=gap.pk).update(trashed_at=NOW)
    other = alice.informationgaps.create(text="What does it PAY?")
    answer = alice_client.post(url("gap_restore", gap.pk), headers=headers)
    assert answer.headers["HX-Redirect" if headers else "Location"] == url("gap_list")
    assert "already" in alice_client.get(url("gap_list")).content.decode()
    assert texts(alice) == [str(other)]


def test_words_and_answers_are_changed_on_one_page(alice_client: Client, alice: User, gap: InformationGap) -> None:
    planner, other = alice.careerpaths.get(), alice.careerpaths.create(name="Actuary")
    said = {f"state_{planner.pk}": "answered", f"answer_{planner.pk}": "46,000", f"state_{other.pk}": "open"}
    said |= {"text": "What would it pay?", "importance": "good", "kind": "", "initial-kind": "money"}
    assert alice_client.post(url("gap_edit", gap.pk), said).headers["Location"] == url("gap_list")
    gap.refresh_from_db()
    assert (gap.text, gap.importance, gap.kind) == ("What would it pay?", "good", "")
    assert answers(gap) == [("Grid planner", "answered", "46,000")]


@pytest.mark.parametrize("wrong", [{"text": ""}, {"importance": "x"}, {"state": "x"}, {"answer": "x" * 5001}])
def test_an_edit_that_cannot_be_comes_back(
    alice_client: Client, alice: User, gap: InformationGap, wrong: dict[str, str]
) -> None:
    pk = alice.careerpaths.get().pk
    said = {"text": "New", "importance": "good"}
    said |= {f"{name}_{pk}" if name in {"state", "answer"} else name: value for name, value in wrong.items()}
    answer = alice_client.post(url("gap_edit", gap.pk), said)
    assert (answer.status_code, len(told(answer)["form"].errors)) == (422, 1)
    assert (texts(alice), answers(gap)) == (["What does it pay?"], [("Grid planner", "partly", "Enough")])


def test_a_path_put_aside_keeps_what_is_known(alice_client: Client, alice: User, gap: InformationGap) -> None:
    alice.careerpaths.update(archived_at=NOW)
    alice.careerpaths.create(name="Never asked", archived_at=NOW)
    form = told(alice_client.get(url("gap_edit", gap.pk)))["form"]
    assert [str(path) for path, _, _ in form.answers()] == ["Grid planner"]
    rows = told(alice_client.get(url("gap_list")))["sections"][0][1]
    assert [(row.known, row.unknown) for row in rows] == [([], [])]


def test_seeds_are_taken_or_left(alice_client: Client, alice: User) -> None:
    first, second = builtin.gaps()[:2]
    alice.informationgaps.create(text=second.text.upper())
    assert first.text in alice_client.get(url("gap_seeds")).content.decode()
    alice_client.post(url("gap_seeds"), {"keys": [first.key]})
    taken = alice.informationgaps.get(builtin=first.key)
    assert (taken.text, taken.kind, taken.importance) == (first.text, first.kind, first.importance)
    assert [gap.key for gap in gaps_left(alice)] == [gap.key for gap in builtin.gaps()[2:]]


def test_all_seeds_are_taken_at_once_and_once(alice_client: Client, alice: User) -> None:
    removed = alice.informationgaps.create(text=builtin.gaps()[0].text, trashed_at=NOW)
    for _ in range(2):
        alice_client.post(url("gap_seeds"), {"everything": "1"})
    assert [alice.informationgaps.active().count(), alice.informationgaps.removed().count()] == [25, 0]
    assert alice.informationgaps.get(builtin=builtin.gaps()[0].key) == removed
    assert "You have them all" in alice_client.get(url("gap_seeds")).content.decode()


@pytest.mark.parametrize("keys", [[], ["no.such"]])
def test_seeds_that_are_none_come_back(alice_client: Client, alice: User, keys: list[str]) -> None:
    assert alice_client.post(url("gap_seeds"), {"keys": keys}).status_code == 422
    assert texts(alice) == []


def test_the_list_asks_as_often_for_30_as_for_one(alice_client: Client, alice: User) -> None:
    def count(more: int) -> int:
        paths = [alice.careerpaths.create(name=f"Path {alice.careerpaths.count()}") for _ in range(more)]
        for number in range(more):
            gap = alice.informationgaps.create(text=f"Question {alice.informationgaps.count()}")
            gap.answers.create(owner=alice, path=paths[number], answer="Yes")
            alice.informationgaps.create(text=f"Question {alice.informationgaps.count()}", trashed_at=NOW)
        with CaptureQueriesContext(connection) as queries:
            alice_client.get(url("gap_list"))
        return len(queries)

    count(1)
    assert count(1) == count(28)


def test_two_enters_at_once_add_one(alice: User) -> None:
    first, second = (add_gap(alice, text=text, importance="must") for text in ("Who hires?", "who hires?"))
    assert (first, texts(alice)) == (second, ["Who hires?"])


def test_changes_lock_no_user(alice: User, gap: InformationGap) -> None:
    with CaptureQueriesContext(connection) as queries:
        add_gap(alice, text="Who hires?", importance="must")
        answer_gap(gap, said={alice.careerpaths.get(): ("answered", None)}, now=NOW)
    locks = [query["sql"] for query in queries if "FOR NO KEY UPDATE" in query["sql"] or "_lock(" in query["sql"]]
    assert [sql.partition("FROM ")[2].split()[:1] for sql in locks] == [[], ['"interviews_informationgap"']]


def test_answers_are_as_they_were_after_undo(alice_client: Client, alice: User, gap: InformationGap) -> None:
    planner = alice.careerpaths.get()
    said = {"text": gap.text, "importance": "must", f"state_{planner.pk}": "answered"}
    page = alice_client.post(url("gap_edit", gap.pk), said, follow=True)
    assert gap.answers.get().state == "answered"
    alice_client.post(undo_in(page))
    assert gap.answers.get().state == "partly"


def test_two_windows_rename_two_questions_to_the_same(alice: User, gap: InformationGap) -> None:
    other = alice.informationgaps.create(text="Who hires?")
    forms = [GapForm({"text": "What now?"}, instance=row, owner=alice, paths=[]) for row in (gap, other)]
    assert [form.is_valid() for form in forms] == [True, True]
    forms[0].keep(now=NOW)
    with pytest.raises(GapError, match="among your questions already"):
        forms[1].keep(now=NOW)


def test_two_windows_answer_the_same_question(alice_client: Client, alice: User, gap: InformationGap) -> None:
    planner, other = alice.careerpaths.get(), alice.careerpaths.create(name="Actuary")
    page = alice_client.get(url("gap_edit", gap.pk)).content.decode()
    assert f'name="initial-answer_{planner.pk}"' in page
    shown = {"text": str(gap), "importance": "must", "kind": gap.kind}
    shown |= {f"state_{planner.pk}": "partly", f"answer_{planner.pk}": "Enough"}
    shown |= {f"state_{other.pk}": "open", f"answer_{other.pk}": ""}
    shown |= {f"initial-{name}": value for name, value in shown.items()}
    alice_client.post(url("gap_edit", gap.pk), shown | {f"answer_{planner.pk}": "46,000", "importance": "good"})
    alice_client.post(url("gap_edit", gap.pk), shown | {f"state_{other.pk}": "answered", "text": "What pays it?"})
    gap.refresh_from_db()
    assert (str(gap), gap.importance) == ("What pays it?", "good")
    assert answers(gap) == [("Actuary", "answered", ""), ("Grid planner", "partly", "46,000")]
