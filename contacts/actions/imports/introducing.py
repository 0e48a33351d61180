"""Who introduced whom: said when everybody is in, for a file may name somebody before they come."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection
from django.db.models import Q

from contacts.actions.bulk.writing import write_rows
from contacts.actions.imports.bringing import add_notes
from contacts.actions.imports.keys import short_uid
from contacts.actions.imports.known import Known
from contacts.actions.imports.people import Person
from contacts.actions.imports.writing import write_people
from contacts.importing import normal
from contacts.models import Contact, Import, ImportRow, OtherUid

CHUNK = 500  # rows in one transaction
LONGEST = 300  # letters of Contact.how_met


def introduce(batch: Import, *, now: datetime) -> bool:
    """Say of the next people who introduced them; whether there may be more to do.

    `did` of a row that was come to holds `then`: what Undo needs, as `old` has it, or nothing.
    """
    named = Q(data__has_key="introducer_uid") | Q(data__has_key="introducer")
    waiting = batch.rows.filter(named, Q(did=None) | ~Q(did__has_key="then"), done=True, contact__isnull=False)
    part = list(waiting.order_by("number")[:CHUNK])
    if not part:
        return False
    known = Known(batch, now=now)
    known.load([], also={row.contact_id for row in part if row.contact_id}, lock=True)
    introducers = Introducers(batch, part)
    for row in part:
        person = known.people.get(row.contact_id or 0)
        if person is not None:
            say_who(row, person, introducers)
    changed = list({id(p): p for p in known.people.values() if p.changes}.values())
    dids = write_people(known, changed) if changed else {}
    firsts = {id(person.first): person for person in changed}
    for row in part:
        person = firsts.get(id(row))
        row.did = (row.did or {}) | {"then": dids[person.contact.pk]["old"] if person else {}}
    write_rows(ImportRow, {row.pk: {"did": row.did} for row in part})
    return True


class Introducers:
    """Who the rows may mean: by uid, or by name where exactly one person has it."""

    def __init__(self, batch: Import, part: Sequence[ImportRow]) -> None:
        owner = batch.owner
        said = [row.data or {} for row in part]
        uids = {short_uid(one["introducer_uid"]) for one in said if "introducer_uid" in one}
        mine = Contact.objects.filter(owner=owner, trashed_at=None, uid__in=uids)
        self.by_uid = dict(mine.values_list("uid", "pk"))
        others = OtherUid.objects.filter(owner=owner, contact__trashed_at=None, value__in=uids)
        self.by_uid |= dict(others.values_list("value", "contact"))
        self.by_name = self.alone({one["introducer"] for one in said if "introducer" in one}, owner.pk)

    @staticmethod
    def alone(names: set[str], owner_id: int) -> dict[str, int]:
        """The people whose name nobody else has, by the name."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT asked.name, min(c.id) FROM unnest(%s::text[]) AS asked (name) JOIN contacts_contact AS c"
                " ON c.owner_id = %s AND c.sort_name = public.rapport_fold(asked.name) AND c.trashed_at IS NULL"
                " GROUP BY asked.name HAVING count(*) = 1",
                [sorted(names), owner_id],
            )
            return dict(cursor.fetchall())

    def of(self, row: ImportRow) -> int | None:
        """The number of the introducer, None where nobody can be meant for sure."""
        said = row.data or {}
        by_uid = self.by_uid.get(short_uid(said.get("introducer_uid", "")))
        return by_uid or self.by_name.get(said.get("introducer", ""))


def referred(name: str) -> str:
    """The introducer as words, for nobody is sure to be meant."""
    return f"Referred by {name}"


def may_say_who(contact: Contact, uid: str, name: str) -> bool:
    """Whether `say_who` may write who introduced somebody; before everybody is in it is not known who is meant."""
    said = {contact.how_met, *contact.notes.split("\n\n")}
    return contact.introducer_id is None and bool(uid or name) and referred(normal.clean(name)) not in said


def say_who(row: ImportRow, person: Person, introducers: Introducers) -> None:
    """Write the introducer; where it is not clear who is meant, the name is kept as words."""
    before, found = person.changes, introducers.of(row)
    name = normal.clean((row.data or {}).get("introducer", ""))
    if person.contact.introducer_id is not None or found == person.contact.pk:
        return
    if found is not None:
        person.set("introducer_id", found)
        person.must_settle = True
    elif name:
        words = referred(name)
        if not person.contact.how_met and len(words) <= LONGEST:
            person.set("how_met", words)
        elif person.contact.how_met != words:
            add_notes(person, words)
    if person.changes > before and person.first is None:
        person.first = row
