"""A bulk change in words: what is about to be done, and what was."""

from contacts.actions.formats import FORMATS
from contacts.models import BulkChange, Contact

Verb, State = BulkChange.Verb, BulkChange.State


def people(count: int) -> str:
    """Such as "1 person", "1,240 people"."""
    return "1 person" if count == 1 else f"{count:,} people"


def asking(verb: str, value: str, count: int) -> str:
    """What a button says that does it, such as "Archive 1,240 people"."""
    who = people(count)
    return {
        Verb.TAG: f"Tag {who} “{value}”",
        Verb.UNTAG: f"Take the tag “{value}” off {who}",
        Verb.CADENCE: f"Keep in touch with {who}: {choice(verb, value)}",
        Verb.WARMTH: f"Say how well you know {who}: {choice(verb, value)}",
        Verb.ARCHIVE: f"Archive {who}",
        Verb.TRASH: f"Move {who} to the trash",
        Verb.EXPORT: f"Export {who}{format_words(verb, value)}",
    }[Verb(verb)]


def done(change: BulkChange) -> str:
    """What has come of it, such as "9 people archived, 3 were already."."""
    if change.state == State.UNDONE:
        return f"Undone, but for {people(change.changed)} changed since." if change.changed else "Undone."
    if change.verb == Verb.EXPORT:
        return f"{people(change.done)} exported."
    who, value = people(change.changed), change.value
    words = {
        Verb.TAG: f"{who} tagged “{value}”",
        Verb.UNTAG: f"The tag “{value}” taken off {who}",
        Verb.CADENCE: f"{choice(change.verb, value)} for {who}",
        Verb.WARMTH: f"{choice(change.verb, value)}: {who}",
        Verb.ARCHIVE: f"{who} archived",
        Verb.TRASH: f"{who} moved to the trash",
    }[Verb(change.verb)]
    same = change.done - change.changed
    return f"{words}, {same:,} {'was' if same == 1 else 'were'} so already." if same else f"{words}."


def format_words(verb: str, value: str) -> str:
    """Such as " as vCard 3.0"; "" for any other verb."""
    return f" as {FORMATS[value.split()[0]].words}" if verb == Verb.EXPORT else ""


def choice(verb: str, value: str) -> str:
    """The label of a cadence or a warmth; "" for any other value."""
    choices = Contact.Cadence.choices if verb == Verb.CADENCE else Contact.Warmth.choices
    return str(dict(choices).get(value, ""))
