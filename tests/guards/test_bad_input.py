"""Bad input at every address: an answer in words, never a server error, and nothing written where it is refused."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any
from unittest.mock import patch
from urllib.parse import quote, urlencode

import pytest
from django.db import connection, transaction
from django.template.response import SimpleTemplateResponse
from django.test import Client

from tests.guards.test_urls import NOBODY, OWNED, PAGES, VERBS, WORDS, address, rows_of
from tests.tables import everything

HUGE = "9" * 19
BAD = [
    " \t\u00a0\u2003 ",
    "a\0b",
    "a\r\nBcc: mallory@example.com\x0b\x85\u2028b",
    "Z\u0335\u0353\u202egnp.exe\u2066👩‍👩‍👧‍👦"
    "{{ 7|add:7 }}%_\\'\"<script>alert(1)</script><i hx-get='/x' hx-trigger='load'>",
    "javascript:alert(1)//https://[::1",
    "x" * 20_000,
    HUGE,
    "-1.5e400",
    "٣²",
]
BAD_TIMES = [
    "0000-00-00",
    "0001-01-01",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59",
    f"9999-12-31T23:59:59+00:00,{HUGE}",
    "0001-01-01T00:00:00+00:00,1",
]
HALF_A_CHARACTER = "%ED%A0%80"
PERSON = {
    "display_name": "Grace Mbeki",
    "given_name": "Grace",
    "time_zone": "Europe/Paris",
    "cadence": "P1M",
    "organization_name": "Solheim Energy",
    "introducer_name": "",
    "emails": "grace@example.com",
    "emails_label": "work",
    "emails_preferred": "0",
    "birthday": "15 April",
    "met_on": "2020-01-02",
    "addresses_locality": "Ely",
    "paths": "",
    "add": "",
    "phones": "+46 8 123",
    "links": "https://example.com/grace",
    "tag_names": "energy",
    "notes": "Notes",
}
PLAN = {
    "day": "2030-01-02",
    "wall_time": "10:00",
    "fold": "",
    "zone": "Europe/Paris",
    "planned_minutes": "30",
    "medium": "video",
    "place": "Here",
    "link": "https://example.com/call",
}
SETTINGS = {"name": "Alice", "time_zone": "Europe/Paris", "quiet_start": "21:00", "quiet_end": "08:00"}
TALK = {"who": "Grace", "contact": "", "direction": "outgoing", "purpose": "Learn", "promised_minutes": "20"}
QUESTION = {"text": "Who hires?", "topic": "close", "minutes": "2", "gap_kind": "", "sensitivity": "late"}
PROMISE = {"text": "Send it", "by": "me", "due_on": "2030-01-02"}
HOMEWORK = {"text": "Read it", "link": "https://example.com/", "note": "Page 3"}
LETTER = {"via": "email", "subject": "Thanks", "body": "Thank you"}
FORMS: dict[str, dict[str, str]] = {
    "accounts:settings": SETTINGS,
    "accounts:theme": {"theme": "dark"},
    "contacts:bulk_new": {"verb": "tag", "tag": "Energy", "all": "1", "expected": "1", "query": "?q=", "people": "1,2"},
    "contacts:person_new": PERSON,
    "contacts:person_edit": PERSON,
    "contacts:person_add": {"line": "Grace Mbeki, Engineer at Solheim, grace@example.com"},
    "contacts:person_reading": {"line": "Grace Mbeki <grace@example.com>"},
    "contacts:person_field": {"role": "Engineer"},
    "contacts:saved_view_new": {"name": "Mine", "query": "stage=held"},
    "contacts:saved_view_edit": {"name": "Mine", "query": "stage=held"},
    "contacts:person_note": {"body": "Hello", "kind": "call", "happened_at": "2025-01-01T10:00"},
    "contacts:import_list": {"text": "BEGIN:VCARD\nFN:Ada\nEND:VCARD", "dates": ""},
    "contacts:import_read": {"format": "auto", "encoding": "", "delimiter": ""},
    "contacts:import_columns": {"c0": "display_name", "day_first": "yes"},
    "contacts:import_choose": {"row": "1", "of": "new", "choice": "skip"},
    "interviews:gap_edit": {"text": "What does it pay?", "importance": "good", "kind": "money"},
    "interviews:gap_list": {"text": "Who hires?", "importance": "must"},
    "interviews:gap_seeds": {"keys": "entry.no_degree", "everything": ""},
    "interviews:own_answer_add": {"text": "Two courses"},
    "interviews:question_edit": QUESTION,
    "interviews:question_list": QUESTION,
    "interviews:interview_new": PLAN | TALK,
    "interviews:prepare": {"purpose": "Learn", "promised_minutes": "20"},
    "interviews:notes": {"notes": "Notes", "was": "x", "keep": "mine"},
    "interviews:plan": PLAN,
    "interviews:finish": {"started_at": "2026-01-01T10:00", "ended_at": "2026-01-01T11:00"},
    "interviews:line_add": {
        "key": WORDS["key"],
        "text": "Learned",
        "tag": "quote",
        "question": "1",
        "second": "60",
        "version": "1",
        "said_at": "2026-01-01T10:00:00Z",
    },
    "interviews:question_asked": {"asked": "1"},
    "interviews:consent": {"wording": "May I record?", "said": "yes", "keep_until": "2030-01-01"},
    "interviews:takeaway_add": {"text": "Learned"},
    "interviews:takeaway_edit": {"text": "Learned", "path": "", "gap": "", "speaks": "for", "strength": "first"},
    "interviews:referral_add": {"named_by": "", "display_name": "Wei", "why": "Knows", "role": "Pilot", "person": ""},
    "interviews:referral_edit": {"why": "Knows", "may_use_name": "yes", "will_introduce": "no"},
    "interviews:promise_add": PROMISE,
    "interviews:promise_edit": PROMISE,
    "interviews:gap_heard": {"text": "Little", "path": ""},
    "interviews:file_add": {"kind": "document", "tab": "prepare"},
    "interviews:planned_add": {"text": "Why?", "topic": "close", "minutes": "2", "ref": "own.1", "gap": ""},
    "interviews:planned_edit": {"text": "Why?", "topic": "close", "minutes": "2", "is_must": "on"},
    "interviews:planned_choose": {"ref": WORDS["ref"]},
    "interviews:planned_place": {"to": "0"},
    "interviews:planned_topic": {"topic": "close", "to": "0"},
    "interviews:homework_add": HOMEWORK,
    "interviews:homework_edit": HOMEWORK,
    "interviews:interviewee_add": {"who": "Wei", "contact": ""},
    "interviews:interview_paths": {"paths": "1"},
    "interviews:reflect": {"feeling": "4", "next_touch_on": "2030-01-02"},
    "interviews:their_questions": {"their_questions": "How did you begin?", "insert": "", "tab": "prepare"},
    "outreach:today_snooze": {"until": "3h"},
    "outreach:thank_you": LETTER,
    "outreach:thank_you_snooze": {"until": "tomorrow"},
}
# What is a form of another's fields: all of them are spoilt at once.
TWINS = {"contacts:person_edit", "contacts:saved_view_edit", "interviews:question_edit"}
QUERIES = {
    "search": ["q"],
    "contacts:person_add": ["line"],
    "contacts:person_list": [
        *("q", "tag", "stage", "shown", "after", "pages", "organization", "path", "source", "warmth", "last", "next"),
        *("email", "missing", "favourite", "sort", "columns", "p1", "p1=is&p1a", "p1=like&p1a", "p1=range&p1a"),
        *("import", "sort=due&after", "sort=-last&after", "sort=added&after", "sort=organization&after"),
    ],
    "contacts:person_filters": ["q", "path", "columns", "sort"],
    "contacts:person_filter_options": ["tag"],
    "contacts:saved_view_new": ["q", "name"],
    "contacts:import_batch": ["show", "q", "after", "step", "show=new&after"],
    "contacts:person_options": ["introducer_name"],
    "contacts:organization_options": ["organization_name"],
    "interviews:interview_list": ["after"],
    "interviews:ledger": ["side", "side=given&after", "side=received&after"],
    "interviews:question_list": ["topic"],
    "interviews:live": ["q"],
    "interviews:interview_new": ["contact", "who", "day", "direction", "planned_minutes", "zone"],
    "outreach:network": ["path", "organization", "by", "ties", "show", "view", "to", "page"],
    "outreach:person": ["kind", "before"],
    "outreach:thank_you": ["quote"],
}
FORGED = {"HX-Request": "true", "HX-Current-URL": "http://[", "HX-Target": "'\"<x>", "Referer": "//evil.example/%00"}


def send(client: Client, url: str, fields: dict[str, Any], raw: str = "", **how: Any) -> int:
    """POST the fields as a browser would, and `raw` as no browser does; returns the status."""
    body = urlencode(fields, doseq=True) + raw
    return client.post(url, body, content_type="application/x-www-form-urlencoded", **how).status_code


def assert_refused_whole(client: Client, url: str, fields: dict[str, Any], raw: str = "", **how: Any) -> int:
    """An answer that a person can read, and where the form comes back, every row as it was; returns the status."""
    point, writes = transaction.savepoint(), []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        writes.extend([sql] if sql.startswith(("INSERT", "UPDATE", "DELETE")) else [])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        status = send(client, url, fields, raw, **how)
    assert status in {200, 204, 302, 400, 403, 404, 405, 422}, (url, fields, raw)
    kept = everything() if status == 422 and writes else None
    transaction.savepoint_rollback(point)
    assert kept is None or kept == everything(), (url, fields)
    return status


def bad_for(good: str) -> list[Any]:
    """What to say instead of a good value; times and numbers only instead of what has a digit."""
    return [*BAD, *(BAD_TIMES if any(map(str.isdigit, good)) else []), ["one", "two"]]


def spoilt_together(good: dict[str, str]) -> list[dict[str, Any]]:
    """Forms of which each field is bad, and that hold between them every bad value of every field."""
    bad = {field: bad_for(value) for field, value in good.items()}
    return [
        {field: values[(n + place) % len(values)] for place, (field, values) in enumerate(bad.items())}
        for n in range(max(map(len, bad.values())))
    ]


@contextmanager
def undrawn() -> Iterator[None]:
    """Pages that refuse a form are answered without being drawn, which is most of what such a request costs.

    Only where each form of `spoilt_together` was refused, for then all that a bad value can do to a page was seen.
    """
    draw = vars(SimpleTemplateResponse)["rendered_content"].fget
    quick = property(lambda self: "" if self.status_code == 422 else draw(self))
    with patch.object(SimpleTemplateResponse, "rendered_content", quick):
        yield


@pytest.mark.parametrize("name", sorted(set(FORMS) - TWINS))
def test_a_field_that_makes_no_sense(alice, alice_client, name):
    url, good = address(name, rows_of(alice)), FORMS[name]
    planned_elsewhere = PLAN if name == "interviews:interview_new" else {}
    together = {assert_refused_whole(alice_client, url, fields) for fields in spoilt_together(good)}
    with undrawn() if together == {422} else nullcontext():
        for field in good.keys() - planned_elsewhere.keys():
            for value in bad_for(good[field]):
                assert_refused_whole(alice_client, url, good | {field: value})
            assert_refused_whole(alice_client, url, good | {"more": "x"}, f"&{field}={HALF_A_CHARACTER}")
    assert_refused_whole(alice_client, url, good | {next(iter(good)): "x" * 1_000_000})
    assert_refused_whole(alice_client, url, {"more": "x"}, "".join(f"&{field}={HALF_A_CHARACTER}" for field in good))


@pytest.mark.parametrize("name", sorted(TWINS | {"interviews:interview_new"}))
def test_a_form_that_makes_no_sense(alice, alice_client, name):
    url, good = address(name, rows_of(alice)), FORMS[name]
    for value in bad_for("0"):
        assert_refused_whole(alice_client, url, dict.fromkeys(good, value))
    first = next(iter(good))
    for value in BAD:
        assert_refused_whole(alice_client, url, {first: good[first]} | dict.fromkeys(list(good)[1:], value))


@pytest.mark.parametrize("when", ["0001-01-01T00:00", "0001-01-01T23:59", "1899-12-31T00:00", "9999-12-31T23:59"])
def test_no_page_is_spoilt_by_a_year(alice, alice_client, when):
    rows = rows_of(alice)
    statuses = [
        send(alice_client, address(name, rows), FORMS[name] | {field: when})
        for name in ("contacts:person_note", "interviews:finish", "interviews:plan")
        for field in ("happened_at", "started_at", "ended_at", "day")
        if field in FORMS[name]
    ]
    assert statuses == [422, 422, 422, 422]


def test_a_form_without_a_field_and_with_forged_headers(alice, alice_client):
    rows = rows_of(alice)
    for name in sorted((PAGES | VERBS) - {"components"}):
        assert_refused_whole(alice_client, address(name, rows), {})
        assert_refused_whole(alice_client, address(name, rows), {}, headers=FORGED)


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_that_makes_no_sense(alice, alice_client, name):
    url = address(name, rows_of(alice))
    asked = [f"{field}={HALF_A_CHARACTER}" for field in QUERIES[name]]
    asked += [f"{field}={quote(value[:5000])}" for field in QUERIES[name] for value in [*BAD, *BAD_TIMES]]
    if name == "interviews:interview_list":
        asked += [f"section=past&{one}" for one in asked]
    for n, query in enumerate(asked):
        headers = {"HX-Request": "true", "HX-Target": "more"} if n % 2 else {}
        assert alice_client.get(f"{url}?{query}", headers=headers).status_code == 200, query


@pytest.mark.parametrize("pk", [0, int(HUGE), int("9" * 100)], ids=["none", "huge", "endless"])
def test_a_number_that_nothing_has(alice_client, pk):
    for url in (address(name, dict.fromkeys(NOBODY, pk)) for name in OWNED):
        statuses = {method(url).status_code for method in (alice_client.get, alice_client.post)}
        assert statuses <= {404, 405}, url
