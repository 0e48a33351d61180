"""The admin: every model is there, can be searched, and its list asks as often for 30 rows as for one."""

from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.ownership import Owned
from contacts import models as contacts
from contacts.actions.timeline import log_interaction
from interviews import models as interviews
from interviews.models import Interview, Interviewee, Move, Referral, Takeaway
from outreach import models as outreach
from outreach.models import Delivery, Heartbeat, Message, Reminder
from tests.accounts.admin_kit import make_staff, url_of
from tests.factories import NOW, make_contact, make_interview, make_user
from tests.guards.test_tenancy import our_models

REGISTERED = [model for model in admin.site._registry if model._meta.app_label != "admin"]
LISTS = [url_of("changelist", model) for model in REGISTERED]
_numbers = count(1)


def make_one_of_each(owner: User) -> None:
    """A row of every model, each pointing at rows of its own, so that a list that follows a link asks again."""
    number = next(_numbers)
    guild = contacts.Organization.objects.create(owner=owner, name=f"Guild {number}")
    person = make_contact(owner, organization=guild)
    named = make_contact(owner, introducer=person)
    make_what_hangs_on(person, guild, number)
    talk = make_interview(owner, [person, named], state="held")
    entry = log_interaction(owner, kind="mail", people=[person], happened_at=NOW, title="Asked")
    Move.objects.create(owner=owner, interview=talk, interaction=entry, from_state="idea", to_state="requested")
    Takeaway.objects.create(owner=owner, interview=talk, text="Tenders decide")
    Referral.objects.create(owner=owner, interview=talk, named_by=person, contact=named)
    make_what_belongs_to(talk, number)
    mail = Delivery.objects.create(owner=owner, to_addr=owner.email, state="dead", next_at=NOW, created_at=NOW)
    about = {"owner": owner, "interview": talk}
    Reminder.objects.create(**about, kind="thank_early", occurrence=1, due_at=NOW, state="failed", delivery=mail)
    Message.objects.create(**about, contact=person, subject="Thank you", body="Dear")
    make_what_is_written(talk, person, named, number)
    Heartbeat.objects.create(name=f"pulse {number}", at=NOW)
    make_user()


def make_what_hangs_on(person: contacts.Contact, guild: contacts.Organization, number: int) -> None:
    """A row of every model of contacts that belongs to a person, an organization or the list of people."""
    mine: dict[str, Any] = {"owner": person.owner}
    theirs = mine | {"contact": person}
    tag = contacts.Tag.objects.create(**mine, name=f"tag {number}")
    contacts.ContactTag.objects.create(**theirs, tag=tag)
    path = contacts.CareerPath.objects.create(**mine, name=f"path {number}")
    contacts.ContactPath.objects.create(**theirs, path=path)
    shoe = contacts.CustomProperty.objects.create(**mine, name=f"shoe size {number}")
    contacts.PropertyValue.objects.create(**theirs, property=shoe, text="44")
    contacts.Channel.objects.create(**theirs, kind="link", value=f"x{number}", normal=f"x{number}")
    contacts.PostalAddress.objects.create(**theirs, street="1 Long Lane")
    contacts.Photo.objects.create(**theirs, large=b"large", small=b"small")
    contacts.Undo.objects.create(**theirs, before={"contact": {}, "rows": [], "made": []}, created_at=NOW)
    contacts.PastJob.objects.create(**theirs, organization=guild, role="Apprentice")
    contacts.OrganizationAlias.objects.create(**mine, organization=guild, name=f"Alias {number}")
    contacts.OrganizationMerge.objects.create(**mine, kept=guild, former={"name": "Club"}, moved={}, merged_at=NOW)
    contacts.OtherUid.objects.create(**theirs, value=f"card {number}")
    contacts.CardLines.objects.create(**theirs, content=b"X-SHOE:44")
    known = make_contact(person.owner)
    contacts.Acquaintance.objects.create(**mine, one=person, other=known, told_by=make_contact(person.owner))
    make_what_jobs_write(person, number)


def make_what_belongs_to(talk: Interview, number: int) -> None:
    """A row of every model that is prepared for a talk, written in it, or kept of it."""
    mine: dict[str, Any] = {"owner": talk.owner}
    its = mine | {"interview": talk}
    path = contacts.CareerPath.objects.create(**mine, name=f"way {number}")
    interviews.InterviewPath.objects.create(**its, path=path)
    gap = interviews.InformationGap.objects.create(**mine, text=f"What does it pay? {number}")
    interviews.GapAnswer.objects.create(**mine, gap=gap, path=path)
    own = interviews.Question.objects.create(**mine, text="How did you get in?", topic="path_in")
    asked = interviews.PlannedQuestion.objects.create(**its, text=own.text, source=own, gap=gap)
    interviews.HomeworkItem.objects.create(**its, text="Read the report")
    interviews.OwnAnswer.objects.create(**mine, prompt="story_30s", path=path, text="I teach", created_at=NOW)
    interviews.NoteLine.objects.create(**its, key=uuid4(), text="Hires on projects", question=asked, said_at=NOW)
    interviews.Consent.objects.create(**its, said_yes=True, wording="May I record?", asked_at=NOW)
    interviews.Promise.objects.create(**its, text="Send the lesson")
    file = interviews.Attachment.objects.create(**its, name="cv.pdf", media_type="application/pdf", size=1, digest="0")
    interviews.AttachmentPart.objects.create(**mine, attachment=file, number=1, content=b"x")
    interviews.Removal.objects.create(**its, kind="promise", columns={}, created_at=NOW)
    make_what_decides(talk, gap, path, number)
    interviews.CalendarFeed.objects.update_or_create(**mine, defaults={"token": f"{number}", "created_at": NOW})


def make_what_decides(talk: Interview, gap: interviews.InformationGap, path: contacts.CareerPath, number: int) -> None:
    """A row of every model by which paths are compared."""
    mine: dict[str, Any] = {"owner": talk.owner}
    interviews.MayKnow.objects.create(**mine, contact=talk.people.all()[0], gap=gap)
    criterion = interviews.Criterion.objects.create(**mine, name=f"Pay {number}", weight=20)
    score = interviews.Score.objects.create(**mine, criterion=criterion, path=path, value=4)
    heard = Takeaway.objects.create(**mine, interview=talk, text="41 at the start", gap=gap, path=path)
    interviews.ScoreEvidence.objects.create(**mine, score=score, takeaway=heard)
    interviews.Snapshot.objects.create(**mine, table={}, taken_at=NOW)
    change: dict[str, Any] = {"path": path, "because_of": talk, "changed_at": NOW}
    interviews.ChangeOfMind.objects.create(**mine, **change, of="score", criterion=criterion, before="3", after="4")


def make_what_is_written(talk: Interview, person: contacts.Contact, target: contacts.Contact, number: int) -> None:
    """A row of every model of letters and introductions."""
    mine: dict[str, Any] = {"owner": talk.owner}
    own = outreach.Template.objects.create(**mine, kind="request", name=f"Mine {number}", body="Dear {first_name}")
    outreach.TemplateVersion.objects.create(**mine, template=own, number=1, name="Mine", body="Hi", created_at=NOW)
    asked: dict[str, Any] = {"connector": person, "target": target, "state_changed_at": NOW}
    wish = outreach.Introduction.objects.create(**mine, **asked)
    told = log_interaction(talk.owner, kind="mail", people=[person], happened_at=NOW, title="Asked to introduce")
    move: dict[str, Any] = {"introduction": wish, "interaction": told, "to_state": "asked"}
    outreach.IntroductionMove.objects.create(**mine, **move, from_state="draft")
    outreach.FollowUp.objects.create(**mine, kind="progress", interview=talk, contact=person, due_on=NOW.date())
    line: dict[str, Any] = {"from_addr": "me@example.com", "host": "mail.example.com", "username": "me"}
    outreach.MailAccount.objects.update_or_create(**mine, defaults={**line, "secret": "x"})


def make_what_jobs_write(person: contacts.Contact, number: int) -> None:
    """A row of every model that belongs to a change of many, an import, or a merge."""
    mine: dict[str, Any] = {"owner": person.owner}
    contacts.SavedView.objects.create(**mine, name=f"view {number}")
    change = contacts.BulkChange.objects.create(**mine, verb="archive", total=1, created_at=NOW)
    contacts.BulkPart.objects.create(**mine, change=change, contacts=[person.pk])
    contacts.BulkPerson.objects.create(**mine, change=change, contact=person)
    contacts.ExportPart.objects.create(**mine, change=change, number=1, content=b"name")
    batch = contacts.Import.objects.create(**mine, file_name="people.vcf", state="done", created_at=NOW)
    contacts.ImportFile.objects.create(**mine, batch=batch, content=b"BEGIN:VCARD")
    contacts.ImportRow.objects.create(**mine, batch=batch, number=1, line=1, match=person, contact=person)
    contacts.ColumnMatch.objects.create(**mine, signature=f"{number:064}", columns=[])
    contacts.DuplicateScan.objects.create(**mine, state="done", created_at=NOW)
    twin = make_contact(person.owner)
    contacts.DuplicatePair.objects.create(**mine, first=person, second=twin, lane="maybe", found_at=NOW)
    run = contacts.MergeRun.objects.create(**mine, state="done", created_at=NOW)
    contacts.ContactMerge.objects.create(**mine, kept=person, gone_pk=number, undo={}, run=run, merged_at=NOW)


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_every_model_is_registered_and_owned_rows_are_searched(model: type[models.Model]) -> None:
    if model._meta.auto_created:
        return
    registered = admin.site.get_model_admin(model)
    assert not issubclass(model, Owned) or registered.search_fields


def queries_of_lists(client: Client) -> dict[str, int]:
    """How often each model's list asks the database."""
    asked = {}
    for url in LISTS:
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        asked[url] = len(queries)
    return asked


def test_every_list_asks_as_often_for_30_rows_as_for_one(
    alice: User, alice_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_staff(alice, superuser=True)
    for model in REGISTERED:  # a list of two pages counts once more
        monkeypatch.setattr(admin.site.get_model_admin(model), "list_per_page", 500)
    make_one_of_each(alice)
    queries_of_lists(alice_client)  # the first look fills Django's own caches
    few = queries_of_lists(alice_client)
    for _ in range(29):
        make_one_of_each(alice)
    assert queries_of_lists(alice_client) == few
    assert max(few.values()) < 30


def test_every_list_is_searched_without_fault(alice: User, alice_client: Client) -> None:
    make_staff(alice, superuser=True)
    make_one_of_each(alice)
    searched = [model for model in REGISTERED if admin.site.get_model_admin(model).search_fields]
    pages = {model: alice_client.get(url_of("changelist", model) + "?q=no-such-word") for model in REGISTERED}
    found = {model: pages[model].context["cl"].result_count for model in searched}
    assert found == dict.fromkeys(searched, 0)


def test_the_page_of_a_new_row_shows_nothing_that_is_only_to_be_read(alice: User, alice_client: Client) -> None:
    make_staff(alice, superuser=True)
    pages = {model: alice_client.get(url_of("add", model)) for model in REGISTERED}
    offered = {model: page.content.decode() for model, page in pages.items() if page.status_code == 200}
    assert Interview in offered
    only_read = '<div class="readonly">'
    assert [model.__name__ for model, page in offered.items() if only_read in page or "object at 0x" in page] == []


def test_no_address_tells_of_rows_by_type_and_number(alice: User, alice_client: Client, bob: User) -> None:
    make_staff(alice, superuser=True)
    kind = ContentType.objects.get_for_model(contacts.Contact).pk
    rows = [make_contact(alice).pk, make_contact(bob).pk, 999_999]
    assert [alice_client.get(f"/admin/r/{kind}/{pk}/").status_code for pk in rows] == [404, 404, 404]


def test_a_persons_row_links_to_their_page(alice: User, alice_client: Client) -> None:
    make_staff(alice)
    person = make_contact(alice)
    page = alice_client.get(url_of("change", contacts.Contact, person.pk)).content.decode()
    assert f'<a href="{person.get_absolute_url()}" class="viewsitelink">' in page


def test_what_changes_in_the_admin_is_logged_once(alice: User, alice_client: Client) -> None:
    make_staff(alice)
    make_one_of_each(alice)
    part = Interviewee.objects.filter(owner=alice).order_by("pk")[0]
    alice_client.post(url_of("changelist", Interviewee), {"action": "mark_thanked", "_selected_action": [part.pk]})
    assert [(e.object_id, e.change_message) for e in LogEntry.objects.all()] == [(str(part.pk), "Thanked.")]
