"""Every address, walked as nobody, by htmx, as a stranger, without a token: deny by default, 404 for others' rows."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from contacts.actions.merging.merge import merge_contacts
from contacts.actions.organizations import merge_organizations
from contacts.actions.undoing import remember
from contacts.models import CareerPath, Contact
from interviews.actions.calendar import open_feed
from interviews.actions.deciding import set_score
from interviews.actions.deleting import delete_interview
from interviews.actions.ending_paths import delete_path
from interviews.actions.gaps import answer_gap
from interviews.actions.restoring import remove
from interviews.actions.snapshots import take_snapshot
from interviews.models import InformationGap
from outreach.models import Delivery
from tests.factories import make_contact, make_interview
from tests.guards.letter_urls import LETTER_PAGES, LETTER_VERBS, OF_TEMPLATES, rows_of_letters
from tests.guards.loop_urls import LOOP_PAGES, LOOP_VERBS, OF_TABLES, rows_of_loops
from tests.tables import everything

PUBLIC = {
    *("healthz", "readyz", "outreach:healthz_reminders", "outreach:reminder_link", "outreach:unsubscribe"),
    "outreach:preferences",
    "interviews:calendar_feed",
    *("account_login", "account_signup", "account_inactive", "account_confirm_email", "account_logout"),
    *("account_email_verification_sent", "account_confirm_login_code", "account_reset_password"),
    *("account_reset_password_done", "account_reset_password_from_key", "account_reset_password_from_key_done"),
}
VERBS = {
    *(LETTER_VERBS | LOOP_VERBS),
    *("accounts:theme", "contacts:person_reading", "contacts:person_touch", "contacts:person_undo"),
    *("contacts:person_archive", "contacts:person_unarchive", "contacts:person_trash", "contacts:person_restore"),
    *("contacts:duplicate_scan", "contacts:duplicate_merge_all", "contacts:duplicate_dismiss"),
    *("contacts:duplicate_recall", "contacts:person_part", "contacts:merge_run_stop", "contacts:merge_run_undo"),
    *("contacts:bulk_stop", "contacts:bulk_undo", "contacts:import_read", "contacts:import_columns"),
    *("contacts:import_choose", "contacts:import_run", "contacts:import_stop", "contacts:import_undo"),
    "contacts:import_delete",
    *("contacts:person_note", "contacts:person_back", "contacts:person_favourite", "contacts:photo_remove"),
    *("contacts:job_remove", "outreach:entry_remove", "outreach:today_snooze"),
    *("contacts:saved_view_up", "contacts:saved_view_delete", "contacts:saved_view_restore"),
    *("interviews:plan", "interviews:move", "interviews:nudge", "interviews:finish", "interviews:takeaway_add"),
    *("interviews:gap_remove", "interviews:gap_restore", "interviews:question_hide", "interviews:question_show"),
    *("interviews:own_answer_add", "interviews:own_answer_again", "interviews:own_answer_remove"),
    "interviews:own_answer_restore",
    *("interviews:removal_restore", "interviews:takeaway_remove", "interviews:referral_add"),
    *("interviews:referral_remove", "interviews:line_take", "interviews:line_leave", "interviews:line_offer"),
    *("interviews:gap_heard", "interviews:line_untake", "interviews:answer_restore"),
    *("interviews:promise_add", "interviews:promise_keep", "interviews:promise_reopen", "interviews:promise_remove"),
    *("interviews:reflect", "interviews:their_questions", "interviews:file_add", "interviews:file_remove"),
    *("interviews:file_restore", "interviews:file_delete"),
    *("interviews:calendar_renew", "interviews:calendar_busy", "interviews:calendar_end"),
    "interviews:calendar_restore",
    *("interviews:interviewee_add", "interviews:interviewee_remove", "interviews:interviewee_restore"),
    *("interviews:interview_paths", "interviews:planned_add", "interviews:planned_standard"),
    *("interviews:planned_topic", "interviews:planned_star"),
    *("interviews:planned_place", "interviews:planned_remove", "interviews:homework_add"),
    *("interviews:homework_tick", "interviews:homework_remove"),
    *("interviews:talk_clock", "interviews:talk_finish", "interviews:line_add", "interviews:line_remove"),
    *("interviews:line_restore", "interviews:question_asked"),
    *("interviews:criterion_weights", "interviews:criterion_remove", "interviews:criterion_restore"),
    *("interviews:snapshot_add", "interviews:snapshot_remove", "interviews:snapshot_restore"),
    "interviews:score_restore",
    *("outreach:talk_move", "outreach:lead_move", "outreach:today_put_off", "outreach:today_put_on"),
    *("outreach:today_touched", "outreach:today_offered", "outreach:today_asked", "outreach:today_nudged"),
    *("outreach:today_moved", "outreach:today_wrapped", "outreach:today_back", "outreach:today_unlog"),
    *("outreach:today_promised", "outreach:today_unpromised", "outreach:today_let_go", "outreach:today_not_let_go"),
    *("outreach:today_wake", "outreach:thank_you_sent", "outreach:thank_you_unsent", "outreach:thank_you_snooze"),
    *("outreach:thank_you_wake", "outreach:test_mail", "outreach:resend"),
    "outreach:mail_account_test",
    *("contacts:organization_part", "contacts:path_archive", "contacts:path_unarchive"),
    *("interviews:cell_answer", "interviews:evidence_add", "interviews:cell_put", "interviews:cell_ask"),
    *("interviews:cell_unask", "interviews:cell_keep", "interviews:cell_unkeep", "interviews:evidence_remove"),
    *("interviews:evidence_restore", "interviews:gap_unpaste"),
    *("contacts:property_archive", "contacts:property_unarchive"),
    *("interviews:entry_unlearned", "interviews:may_know_remove", "interviews:may_know_restore"),
    *("interviews:path_left", "interviews:path_stayed", "interviews:path_off"),
    *("interviews:answers_keep", "interviews:answers_offer"),
    *("interviews:interview_restore", "interviews:path_restore"),
}
PAGES = {
    *(LETTER_PAGES | LOOP_PAGES),
    *("search", "components", "account_reauthenticate", "account_email", "account_change_password"),
    *("account_set_password", "accounts:settings", "accounts:mail_list", "accounts:mail", "contacts:person_list"),
    *("contacts:person_trash_list", "contacts:person_new", "contacts:person_options", "contacts:organization_options"),
    *("contacts:duplicate_list", "contacts:duplicate_pair", "contacts:person_merge", "contacts:merge_run"),
    *("contacts:bulk_new", "contacts:bulk_list", "contacts:bulk_change", "contacts:bulk_file", "contacts:person_add"),
    *("contacts:organization_list", "contacts:organization_new", "contacts:import_list", "contacts:import_batch"),
    "contacts:import_refused",
    *("contacts:organization_edit", "contacts:organization_merge", "interviews:organization", "contacts:path_list"),
    *("contacts:path_edit", "contacts:property_list", "contacts:property_edit"),
    *("contacts:person_acts", "contacts:person_filters", "contacts:person_filter_options"),
    *("contacts:saved_view_list", "contacts:saved_view_counts", "contacts:saved_view_new", "contacts:saved_view_edit"),
    *("contacts:person_edit", "contacts:person_field", "contacts:person_photo", "contacts:photo_edit"),
    *("contacts:job_new", "contacts:job_edit", "contacts:companion_options", "contacts:tag_options"),
    "outreach:entry_edit",
    *("interviews:interview_list", "interviews:interview_new", "interviews:interview", "interviews:prepare"),
    *("interviews:gap_list", "interviews:gap_seeds", "interviews:gap_edit", "interviews:question_list"),
    *("interviews:question_edit", "interviews:own_answer_list"),
    *("interviews:notes", "interviews:wrap_up", "interviews:takeaway_edit", "interviews:referral_edit"),
    *("interviews:promise_edit", "interviews:gap_answer"),
    *("interviews:ledger", "interviews:file"),
    *("interviews:calendar", "interviews:invite"),
    *("interviews:sheet", "interviews:planned_choose", "interviews:planned_edit", "interviews:homework_edit"),
    *("interviews:live", "interviews:line_edit"),
    "interviews:consent",
    *("interviews:explore", "interviews:cell", "interviews:evidence_edit"),
    "interviews:gap_paste",
    *("interviews:path_summary", "interviews:path_summary_file"),
    *("interviews:entry_learned", "interviews:may_know_add"),
    *("interviews:decide", "interviews:weigh", "interviews:score_edit", "interviews:stance_edit", "interviews:diary"),
    *("interviews:criterion_list", "interviews:criterion_seeds", "interviews:criterion_edit"),
    *("interviews:snapshot_list", "interviews:snapshot", "interviews:interview_delete"),
    *("interviews:path_delete", "interviews:path_merge"),
    *("outreach:outreach", "outreach:lane"),
    *("outreach:today", "outreach:person", "outreach:thank_you", "outreach:reminder_health"),
    *("outreach:mail_account", "outreach:mail_account_remove"),
}
DEVELOPMENT = {"accounts:mail_list", "accounts:mail", "components"}  # not there in production, nor in tests
PRIVATE = sorted(PAGES | VERBS)


def patterns(resolver: Any = None, namespace: str = "") -> dict[str, list[str]]:
    """URL name to the names of its arguments; the admin, which walks itself below, is left out."""
    found: dict[str, list[str]] = {}
    for entry in (resolver or get_resolver()).url_patterns:
        if not isinstance(entry, URLResolver):
            found[f"{namespace}{entry.name}"] = list(entry.pattern.converters)
        elif entry.namespace != "admin":
            found |= patterns(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)
    return found


ARGUMENTS = patterns()
OWNED = [name for name in PRIVATE if any(word.endswith("pk") for word in ARGUMENTS[name])]
NOBODY = {word: 1 for words in ARGUMENTS.values() for word in words if word != "pk"}
WORDS = {"to": "requested", "name": "role", "token": "no-token", "of": "tag", "digest": "0123456789abcdef"}
WORDS |= {"kind": "takeaway", "item": "person", "ref": "path_in.first_job_to_here", "prompt": "tried"}
WORDS |= {"pasted": "1-2", "lane": "asked", "number": "1", "key": "0b5c9a5e-9d0c-4d1c-8f0e-2f6f0e9c1a11"}


OF_ONE = {"interviews:talk_clock": {"to": "start"}} | OF_TEMPLATES | OF_TABLES  # where a word means something else


def address(name: str, rows: dict[str, int]) -> str:
    """The URL of that name about these rows."""
    pk = rows["interview_pk"] if name.startswith("interviews:") else rows["contact_pk"]
    return reverse(
        name, kwargs={word: ({"pk": pk} | rows | WORDS | OF_ONE.get(name, {}))[word] for word in ARGUMENTS[name]}
    )


def rows_of(owner: Any) -> dict[str, int]:
    """One row of each kind that URLs name."""
    contact, now = make_contact(owner, photo_digest=WORDS["digest"]), timezone.now()
    owner.photos.create(contact=contact, large=b"large", small=b"small")
    entry = owner.interactions.create(kind="note", happened_at=now, is_touch=False)
    entry.people.add(contact, through_defaults={"owner": owner})
    mail = Delivery.objects.create(owner=owner, to_addr=owner.email, state="dead", next_at=now, created_at=now)
    guild, club = (owner.organizations.create(name=name) for name in ("Nordgrid", "Club"))
    merge = merge_organizations(guild, gone=club, now=now)
    run = owner.mergeruns.create(state="done", created_at=now)
    path = owner.careerpaths.create(name="Grid planner")
    made = _rows_of_talk(owner, contact, path)
    merged = merge_contacts(contact, gone=make_contact(owner), run=run, now=now)
    pair = owner.duplicatepairs.create(first=contact, second=make_contact(owner), lane="maybe", found_at=now)
    made |= {"contact_pk": contact, "who": contact, "entry_pk": entry, "delivery_pk": mail, "path_pk": path}
    made |= {"organization_pk": guild, "merge_pk": merge, "view_pk": owner.savedviews.create(name="Mine")}
    gap = owner.informationgaps.create(text="What does it pay?")
    made |= {"changed_pk": answer_gap(gap, said={path: ("partly", "Enough")}, now=now)}
    made |= {"gap_pk": gap, "answer_pk": owner.ownanswers.create(prompt="tried", text="Two courses", created_at=now)}
    made |= _rows_of_cell(owner, contact, gap)
    made |= {"property_pk": owner.properties.create(name="Shoe size")}
    made |= {"change_pk": owner.bulkchanges.create(verb="export", value="csv", state="done", created_at=now)}
    made |= {"contact_merge_pk": merged, "run_pk": run, "pair_pk": pair}
    layout = {"format": "csv", "header": ["Name"], "columns": ["display_name"]}
    batch = owner.imports.create(file_name="People.csv", state="ready", layout=layout, total=1, created_at=now)
    batch.rows.create(owner=owner, number=1, line=2, name="Ada", data={"display_name": "Ada"}, outcome="new")
    made |= {"batch_pk": batch}
    job = owner.pastjobs.create(contact=contact, role="Apprentice")
    made |= {"job_pk": job, "undo_pk": remember(contact, rows=[job], now=now)}
    made |= {"unsaid_pk": remove(owner.ownanswers.create(prompt="tried", text="One", created_at=now), now=now)}
    made |= {"ended_pk": remove(open_feed(owner, now=now), now=now)}
    made |= {"criterion_pk": (criterion := owner.criteria.create(name="Pay", weight=100))}
    set_score(criterion, path=path, value=3, now=now)
    made |= {"taken_pk": set_score(criterion, path=path, value=None, now=now)}
    made |= {"snapshot_pk": take_snapshot(owner, name="May", now=now)}
    made |= {"dropped_pk": remove(take_snapshot(owner, name="June", now=now), now=now)}
    made |= {"deleted_pk": delete_interview(make_interview(owner, [contact]), now=now)}
    made |= rows_of_letters(owner, contact) | rows_of_loops(owner, contact)
    made |= {"ended_path_pk": delete_path(owner.careerpaths.create(name="Miller"), now=now)}
    return {word: row.pk for word, row in made.items()}


def _rows_of_talk(owner: Any, contact: Contact, path: CareerPath) -> dict[str, Any]:
    talk, now = (
        make_interview(owner, [contact], state="held", ends_at=timezone.now() - timedelta(hours=3)),
        timezone.now(),
    )
    talk.paths.add(path, through_defaults={"owner": owner})
    named = make_contact(owner)
    file = {"interview": talk, "name": "cv.txt", "media_type": "text/plain", "size": 2}
    return {
        "interview_pk": talk,
        "takeaway": (takeaway := owner.takeaways.create(interview=talk, text="Something")),
        "made": takeaway,
        "referral": owner.referrals.create(interview=talk, named_by=contact, contact=named),
        "line": owner.notelines.create(interview=talk, key=WORDS["key"], text="Ada", tag="lead", said_at=now),
        "promise": (promise := owner.promises.create(interview=talk, text="Send it")),
        "promise_pk": promise,
        "file": owner.attachments.create(**file),
        "trashed": owner.attachments.create(**file, trashed_at=now),
        "question": talk.questions.create(owner=owner, text="What would you drop?"),
        "planned": owner.plannedquestions.create(interview=talk, text="Why?"),
        "removal_pk": remove(owner.promises.create(interview=talk, text="Call"), now=now),
    }


def _rows_of_cell(owner: Any, contact: Contact, gap: InformationGap) -> dict[str, Any]:
    talk = make_interview(owner, [contact], state="scheduled", ends_at=timezone.now() + timedelta(days=1))
    planned = talk.questions.create(owner=owner, text=gap.text, gap=gap)
    line = talk.lines.create(owner=owner, key=WORDS["key"], text="Enough", question=planned, said_at=timezone.now())
    piece = owner.takeaways.create(gap=gap, interview=talk, text="Enough")
    asked = talk.questions.create(owner=owner, text="How much?", gap=gap)
    return {"talk_pk": talk, "planned_pk": asked, "line_pk": line, "piece_pk": piece}


def test_every_url_is_in_one_of_the_tables():
    assert len(PUBLIC) + len(VERBS) + len(PAGES) == len(PUBLIC | VERBS | PAGES)
    assert set(ARGUMENTS) == PUBLIC | VERBS | PAGES


def test_nobody_is_sent_to_sign_in(client, db):
    urls = {name: address(name, NOBODY) for name in PRIVATE}
    answers = {name: (client.get(url), client.post(url)) for name, url in urls.items()}
    told = {name: {(a.status_code, a["Location"].split("?")[0]) for a in both} for name, both in answers.items()}
    assert {name: both for name, both in told.items() if both != {(302, "/accounts/login/")}} == {}


def test_htmx_without_a_session_leaves_the_page(client, db):
    answers = {name: client.get(address(name, NOBODY), headers={"HX-Request": "true"}) for name in PRIVATE}
    stayed = [name for name in PRIVATE if not answers[name].get("HX-Redirect", "").startswith("/accounts/login/")]
    assert stayed == []
    assert [name for name in PRIVATE if answers[name].content] == []


def test_a_strangers_rows_do_not_exist(alice_client, bob):
    rows = rows_of(bob)
    before = everything()
    seen = {name: alice_client.get(address(name, rows)).status_code for name in OWNED if name in PAGES}
    assert {name: status for name, status in seen.items() if status != 404} == {}
    done = {name: alice_client.post(address(name, rows)).status_code for name in OWNED}
    assert {
        name: status for name, status in done.items() if status not in ({404, 405} if name in PAGES else {404})
    } == {}
    assert everything() == before


def test_the_same_verbs_are_there_for_ones_own_rows(alice, alice_client):
    rows, answers = rows_of(alice), {}
    for name in VERBS.intersection(OWNED):
        with transaction.atomic():
            answers[name] = alice_client.post(address(name, rows)).status_code
            transaction.set_rollback(True)
    assert {name: status for name, status in answers.items() if status not in {200, 302, 422}} == {}


def test_verbs_are_not_for_links(alice, alice_client):
    rows = rows_of(alice)
    statuses = {name: alice_client.get(address(name, rows)).status_code for name in VERBS}
    assert statuses == dict.fromkeys(VERBS, 405)


def test_looking_changes_nothing_and_every_answer_has_a_strict_policy(alice, alice_client):
    rows, names = rows_of(alice), PAGES | {"healthz", "account_login", "account_signup"}
    before = everything()
    answers = {name: alice_client.get(address(name, rows)) for name in sorted(names)}
    assert everything() == before
    assert {name for name, answer in answers.items() if answer.status_code not in {200, 302}} == DEVELOPMENT
    policies = {name: answer["Content-Security-Policy"] for name, answer in answers.items()}
    assert [name for name, policy in policies.items() if "default-src 'none'" not in policy] == []
    assert [name for name, policy in policies.items() if "unsafe" in policy or "http" in policy] == []


def test_a_form_from_elsewhere_is_refused(alice):
    client, rows = Client(enforce_csrf_checks=True), rows_of(alice)
    client.force_login(alice)
    statuses = {name: client.post(address(name, rows)).status_code for name in PRIVATE}
    assert statuses == dict.fromkeys(PRIVATE, 403)
