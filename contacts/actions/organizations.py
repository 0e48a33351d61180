"""Organizations: the names they go by, two that become one, and taking that back."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models.functions import Lower

from contacts.importing import normal
from contacts.models import Contact, Organization, OrganizationAlias, OrganizationMerge, PastJob

FILLED = ("kind", "website", "notes")  # what the one that stays takes over where it says nothing
MOVED = (Contact, PastJob, OrganizationAlias)


class MergeError(ValueError):
    """Two organizations cannot be merged or parted; the text is for the user."""


@transaction.atomic
def set_aliases(organization: Organization, *, names: Iterable[str]) -> None:
    """Make `names` the organization's other names; capitals make no difference, its own name is none of them."""
    wanted = {name.casefold(): name for name in map(normal.clean, names) if name}
    wanted.pop(organization.name.casefold(), None)
    for alias in organization.aliases.all():
        if wanted.pop(alias.name.casefold(), None) is None:
            alias.delete()
    for name in wanted.values():
        OrganizationAlias.objects.create(owner_id=organization.owner_id, organization=organization, name=name)


@transaction.atomic
def merge_organizations(kept: Organization, *, gone: Organization, now: datetime) -> OrganizationMerge:
    """Hand over all that belongs to `gone`, whose name becomes an alias of `kept`, and delete it.

    Raises MergeError for an organization and itself.
    """
    if kept.pk == gone.pk:
        raise MergeError("That is the same organization. Choose another one.")
    if kept.owner_id != gone.owner_id:
        raise ValueError("two owners")
    # In the order of ids, so that two merges of the same pair wait for each other and not in a ring.
    locked = {
        row.pk: row for row in Organization.objects.select_for_update().filter(pk__in=[kept.pk, gone.pk]).order_by("pk")
    }
    kept, gone = locked[kept.pk], locked[gone.pk]
    before = {name: getattr(kept, name) for name in FILLED}
    former = {name: getattr(gone, name) for name in ("id", "name", *FILLED)} | {
        "created_at": gone.created_at.isoformat()
    }
    moved: dict[str, Any] = {model._meta.model_name or "": hand_over(model, gone, kept) for model in MOVED}
    kept.kind, kept.website = kept.kind or gone.kind, kept.website or gone.website
    kept.notes = "\n\n".join(filter(None, (kept.notes, gone.notes)))
    kept.save(update_fields=FILLED)
    gone.delete()
    alias = OrganizationAlias.objects.create(owner_id=kept.owner_id, organization=kept, name=former["name"])
    moved |= {"alias": alias.pk, "before": before, "after": {name: getattr(kept, name) for name in FILLED}}
    return OrganizationMerge.objects.create(
        owner_id=kept.owner_id, kept=kept, former=former, moved=moved, merged_at=now
    )


@transaction.atomic
def part_organizations(merge: OrganizationMerge, *, now: datetime) -> Organization:
    """Take a merge back: whoever is still with the one that stayed goes back to the other; twice changes nothing.

    Raises MergeError if its name has been given to another organization since.
    """
    merge = OrganizationMerge.objects.select_for_update().get(pk=merge.pk)
    kept, former, moved = merge.kept, merge.former, merge.moved
    if merge.undone_at:
        return Organization.objects.filter(pk=former["id"]).first() or kept
    OrganizationAlias.objects.filter(pk=moved["alias"], organization=kept).delete()
    taken = Organization.objects.filter(owner_id=merge.owner_id).alias(lower=Lower("name"))
    if taken.filter(lower=former["name"].lower()).exists():
        raise MergeError(f"There is another organization called “{former['name']}” now. Rename it first.")
    columns = former | {"created_at": datetime.fromisoformat(former["created_at"])}
    gone = Organization(owner_id=merge.owner_id, **columns)
    gone.save_base(raw=True, force_insert=True)  # as it was, the day it was made too
    for model in MOVED:
        rows = model._default_manager.filter(pk__in=moved[model._meta.model_name or ""], organization=kept)
        rows.update(organization=gone)
    changed = {name: old for name, old in moved["before"].items() if getattr(kept, name) == moved["after"][name]}
    Organization.objects.filter(pk=kept.pk).update(**changed)
    OrganizationMerge.objects.filter(pk=merge.pk).update(undone_at=now)
    return gone


def hand_over(model: Any, gone: Organization, kept: Organization) -> list[int]:
    """Give all rows of `model` that belong to `gone` to `kept`; returns their ids."""
    rows = model._default_manager.filter(organization=gone)
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    rows.update(organization=kept)
    return ids
