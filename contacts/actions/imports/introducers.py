"""Whom files mean when they name who introduced somebody."""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from django.db import connection

from accounts.models import User
from contacts.actions.imports.keys import short_uid
from contacts.models import Contact, OtherUid


class Said(NamedTuple):
    """How a row names who introduced somebody, "" where it does not."""

    uid: str
    name: str


def said_by(document: Mapping[str, Any]) -> Said:
    """How a row that is kept names them."""
    return Said(document.get("introducer_uid", ""), document.get("introducer", ""))


class Introducers:
    """Who may be meant: by uid, or by name where exactly one person has it."""

    def __init__(self, owner: User, said: Collection[Said]) -> None:
        self.by_uid, self.by_name = dict[str, int](), dict[str, int]()
        if uids := {short_uid(one.uid) for one in said if one.uid}:
            mine = Contact.objects.filter(owner=owner, trashed_at=None, uid__in=uids)
            self.by_uid = dict(mine.values_list("uid", "pk"))
            others = OtherUid.objects.filter(owner=owner, contact__trashed_at=None, value__in=uids)
            self.by_uid |= dict(others.values_list("value", "contact"))
        if names := {one.name for one in said if one.name}:
            self.by_name = self.alone(names, owner.pk)

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

    def of(self, said: Said) -> int | None:
        """The number of the introducer, None where nobody can be meant for sure."""
        return self.by_uid.get(short_uid(said.uid)) or self.by_name.get(said.name)
