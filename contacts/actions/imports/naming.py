"""Organizations, tags, paths and properties by their names: looked up at once, made if a row needs them."""

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models.expressions import RawSQL

from accounts.models import User
from contacts.actions.imports.keys import Keyed
from contacts.actions.properties import LONGEST, read_value
from contacts.importing import normal
from contacts.importing.rows import Fact
from contacts.models import CareerPath, CustomProperty, Import, Organization, OrganizationAlias, Tag

Named = Organization | Tag | CareerPath | CustomProperty
MODELS: tuple[type[Named], ...] = (Organization, Tag, CareerPath, CustomProperty)
LONGEST_NAME = 60  # letters of a property's name


class Names:
    """The owner's named things that rows speak of; what is not there is made in memory, and written when it is used."""

    def __init__(self, owner: User) -> None:
        self.owner = owner
        self.there: dict[type[models.Model], dict[str, Any]] = {model: {} for model in MODELS}

    def load(self, rows: Sequence[Keyed]) -> None:
        """Look up every name in `rows`."""
        said = [row.row for row in rows]
        employers = {row.organization_name for row in said} | {
            job.organization for row in said for job in row.past_jobs
        }
        asked: dict[type[Named], Iterable[str]] = {
            Organization: employers,
            Tag: {name for row in said for name in row.tags},
            CareerPath: {name for row in said for name in row.paths},
            CustomProperty: {fact.name for row in said for fact in row.properties},
        }
        for model, names in asked.items():
            if cleaned := {normal.clean(name) for name in names} - {""}:
                self.there[model] |= self.find(model, cleaned)

    def find(self, model: type[Named], names: Iterable[str]) -> dict[str, Any]:
        """Those of `names` that are there, by name in lower case; an organization goes by its other names, too."""
        asked = {name.lower(): name for name in names}
        found = ids_of(model, self.owner, asked)
        if model is Organization and (other := {key: name for key, name in asked.items() if key not in found}):
            found |= ids_of(OrganizationAlias, self.owner, other, "organization_id")
        rows = {one.pk: one for one in self.there[model].values()}
        rows = model._default_manager.in_bulk(set(found.values()) - rows.keys()) | rows
        return {key: rows[pk] for key, pk in found.items()}

    def numbered(self, ids: Iterable[int | None]) -> dict[int | None, Organization]:
        """The organizations with these ids."""
        asked, there = set(ids) - {None}, self.employers()
        new = Organization.objects.in_bulk(asked - there.keys())
        self.there[Organization] |= {one.name.lower(): one for one in new.values()}
        return {pk: one for pk, one in (there | new).items() if pk in asked}

    def employers(self) -> dict[int | None, Organization]:
        """The organizations that were looked up, by their ids."""
        return {one.pk: one for one in self.there[Organization].values() if one.pk is not None}

    def named(self, model: type[Named], name: str) -> Any:
        """The thing of that name, None for no name; one that is not there has no id yet."""
        name = normal.clean(name)
        if not name:
            return None
        there = self.there[model]
        if name.lower() not in there:
            there[name.lower()] = model(owner=self.owner, name=name)
        return there[name.lower()]

    def organization(self, name: str) -> Organization | None:
        """The organization of that name."""
        found: Organization | None = self.named(Organization, name[:200])
        return found

    def write(self, used: Iterable[Named], batch: Import) -> None:
        """Write those of `used` that are new, and give them their ids."""
        new: dict[type[Named], dict[str, Any]] = {}
        for thing in used:
            if thing.pk is None:
                new.setdefault(type(thing), {})[thing.name.lower()] = thing
        for model, things in new.items():
            if model is CustomProperty:
                shape(list(things.values()), batch)
            # Somebody may make one at the same moment; the unique constraint decides, and both get that one.
            model._default_manager.bulk_create(things.values(), ignore_conflicts=True)
            ids = ids_of(model, self.owner, {key: thing.name for key, thing in things.items()})
            for key, thing in things.items():
                thing.pk = ids[key]


def ids_of(model: type[models.Model], owner: User, names: dict[str, str], column: str = "id") -> dict[str, int]:
    """The owner's rows with these names, capitals aside: `column` by the key that `names` has."""
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT asked.key, kept."{column}" FROM unnest(%s::text[], %s::text[]) AS asked (key, name)'  # noqa: S608
            f' JOIN "{model._meta.db_table}" AS kept ON kept.owner_id = %s AND lower(kept.name) = lower(asked.name)',
            [list(names), list(names.values()), owner.pk],
        )
        return dict(cursor.fetchall())


def namesakes(owner: User, asked: Collection[tuple[str, int | None]]) -> set[int]:
    """The owner's contacts (ids) who are called by one of these names and work at the organization (id) beside it, or
    nowhere if that is None; nobody who is in the trash.
    """
    said = json.dumps([{"name": name, "employer": employer} for name, employer in asked])
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kept.id FROM jsonb_to_recordset(%s::jsonb) AS asked (name text, employer bigint)"
            " JOIN contacts_contact AS kept ON kept.owner_id = %s AND kept.trashed_at IS NULL"
            " AND kept.sort_name = public.rapport_fold(asked.name)"
            " AND kept.organization_id IS NOT DISTINCT FROM asked.employer",
            [said, owner.pk],
        )
        return {pk for (pk,) in cursor}


def one_of_texts(texts: Iterable[str]) -> RawSQL:
    """The texts, for __in: one parameter, where a list has a thousand, each taken through ORM and driver."""
    return RawSQL("SELECT jsonb_array_elements_text(%s::jsonb)", [json.dumps(list(texts))])


def shape(properties: Sequence[Any], batch: Import) -> None:
    """Give new properties the kind that the file says, if all its values are of that kind, and a choice its values."""
    position = CustomProperty.objects.filter(owner=batch.owner).count()
    said = facts_of(batch, [one.name for one in properties])
    for place, one in enumerate(properties, start=position):
        facts = said.get(one.name.lower(), [])
        one.position = min(place, 32_000)
        kinds = {fact.kind for fact in facts}
        one.kind = kinds.pop() if len(kinds) == 1 and kinds <= set(CustomProperty.Kind.values) else "text"
        values = list(dict.fromkeys(normal.clean(fact.value) for fact in facts))
        if one.kind == CustomProperty.Kind.CHOICE:
            one.choices = values if all(0 < len(value) <= 100 for value in values) else []
        if not all(fits(one, value) for value in values):
            one.kind, one.choices = "text", []


def facts_of(batch: Import, names: Sequence[str]) -> dict[str, list[Fact]]:
    """What all rows of the import say of properties with these names, by name in lower case."""
    found: dict[str, list[Fact]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT fact ->> 'name', fact ->> 'value', coalesce(fact ->> 'kind', 'text'), min(number)"
            " FROM contacts_importrow, jsonb_array_elements(data -> 'properties') AS fact"
            " WHERE batch_id = %s AND lower(fact ->> 'name') = ANY(%s) GROUP BY 1, 2, 3 ORDER BY 4",
            [batch.pk, [name.lower() for name in names]],
        )
        for name, value, kind, _ in cursor.fetchall():
            found.setdefault(normal.clean(name).lower(), []).append(Fact(name=name, value=value or "", kind=kind))
    return found


def fits(one: CustomProperty, value: str) -> bool:
    """Whether the property can say that; what is too long for any property does not count."""
    try:
        read_value(one, value)
    except ValidationError:
        return len(value) > LONGEST
    return True
