"""A person's page reads a contact with all that hangs on it in one statement, and those who led to them in another."""

from collections.abc import Collection
from typing import Any

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OrderBy, OuterRef
from django.db.models.functions import JSONObject

from contacts.querysets.people import ContactQuerySet

LONGEST_CHAIN = 50  # of introductions
CHAIN = f"""
WITH RECURSIVE up AS (
    SELECT c.id, c.introducer_id, 0 AS step, c.id AS led_to
    FROM contacts_contact c WHERE c.id = ANY(%s) AND c.owner_id = %s
    UNION ALL
    SELECT c.id, c.introducer_id, up.step + 1, up.led_to FROM up JOIN contacts_contact c ON c.id = up.introducer_id
    WHERE up.step < {LONGEST_CHAIN}
) CYCLE id SET is_circle USING way
SELECT c.id, c.display_name, c.how_met, c.photo_digest, up.led_to
FROM up JOIN contacts_contact c ON c.id = up.id WHERE up.step > 0 AND NOT up.is_circle ORDER BY up.step DESC
"""  # noqa: S608  a number of our own


def whole(contacts: ContactQuerySet) -> ContactQuerySet:
    """With what hangs on each as lists of dicts: tag_rows, path_rows, channel_rows, address_rows, job_rows,
    property_rows. Dates in them are ISO text.
    """
    return contacts.annotate(
        tag_rows=_rows("ContactTag", {"name": "tag__name"}, "tag__name"),
        path_rows=_rows("ContactPath", {"pk": "path", "name": "path__name", "colour": "path__colour"}, "path__name"),
        channel_rows=_rows("Channel", _same("kind value normal label is_preferred"), "-is_preferred", "pk"),
        address_rows=_rows(
            "PostalAddress", _same("label street locality region postcode country"), "-is_preferred", "pk"
        ),
        job_rows=_rows(
            "PastJob",
            _same("pk organization_id role started_on ended_on") | {"organization": "organization__name"},
            F("ended_on").desc(nulls_last=True),
            "-pk",
        ),
        property_rows=_rows(
            "PropertyValue",
            {"pk": "property", "name": "property__name", "kind": "property__kind", "text": "text"},
            "property__position",
            "property",
            property__archived_at=None,
        ),
    )


def chain_to(contact: Any) -> list[Any]:
    """The contacts who introduced each other, from the one the user knows to the one who introduced `contact`; a
    circle ends it.
    """
    return chains_to([contact]).get(contact.pk, [])


def chains_to(contacts: Collection[Any]) -> dict[int, list[Any]]:
    """The same for several contacts of one owner, by their ids, in one query; none for whom nobody introduced."""
    chains: dict[int, list[Any]] = {}
    if contacts:
        rows: Any = apps.get_model("contacts", "Contact")._default_manager
        owner = next(iter(contacts)).owner_id
        link: Any
        for link in rows.raw(CHAIN, [[contact.pk for contact in contacts], owner]):
            chains.setdefault(link.led_to, []).append(link)
    return chains


def _rows(model: str, columns: dict[str, str], *order: str | OrderBy, **filters: None) -> ArraySubquery:
    """What one model holds of the contact, as an array of JSON objects."""
    rows = apps.get_model("contacts", model)._default_manager.filter(contact=OuterRef("pk"), **filters)
    return ArraySubquery(rows.order_by(*order).values(row=JSONObject(**columns)))


def _same(names: str) -> dict[str, str]:
    """Columns under their own names."""
    return {name: name for name in names.split()}
