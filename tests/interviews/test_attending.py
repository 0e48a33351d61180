"""Who takes part, which paths, the homework, and the sheet to bring."""

import pytest
from django.test import Client

from accounts.models import User
from contacts.actions.timeline import log_interaction
from contacts.models import Contact
from interviews.actions.bank import say_answer
from interviews.models import Interview
from tests.factories import NOW, make_contact, make_interview
from tests.interviews.addresses import htmx, told, undo_in, url

pytestmark = pytest.mark.usefixtures("clock")
HTMX = htmx("attending")


def names(interview: Interview) -> list[str]:
    """Of everyone who takes part."""
    return [str(part.contact) for part in interview.interviewees.all()]


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_one_more_takes_part_and_leaves_again(
    alice: User, alice_client: Client, scheduled: Interview, headers: dict[str, str]
) -> None:
    wei = make_contact(alice, "Wei Tanaka")
    for _ in range(2):
        alice_client.post(url("interviewee_add", scheduled.pk), {"who": "wei tanaka"}, headers=headers)
    assert names(scheduled) == ["Grace Mbeki", "Wei Tanaka"]
    wei.refresh_from_db()
    assert (wei.stage, wei.interactions.get().title) == ("scheduled", "Wei Tanaka takes part")
    alice_client.post(url("interviewee_remove", scheduled.pk, wei.pk), headers=headers)
    wei.refresh_from_db()
    assert (names(scheduled), wei.stage) == (["Grace Mbeki"], "")
    alice_client.post(url("interviewee_restore", scheduled.pk, wei.pk), headers=headers)
    assert names(scheduled) == ["Grace Mbeki", "Wei Tanaka"]


def test_a_new_name_is_added_to_the_people(alice: User, alice_client: Client, scheduled: Interview) -> None:
    alice_client.post(url("interviewee_add", scheduled.pk), {"who": "Noor Haddad"})
    assert scheduled.people.filter(display_name="Noor Haddad", owner=alice).count() == 1


def test_namesakes_are_told_apart(alice: User, alice_client: Client, scheduled: Interview) -> None:
    second = [make_contact(alice, "Wei Tanaka", role=role) for role in ("Baker", "Miller")][1]
    response = alice_client.post(url("interviewee_add", scheduled.pk), {"who": "Wei Tanaka"}, headers=HTMX)
    assert (response.status_code, "Miller" in response.content.decode()) == (422, True)
    data = {"who": "Wei Tanaka", "contact": second.pk}
    alice_client.post(url("interviewee_add", scheduled.pk), data, headers=HTMX)
    assert scheduled.people.filter(pk=second.pk).exists()


@pytest.mark.parametrize("state", ["thanked", "closed"])
def test_nobody_joins_a_talk_that_is_over(alice: User, alice_client: Client, state: str) -> None:
    talk = make_interview(alice, [make_contact(alice, "Grace Mbeki")], state=state)
    response = alice_client.post(url("interviewee_add", talk.pk), {"who": "Wei"}, headers=HTMX)
    assert (response.status_code, names(talk)) == (422, ["Grace Mbeki"])


def test_the_last_one_and_one_of_a_talk_that_was_held_stay(
    alice_client: Client, scheduled: Interview, held: Interview, grace: Contact
) -> None:
    for talk in (scheduled, held):
        response = alice_client.post(url("interviewee_remove", talk.pk, grace.pk), headers=HTMX)
        assert (response.status_code, names(talk)) == (422, ["Grace Mbeki"])


def test_paths_are_chosen(alice: User, bob: User, alice_client: Client, scheduled: Interview) -> None:
    mine, other = alice.careerpaths.create(name="Energy"), bob.careerpaths.create(name="Baking")
    address = url("interview_paths", scheduled.pk)
    assert alice_client.post(address, {"paths": [mine.pk]}).status_code == 302
    assert alice_client.post(address, {"paths": [other.pk]}).status_code == 422
    assert list(scheduled.paths.all()) == [mine]
    alice_client.post(address, {})
    assert list(scheduled.paths.all()) == []


def test_looking_writes_no_homework_and_a_tick_writes_all(alice_client: Client, scheduled: Interview) -> None:
    assert len(told(alice_client.get(url("prepare", scheduled.pk)))["homework"]) == 7
    assert scheduled.homework.count() == 0
    alice_client.post(url("homework_tick", scheduled.pk, "person"), {"on": "1"}, headers=htmx("homework"))
    assert [row.builtin for row in scheduled.homework.exclude(done_at=None)] == ["person"]
    assert scheduled.homework.count() == 7
    alice_client.post(url("homework_tick", scheduled.pk, "person"), {"on": ""})
    assert scheduled.homework.exclude(done_at=None).count() == 0


def test_homework_is_added_noted_removed_and_brought_back(alice_client: Client, scheduled: Interview) -> None:
    alice_client.post(url("homework_add", scheduled.pk), {"text": "Look up the way"})
    row = scheduled.homework.last()
    assert row is not None
    address = url("homework_edit", scheduled.pk, row.pk)
    assert alice_client.post(address, {"text": "", "link": "x y"}).status_code == 422
    alice_client.post(address, {"text": "Look up the way", "link": "https://example.com/", "note": "Platform 3"})
    page = alice_client.post(url("homework_remove", scheduled.pk, row.pk), follow=True)
    assert scheduled.homework.count() == 7
    alice_client.post(undo_in(page))
    row.refresh_from_db()
    assert (row.link, row.note) == ("https://example.com/", "Platform 3")


def test_a_refused_edit_writes_no_homework(alice_client: Client, scheduled: Interview) -> None:
    address = url("homework_edit", scheduled.pk, "person")
    assert (alice_client.post(address, {"text": ""}).status_code, scheduled.homework.count()) == (422, 0)
    alice_client.post(address, {"text": "Read the book", "note": "Page 3"})
    assert scheduled.homework.count() == 7
    assert scheduled.homework.get(builtin="person").note == "Page 3"


@pytest.mark.parametrize("item", ["no-such", "999999", "arrive"])
def test_homework_that_is_not_there_is_not_found(alice_client: Client, scheduled: Interview, item: str) -> None:
    assert alice_client.post(url("homework_tick", scheduled.pk, item)).status_code == 404
    assert scheduled.homework.count() == 0


def test_organizations_say_what_is_known_of_them(
    alice: User, alice_client: Client, scheduled: Interview, grace: Contact
) -> None:
    guild = alice.organizations.create(name="Guild", website="https://guild.example.org/", notes="Meets *monthly*")
    Contact.objects.filter(pk=grace.pk).update(organization=guild)
    scheduled.interviewees.create(owner=alice, contact=make_contact(alice, organization=guild))
    page = alice_client.get(url("prepare", scheduled.pk)).content.decode()
    assert (page.count("https://guild.example.org/</a>"), page.count("Meets <em>monthly</em>")) == (1, 1)


def test_the_sheet_says_who_when_what_for_and_what_to_ask(
    alice: User, alice_client: Client, scheduled: Interview, grace: Contact
) -> None:
    grace.channels.create(owner=alice, kind="phone", value="+46 70 000 00 00")
    scheduled.questions.create(owner=alice, text="Why this?", is_must=True)
    page = alice_client.get(url("sheet", scheduled.pk)).content.decode()
    said = ["Grace Mbeki", "06:30 Grace’s", "+46 70 000 00 00", "A week at work", "★", "Why this?", "I take notes"]
    assert [words for words in said if words not in page] == []


def test_the_sheet_says_what_was_what_is_left_to_do_and_what_they_ask(
    alice: User, alice_client: Client, scheduled: Interview, grace: Contact
) -> None:
    place = alice.organizations.create(name="Nordgrid", website="https://nordgrid.example", notes="Owns *the* grid")
    alice.contacts.update(organization=place)
    log_interaction(alice, kind="call", people=[grace], happened_at=NOW, title="A call on tenders")
    scheduled.homework.create(owner=alice, text="Read the report")
    scheduled.homework.create(owner=alice, text="Find the way", done_at=NOW)
    say_answer(alice, prompt="tried", path=None, text="Two courses", now=NOW)
    said = ["https://nordgrid.example", "Owns <em>the</em> grid", "A call on tenders", "☐&nbsp;Read the report"]
    asked = ["How did I begin?", "Two courses"]
    Interview.objects.update(their_questions=asked[0])
    for direction, there in [("outgoing", said), ("incoming", said + asked)]:
        Interview.objects.update(direction=direction)
        page = alice_client.get(url("sheet", scheduled.pk)).content.decode()
        assert [words for words in [*said, "Find the way", *asked] if words in page] == there


def test_homework_of_which_all_is_removed_stays_empty(alice_client: Client, scheduled: Interview) -> None:
    address = url("prepare", scheduled.pk)
    for item in told(alice_client.get(address))["homework"]:
        page = alice_client.post(url("homework_remove", scheduled.pk, item["ref"]), follow=True)
    assert told(page)["homework"] == []
    alice_client.post(undo_in(page))
    assert [each["ref"] for each in told(alice_client.get(address))["homework"]] == [item["ref"]]


def test_nobody_is_added_where_nobody_can_take_part(alice: User, alice_client: Client, grace: Contact) -> None:
    over = make_interview(alice, [grace], state="closed")
    assert alice_client.post(url("interviewee_add", over.pk), {"who": "Ada Example"}).status_code == 422
    assert [str(person) for person in alice.contacts.all()] == [str(grace)]


def test_a_path_that_was_put_aside_stays_with_its_talk(alice: User, alice_client: Client, scheduled: Interview) -> None:
    aside = alice.careerpaths.create(name="Energy", archived_at=NOW)
    others = [alice.careerpaths.create(name="Law"), alice.careerpaths.create(name="Sea", archived_at=NOW)]
    scheduled.interview_paths.create(owner=alice, path=aside)
    form = told(alice_client.get(url("prepare", scheduled.pk)))["paths_form"]
    assert list(form.fields["paths"].queryset) == [aside, others[0]]
    alice_client.post(url("interview_paths", scheduled.pk), {"paths": [aside.pk, others[0].pk]})
    assert set(scheduled.paths.all()) == {aside, others[0]}


def test_the_sheet_and_the_live_page_have_the_questions_in_one_order(
    alice: User, alice_client: Client, scheduled: Interview
) -> None:
    for number, (text, topic) in enumerate(
        [("A week?", "daily_work"), ("Pay?", "money_security"), ("A day?", "daily_work")]
    ):
        scheduled.questions.create(owner=alice, text=text, topic=topic, position=number)
    on_paper = told(alice_client.get(url("sheet", scheduled.pk)))["topics"]
    live = told(alice_client.get(url("live", scheduled.pk)))["topics"]
    expected = [("Daily work", ["A week?", "A day?"]), ("Money and security", ["Pay?"])]
    assert [(topic["name"], [row.text for row in topic["rows"]]) for topic in on_paper] == expected
    assert [(name, [question.text for question, _ in rows]) for name, rows in live] == expected
