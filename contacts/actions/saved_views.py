"""Writing of saved views: states of the list of people that have a name."""

from django.core import signing
from django.db import transaction
from django.db.models import F, Max

from accounts.models import User
from contacts.models import SavedView

SALT = "contacts.saved_view"


def save_view(owner: User, *, name: str, query: str) -> None:
    """Keep a state of the list as the last view; one of that name, capitals aside, that came between stays."""
    last = owner.savedviews.aggregate(last=Max("position"))["last"]
    position = 0 if last is None else min(last + 1, 32_767)
    SavedView.objects.bulk_create(
        [SavedView(owner=owner, name=name, query=query, position=position)], ignore_conflicts=True
    )


@transaction.atomic
def move_view_up(view: SavedView) -> None:
    """Put the view before the one that precedes it."""
    views = list(SavedView.objects.select_for_update().filter(owner=view.owner_id))
    at = views.index(view)
    if at:
        views[at - 1], views[at] = views[at], views[at - 1]
    for position, one in enumerate(views):
        one.position = position
    SavedView.objects.bulk_update(views, ["position"])


@transaction.atomic
def remove_view(view: SavedView) -> str:
    """Delete the view; returns the signed text by which `bring_back_view` makes it again."""
    view.delete()
    return signing.dumps([view.owner_id, view.name, view.query, view.position], salt=SALT, compress=True)


@transaction.atomic
def bring_back_view(owner: User, *, token: str) -> SavedView | None:
    """Make a deleted view of `owner` again, at its place; where a view has its name now, that one stays.

    None if `token` is none of theirs.
    """
    try:
        owner_pk, name, query, position = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    if owner_pk != owner.pk:
        return None
    if there := owner.savedviews.filter(name__iexact=name).first():
        return there
    owner.savedviews.filter(position__gte=position).update(position=F("position") + 1)
    return SavedView.objects.create(owner=owner, name=name, query=query, position=position)
