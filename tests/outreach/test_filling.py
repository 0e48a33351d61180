"""Merge fields: filled once, as text, whatever stands in a value; what is not known is named and never guessed."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from interviews.models import Takeaway
from outreach.actions.filling import FIELDS, UnresolvedError, fill, names_in, resolved, strike, values_of
from outreach.actions.slots import propose_slots, slot_words
from outreach.models import Message
from tests.factories import NOW, make_contact, make_interview


@pytest.mark.parametrize(
    ("text", "values", "filled"),
    [
        ("Dear {first_name},", {"first_name": "Grace"}, "Dear Grace,"),
        ("Dear {{first_name}},", {"first_name": "Grace"}, "Dear Grace,"),
        ("Dear { First_Name },", {"first_name": "Grace"}, "Dear Grace,"),
        ("{a}{b}", {"a": "{b}", "b": "{a}"}, "{b}{a}"),
        ("{a}", {"a": "{{ settings.SECRET_KEY }}{% load x %}"}, "{{ settings.SECRET_KEY }}{% load x %}"),
        ("{a}", {"a": "<script>alert(1)</script>"}, "<script>alert(1)</script>"),
        ("{a}", {"a": "x\x00y\x1b[0m\u202ez"}, "x y [0mz"),
        ("{a}", {"a": "Bcc: x\r\nTo: y"}, "Bcc: x\nTo: y"),
        ("{a} 👩🏽‍🔬", {"a": "🙂 é 名"}, "🙂 é 名 👩🏽‍🔬"),
        ("one\r\ntwo\rthree", {}, "one\ntwo\nthree"),
        ("Because {a}. Would you?", {"a": "you know"}, "Because you know. Would you?"),
        ("Because {a}. Would you?", {"a": "“you know.”"}, "Because “you know.” Would you?"),
        ("Because {a}... {a}.de", {"a": "you know."}, "Because you know.... you know..de"),
        ("{} { x y } {0} {a.b} {a!r} {a:>9} {a[0]} {", {"a": "x"}, "{} { x y } {0} {a.b} {a!r} {a:>9} {a[0]} {"),
    ],
)
def test_fields_are_filled_once_and_as_text(text: str, values: dict[str, str], filled: str) -> None:
    assert fill(text, values).text == filled


def test_unknown_and_empty_fields_stay_and_are_named_once() -> None:
    filled = fill("{nobody} {first_name} {Nobody} {role}", {"first_name": "  ", "role": "Planner"})
    assert (filled.text, filled.missing) == ("{nobody} {first_name} {Nobody} Planner", ("nobody", "first_name"))
    assert [(part.kind, part.name) for part in filled.parts if part.name] == [
        ("missing", "nobody"),
        ("missing", "first_name"),
        ("missing", "nobody"),
        ("filled", "role"),
    ]


@given(st.text(), st.dictionaries(st.sampled_from(["a", "b", "first_name"]), st.text()))
def test_filling_never_raises_and_never_reads_a_value(text: str, values: dict[str, str]) -> None:
    filled = fill(text, values)
    assert "".join(part.text for part in filled.parts) == filled.text
    assert not set(filled.missing) & {name for name in values if fill("{" + name + "}", values).missing == ()}


@given(st.text())
def test_a_value_goes_in_as_it_is_but_for_controls(value: str) -> None:
    once = fill("{a}", {"a": value})
    assert once.missing or fill("{a}", {"a": once.text}).text == once.text


@pytest.mark.parametrize(
    ("text", "struck"),
    [
        ("Dear Grace,\n\nBecause {why_you}\n\nBye", "Dear Grace,\n\nBecause\n\nBye"),
        ("Dear Grace,\n\n{why_you}.\n\nBye", "Dear Grace,\n\nBye"),
        ("Suits {why_you}, or not? {slots}", "Suits, or not? {slots}"),
        ("{why_you}. I am here.", "I am here."),
        ("Hello. {why_you}. I am here.", "Hello. I am here."),
        ("This above all: {why_you}.", "This above all."),
        ("It is {why_you} so", "It is so"),
    ],
)
def test_a_field_that_is_struck_leaves_a_clean_text(text: str, struck: str) -> None:
    assert strike(text, "why_you") == struck
    assert "why_you" not in names_in(struck)


def test_every_field_is_known_or_empty_and_the_users_own_value_wins(alice: User) -> None:
    marta = make_contact(alice, "Marta Lindqvist")
    grace = make_contact(alice, "Grace {first_name} Mbeki", given_name="Grace", role="Planner", introducer=marta)
    message = Message(owner=alice, contact=grace, kind="request", fields={"role": "engineer", "unheard_of": "yes"})
    values = values_of(message, now=NOW)
    assert set(values) == set(FIELDS) | {"unheard_of"}
    assert {name: value for name, value in values.items() if value} == {
        "first_name": "Grace",
        "full_name": "Grace {first_name} Mbeki",
        "role": "engineer",
        "connection": "Marta Lindqvist",
        "my_name": "Alice Arden",
        "minutes": "20",
        "unheard_of": "yes",
    }
    message.body = "{full_name}"
    assert resolved(message, now=NOW) == ("", "Grace {first_name} Mbeki")


def test_a_letter_with_an_open_field_is_not_resolved(alice: User) -> None:
    message = Message(owner=alice, contact=make_contact(alice), subject="{path}", body="{why_you} {path} {my_name}")
    with pytest.raises(UnresolvedError) as caught:
        resolved(message, now=NOW)
    assert caught.value.names == ("path", "why_you")


def test_what_was_learned_is_quoted_what_may_be_first(alice: User) -> None:
    grace = make_contact(alice, "Grace Mbeki")
    talk = make_interview(alice, [grace], state="held", ends_at=NOW - timedelta(days=2))
    for text, is_quotable in (("First", False), ("Second", True)):
        Takeaway.objects.create(owner=alice, interview=talk, text=text, is_quotable=is_quotable)
    values = values_of(Message(owner=alice, contact=grace, kind="update"), now=NOW)
    assert (values["takeaway"], values["advice"], values["talk_day"]) == ("Second", "Second", "on Sunday")


@pytest.mark.parametrize(
    ("zone", "weekend", "words"),
    [
        ("", "", "Thursday 26 November, 10:00; Friday 27 November, 14:00; or Monday 30 November, 16:00"),
        (
            "America/New_York",
            "",
            "Thursday 26 November, 10:00; Friday 27 November, 14:00; or Monday 30 November, 9:00 (New York time)",
        ),
        (
            "Asia/Riyadh",
            "fri_sat",
            "Thursday 26 November, 10:00; Sunday 29 November, 14:00; or Monday 30 November, 16:00 (Riyadh time)",
        ),
        ("Pacific/Auckland", "", ""),
    ],
)
def test_times_are_proposed_in_their_zone_and_in_waking_hours_of_both(
    alice: User, zone: str, weekend: str, words: str
) -> None:
    grace = make_contact(alice, time_zone=zone, weekend=weekend)
    said = slot_words(grace, propose_slots(grace, minutes=20, now=NOW))
    assert said == words.replace(" 9:00", " 09:00")


def test_no_time_is_proposed_in_a_talk_that_is_planned(alice: User) -> None:
    make_interview(alice, state="scheduled", ends_at=datetime(2026, 11, 26, 9, 30, tzinfo=UTC), minutes=60)
    found = propose_slots(make_contact(alice), minutes=20, now=NOW)
    assert [start.astimezone(alice.zone).time() for start in found] == [time(14), time(14), time(16)]
