"""What comes with the program: the question bank, gaps, prompts and homework; and how strictly their files are read."""

import re
from collections import Counter
from pathlib import Path
from shutil import copytree

import pytest
from django.apps import apps

from contacts.actions import progress
from interviews.importing import builtin
from interviews.importing.builtin import (
    FOLDER,
    KINDS,
    BuiltinError,
    Gap,
    Homework,
    criteria,
    gaps,
    homework,
    prompts,
    questions_by_key,
    read_rows,
    read_topics,
    topics,
)
from interviews.models import Interview
from interviews.models.gaps import Kind
from interviews.models.preparing import Topic

QUESTIONS = list(questions_by_key().values())
NAMES = [
    *("Path in", "Daily work", "Rewards and drains", "Skills and training", "Environment and people", "Life fit"),
    *("Money and security", "Progression", "Field and future", "Organization", "My fit", "Entering and switching"),
    *("Resources", "Advice and assignment", "Referrals", "Close", "Mentoring"),
]
SHORT = re.compile(r"[A-Z][^?\n]{9,138}\?")
OPEN = re.compile(r".*\b(?:what|which|who|whose|whom|how|why|where|when)\b.*", re.IGNORECASE)
# Questions that can be answered by yes or no begin like this.
CLOSED = re.compile(
    r"\A(?:am|are|is|was|were|do|does|did|have|has|had|can|could|will|would|should|may)\b", re.IGNORECASE
)
TWO_IN_ONE = re.compile(r"\b(?:and|or) (?:what|which|who|whose|how|why|where|when|do|does|is|are)\b", re.IGNORECASE)
GENDERED = re.compile(r"\b(?:s?he|him|his|hers?|(?:him|her)self)\b", re.IGNORECASE)
STOCK = re.compile(r"your brain|typical day|day in the life|walk me through|at night|words of wisdom", re.IGNORECASE)
UNFINISHED = re.compile(r"[{}\[\]']|  |TODO|\.\.")
# A talk of twenty minutes that asks the first question of each of these, its must-asks.
SHORT_TALK = [
    *("path_in", "daily_work", "skills_training", "field_future", "my_fit", "advice_assignment"),
    *("resources", "referrals", "close"),
]


def plain(text):
    """What two texts that are alike share."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def test_17_topics_in_the_order_of_a_talk():
    assert [(topic.number, topic.name) for topic in topics()] == list(enumerate(NAMES, 1))


def test_each_topic_has_4_to_8_questions_and_the_bank_100():
    assert {topic.slug: len(topic.questions) for topic in topics() if not 4 <= len(topic.questions) <= 8} == {}
    assert len(QUESTIONS) >= 100


def test_keys_are_plain_unique_and_begin_with_the_topic():
    keys = [question.key for topic in topics() for question in topic.questions]
    assert len(keys) == len(set(keys)) == len(QUESTIONS)
    assert [key for key in keys if not re.fullmatch(r"[a-z_]+\.[a-z0-9_]+", key)] == []
    assert {(topic.slug, question.topic) for topic in topics() for question in topic.questions} == {
        (topic.slug, topic.slug) for topic in topics()
    }


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_gap_is_there_and_served_by_three_questions(kind):
    assert sum(gap.kind == kind for gap in gaps()) >= 1
    assert sum(question.gap == kind for question in QUESTIONS) >= 3


def test_25_gaps_some_of_which_must_be_known():
    assert len(gaps()) == 25
    assert 8 <= sum(gap.importance == "must" for gap in gaps()) <= 15


def test_17_criteria_that_fit_a_row():
    assert len(criteria()) == len({criterion.key for criterion in criteria()}) == 17
    assert [one.text for one in criteria() if len(one.text) > 60 or one.text.endswith(".")] == []
    assert {one.kind for one in criteria()} <= set(Kind.values)


@pytest.mark.parametrize("rule", [SHORT, OPEN], ids=["short", "open"])
def test_each_question_is_one_short_open_question(rule):
    assert {question.key: question.text for question in QUESTIONS if not rule.fullmatch(question.text)} == {}


@pytest.mark.parametrize("rule", [CLOSED, TWO_IN_ONE])
def test_no_question_can_be_answered_by_yes_or_is_two(rule):
    assert {question.key: question.text for question in QUESTIONS if rule.search(question.text)} == {}


@pytest.mark.parametrize("rule", [GENDERED, STOCK, UNFINISHED])
def test_no_text_has_what_nobody_should_say(rule):
    texts = [row.text for row in QUESTIONS] + [row.text for row in gaps()] + [row.text for row in criteria()]
    texts += [f"{row.text} {row.hint}" for row in prompts()] + [f"{row.text} {row.hint}" for row in homework()]
    assert [text for text in texts if rule.search(text)] == []


def test_no_two_texts_are_alike():
    texts = [*(row.text for row in QUESTIONS), *(row.text for row in gaps()), *(row.text for row in prompts())]
    texts += [row.text for row in criteria()]
    assert [text for text, times in Counter(map(plain, texts)).items() if times > 1] == []


def test_the_standard_set_fits_an_hour_and_leaves_a_choice():
    standard = [question for question in QUESTIONS if question.default]
    assert 20 <= len(standard) <= 30
    assert sum(question.minutes for question in standard) <= 60
    assert {topic.slug for topic in topics()} - {question.topic for question in standard} == {
        "money_security",
        "mentoring",
    }


def test_the_must_asks_fit_twenty_minutes():
    first = {topic.slug: topic.questions[0] for topic in topics()}
    assert [first[slug].default for slug in SHORT_TALK] == [True] * len(SHORT_TALK)
    assert 15 <= sum(first[slug].minutes for slug in SHORT_TALK) <= 20


def test_nothing_about_money_and_nothing_a_search_answers_is_in_the_standard_set():
    money = [question for question in QUESTIONS if question.gap == "money" or question.topic == "money_security"]
    assert {(question.sensitivity, question.default) for question in money} == {("money", False)}
    assert {question.default for question in QUESTIONS if question.lookup} == {False}


def test_referrals_are_asked_late_and_mentoring_of_later_contacts_only():
    assert {question.sensitivity for question in QUESTIONS if question.topic == "referrals"} == {"late"}
    assert {question.topic for question in QUESTIONS if question.only == "later"} == {"mentoring"}
    assert {question.only for question in QUESTIONS if question.topic == "mentoring"} == {"later"}


def test_what_they_may_ask_me():
    asked = [prompt.key for prompt in prompts() if not prompt.optional]
    assert asked == ["story_30s", "story_2min", "why_field", "why_you", "tried"]
    assert [prompt.key for prompt in prompts()][len(asked) :] == ["today", "leaving", "five_years", "help_me"]


def test_the_homework_of_each_medium():
    everywhere = ["person", "organization", "recent", "questions", "pitch", "confirm", "things"]
    assert [item.key for item in homework() if not item.only] == everywhere
    assert [(item.key, item.only) for item in homework() if item.only] == [("arrive", Interview.Medium.IN_PERSON)]


def write(path: Path, old: str, new: str) -> None:
    """Put `new` where `old` is the first time."""
    before = path.read_text()
    assert old in before
    path.write_text(before.replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("minutes = 3", "minuts = 3", r"question 1 \(path_in.first_job_to_here\): missing 'minutes', unknown 'minuts'"),
        ("minutes = 3", "minutes = 6", "minutes cannot be 6"),
        ("minutes = 3", "minutes = true", "minutes cannot be True"),
        ("minutes = 3", "minutes = 2.0", "minutes cannot be 2.0"),
        ("default = true", 'default = "yes"', "default cannot be 'yes'"),
        ('sensitivity = "none"', 'sensitivity = "secret"', "sensitivity cannot be 'secret'"),
        ('gap = "entry"', 'gap = "entrance"', "gap cannot be 'entrance'"),
        ('gap = "entry"', 'gap = "entry"\nonly = "never"', "only cannot be 'never'"),
        ("text = ", 'text = " " #', "text cannot be ' '"),
        ('"path_in.first_job_to_here"', '"daily_work.first"', "a key here begins with 'path_in.'"),
        ('"path_in.first_job_to_here"', '"path_in.do_differently"', "'path_in.do_differently' is there twice"),
        ('name = "Path in"', 'name = "Path in"\nnames = 2', r"01_path_in.toml: unknown 'names'"),
        ('name = "Path in"', "name = one", "at line 3, column 8"),
        ('topic = "path_in"', 'topic = "way_in"', "belongs in 01_way_in.toml"),
    ],
)
def test_a_fault_in_a_topic_is_told_with_its_place(tmp_path, old, new, told):
    folder = copytree(FOLDER / "questions", tmp_path / "questions")
    write(folder / "01_path_in.toml", old, new)
    with pytest.raises(BuiltinError, match=told) as refused:
        read_topics(folder)
    assert "01_path_in.toml" in str(refused.value)


def test_a_missing_topic_is_told_by_the_next_one(tmp_path):
    folder = copytree(FOLDER / "questions", tmp_path / "questions")
    (folder / "05_environment_people.toml").unlink()
    with pytest.raises(BuiltinError, match=r"'life_fit' belongs in 05_life_fit\.toml"):
        read_topics(folder)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('kind = "entry"', 'kind = ""', r"gap 1 \(entry.no_degree\): kind cannot be ''"),
        ('importance = "must"', 'importance = "high"', "importance cannot be 'high'"),
        ('importance = "must"', "", "missing 'importance'"),
        ("[[gap]]", "[[hole]]", "unknown 'hole'"),
    ],
)
def test_a_fault_in_a_gap_is_told_with_its_place(tmp_path, old, new, told):
    path = tmp_path / "gaps.toml"
    path.write_text((FOLDER / "gaps.toml").read_text())
    write(path, old, new)
    with pytest.raises(BuiltinError, match=told):
        read_rows(path, "gap", Gap)


def test_an_empty_or_missing_file_is_told(tmp_path):
    (tmp_path / "empty.toml").write_text("# Nothing.")
    with pytest.raises(BuiltinError, match=r"empty.toml, homework: there is none"):
        read_rows(tmp_path / "empty.toml", "homework", Homework)
    with pytest.raises(BuiltinError, match=r"gone.toml"):
        read_rows(tmp_path / "gone.toml", "homework", Homework)


def test_a_fault_stops_the_program_at_its_start(monkeypatch):
    monkeypatch.setattr(progress, "tellers", [])
    monkeypatch.setattr(builtin, "gaps", lambda: read_rows(Path("gone.toml"), "gap", Gap))
    with pytest.raises(BuiltinError, match=r"gone\.toml"):
        apps.get_app_config("interviews").ready()


def test_each_file_opens_with_what_lives_there():
    openings = [path.read_text().split("\n")[0] for path in sorted(FOLDER.rglob("*"), key=str) if path.is_file()]
    assert len(openings) == len(set(openings)) == 21
    assert [line for line in openings if not re.fullmatch(r"# .{20,117}\.", line)] == []


def test_kinds_and_topics_are_those_of_the_files():
    assert set(Kind.values) == set(KINDS)
    assert Topic.choices == [(topic.slug, topic.name) for topic in topics()]
