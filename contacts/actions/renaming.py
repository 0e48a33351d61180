"""When a tag or an organization gets another name: what calls it by its name goes along."""

from urllib.parse import parse_qsl, urlencode

from django.db import transaction

from contacts.models import BulkChange, Organization, SavedView, Tag

Verb = BulkChange.Verb


@transaction.atomic
def follow_name(renamed: Tag | Organization, *, was: str) -> None:
    """Let saved views that ask for `was`, and bulk changes under way that put it on or take it off, say the new name.

    Call it when `renamed` is saved. Capitals make no difference, as in the list itself.
    """
    if was == renamed.name:
        return
    kind = renamed._meta.model_name
    for view in SavedView.objects.select_for_update().filter(owner=renamed.owner_id, query__contains=f"{kind}="):
        pairs = parse_qsl(view.query)
        said = [(key, renamed.name if (key, text.lower()) == (kind, was.lower()) else text) for key, text in pairs]
        if said != pairs:
            view.query = urlencode(said)
            view.save(update_fields=["query"])
    if isinstance(renamed, Tag):
        mine = BulkChange.objects.open().filter(owner=renamed.owner_id, verb__in=[Verb.TAG, Verb.UNTAG])
        mine.filter(value__iexact=was).update(value=renamed.name)
