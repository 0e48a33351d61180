"""What happened with a contact of Monica's, for the timeline, and what has no field of its own here, in words."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Protocol

from contacts.importing import days
from contacts.importing.documents.walk import known, listed, words
from contacts.importing.long_entries import LONGEST_TITLE, with_title
from contacts.importing.rows import Entry

RELATIONS = {  # those of Monica's names that are no words
    "inlovewith": "In love with",
    "secretlover": "Secret lover",
    "bestfriend": "Best friend",
    "datewith": "Dating",
    "stepparent": "Step-parent",
    "stepchild": "Step-child",
    "ex": "Former partner",
    "ex_husband": "Former spouse",
}
Said = dict[str, Any]


class Elsewhere(Protocol):
    """What a contact points to, by uuid (contacts.importing.monica.export.Index)."""

    names: dict[str, str]
    related: dict[str, list[tuple[str, str]]]
    activities: dict[str, Said]
    documents: dict[str, str]
    kinds: dict[str, Said]

    def photo(self, uuid: str) -> bytes:
        """The picture."""


def entries_of(uuid: str, name: str, blocks: dict[str, list[Any]], elsewhere: Elsewhere) -> Iterator[Entry]:
    """What goes to the timeline; an activity with several people has the same uid with each of them."""
    activities = (elsewhere.activities.get(words(one)) for one in blocks.get("activity", []))
    told = [(kind, known(one)) for kind in TOLD if kind != "activity" for one in blocks.get(kind, [])]
    for kind, one in [*told, *(("activity", one) for one in activities if one)]:
        said = known(one.get("properties"))
        at = next(filter(None, (moment(said.get(key)) for key in ("called_at", "happened_at"))), "")
        at = at or moment(one.get("created_at")) or moment(one.get("updated_at"))
        title, body = TOLD[kind](said, name, elsewhere)
        if not at or not (title or body):
            continue
        entry = Entry(
            kind={"call": "call", "conversation": "message", "activity": "meeting"}.get(kind, "note"),
            at=at,
            title=title,
            body=body,
            is_touch=kind in {"call", "conversation", "activity"},
        )
        # Early files of Monica 4 name people and activities only.
        yield replace(entry, uid=words(one.get("uuid")) or digest_of(entry, f"{uuid}{kind}{at}"))


def digest_of(entry: Entry, begin: str) -> str:
    """What an entry without a name is called: the same of the same one in every version, so it is cut for this."""
    cut = with_title(entry, LONGEST_TITLE)
    return f"monica:{sha256(f'{begin}{cut.title}{cut.body}'.encode()).hexdigest()[:32]}"


def tell_note(said: Said, name: str, elsewhere: Elsewhere) -> tuple[str, str]:
    """Title and text of a note."""
    return "", words(said.get("body"))


def tell_call(said: Said, name: str, elsewhere: Elsewhere) -> tuple[str, str]:
    """Who called, what was said, and how it felt."""
    felt = ", ".join(dict.fromkeys(filter(None, map(words, listed(said.get("emotions"))))))
    caller = name if said.get("contact_called") is True else "You"
    return f"{caller} called", "\n".join([words(said.get("content")), *labelled("Felt", felt)]).strip()


def tell_activity(said: Said, name: str, elsewhere: Elsewhere) -> tuple[str, str]:
    """What was done, and what kind of thing that is."""
    kind = kind_named(said.get("type"), elsewhere)
    return words(said.get("summary")) or kind, words(said.get("description"))


def tell_conversation(said: Said, name: str, elsewhere: Elsewhere) -> tuple[str, str]:
    """By what means, and who wrote what."""
    means = kind_named(said.get("contact_field_type"), elsewhere)
    lines = []
    for one in listed(said.get("messages")):
        message = known(known(one).get("properties"))
        lines.append(f"{'You' if message.get('written_by_me') is True else name}: {words(message.get('content'))}")
    return f"Conversation, {means}" if means else "Conversation", "\n\n".join(lines)


def tell_life_event(said: Said, name: str, elsewhere: Elsewhere) -> tuple[str, str]:
    """What happened in the person's life."""
    kind = kind_named(said.get("type"), elsewhere)
    return words(said.get("name")) or kind, words(said.get("note"))


TOLD = {
    "note": tell_note,
    "call": tell_call,
    "activity": tell_activity,
    "conversation": tell_conversation,
    "life_event": tell_life_event,
}


def facts_of(said: Said, elsewhere: Elsewhere) -> Iterator[str]:
    """What Monica knows of the person itself and we have no field for."""
    if said.get("is_dead") is True or known(said.get("deceased_date")):
        died = known(said.get("deceased_date"))
        day = instant(died.get("date"))[:10]
        year_unknown = died.get("is_year_unknown") is True
        yield f"Died: {days.birthday_in_words(f'-{day[4:]}' if year_unknown else day)}" if day else "Died."
    yield from labelled("Gender", kind_named(said.get("gender"), elsewhere))
    yield from labelled("Food", words(said.get("food_preferences")))


def relations(uuid: str, elsewhere: Elsewhere) -> Iterator[str]:
    """Who else the person has to do with, such as "Sibling: Grace Mbeki"."""
    for kind, other in dict.fromkeys(elsewhere.related.get(uuid, [])):
        yield from labelled(RELATIONS.get(kind) or kind.replace("_", " ").capitalize(), elsewhere.names.get(other, ""))


def lines_of(blocks: dict[str, list[Any]], elsewhere: Elsewhere) -> Iterator[str]:
    """Pets, debts, gifts, tasks, reminders and documents, a line each; reminders of birthdays are Monica's own."""
    for kind, tell in LINES.items():
        for one in map(known, blocks.get(kind, [])):
            yield tell(known(one.get("properties")))
    names = (elsewhere.documents.get(words(one), "") for one in blocks.get("document", []))
    yield from (f"Document, still in Monica: {name}" for name in names if name)


def tell_pet(said: Said) -> str:
    """Such as "Pet: Momo (cat)"."""
    return joined("Pet", said, "name", "category")


def tell_debt(said: Said) -> str:
    """Who owes what."""
    who = "You owe" if said.get("in_debt") is True else "Owes you"
    settled = " (settled)" if words(said.get("status")) == "complete" else ""
    return f"{who} {words(said.get('amount'))} {words(said.get('currency'))}".strip() + settled


def tell_gift(said: Said) -> str:
    """What was thought of, given or received."""
    return joined("Gift", said, "name", "status", "date", "amount", "comment", "url")


def tell_task(said: Said) -> str:
    """What was to be done."""
    title = "Task, done" if said.get("completed") is True else "Task"
    return joined(title, said, "title", "description")


def tell_reminder(said: Said) -> str:
    """What was to be thought of, and when."""
    if said.get("delible") is False:
        return ""
    number, unit = words(said.get("frequency_number")), words(said.get("frequency_type"))
    every = f"every {unit}" if number in {"", "1"} else f"every {number} {unit}s"
    often = {"one_time": "once", "": ""}.get(unit, every)
    return joined("Reminder", said | {"often": often}, "title", "initial_date", "often", "description")


LINES = {
    "pet": tell_pet,
    "debt": tell_debt,
    "gift": tell_gift,
    "task": tell_task,
    "reminder": tell_reminder,
}


def joined(label: str, said: Said, name: str, *others: str) -> str:
    """Such as "Gift: A book (offered, 24 December 2025)"; "" if nothing of it is said."""
    first = words(said.get(name))
    more = []
    for other in others:
        value = words(said.get(other))
        is_day = "date" in other and instant(value)
        more.append(days.birthday_in_words(instant(value)[:10]) if is_day else value)
    rest = ", ".join(filter(None, more))
    return next(labelled(label, f"{first} ({rest})" if first and rest else first or rest), "")


def labelled(label: str, value: str) -> Iterator[str]:
    """Such as "Food: no meat"; nothing for nothing."""
    if value:
        yield f"{label}: {value}"


def kind_named(uuid: Any, elsewhere: Elsewhere) -> str:
    """The name of a kind of thing, or of a gender."""
    return words(elsewhere.kinds.get(words(uuid), {}).get("name"))


def instant(value: Any) -> str:
    """An instant in UTC (ISO 8601), "" for what is none; a day alone begins at midnight."""
    try:
        at = datetime.fromisoformat(words(value))
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
    except (ValueError, OverflowError):
        return ""


def moment(value: Any) -> str:
    """The same, but a day where it is midnight: so Monica writes days."""
    at = instant(value)
    return at[:10] if at[11:] == "00:00:00+00:00" else at
