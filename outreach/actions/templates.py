"""The letters that a user may begin with: the built-in ones, and the user's own, whose former words are kept."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from accounts.paging import read_id
from outreach.importing.builtin import Letter, letters
from outreach.models import Template, TemplateVersion

SAID = ("name", "subject", "body")


def find_template(user: User, ref: str) -> Template | Letter | None:
    """What `ref` names: the id of an own one, or the key of a built-in one; None for anything else."""
    if (pk := read_id(ref)) is not None:
        return user.templates.filter(pk=pk, trashed_at=None).first()
    return letters().get(ref)


def templates_of(user: User, kind: str) -> list[tuple[str, str, str, str]]:
    """What a letter of `kind` may begin with, the user's own first: reference, name, channel, and when it fits."""
    own = user.templates.filter(kind=kind, trashed_at=None).order_by("name", "pk")
    mine = [(str(one.pk), one.name, one.get_via_display(), "Yours") for one in own]
    built_in = [one for one in letters().values() if one.kind == kind]
    ways = dict(Template._meta.get_field("via").flatchoices)
    return mine + [(one.key, one.name, str(ways[one.via]), one.about) for one in built_in]


def copy_builtin(user: User, letter: Letter) -> Template:
    """An own template that says what the built-in one says, and carries its key, so that upgrades leave it alone."""
    return Template.objects.create(
        owner=user,
        kind=letter.kind,
        via=letter.via,
        name=letter.name,
        subject=letter.subject,
        body=letter.body,
        builtin=letter.stamp,
    )


@transaction.atomic
def change_template(template: Template, *, now: datetime) -> None:
    """Save the template as it is on the object; what it said before is kept as a version, if it said something else."""
    before = Template.objects.select_for_update().get(pk=template.pk)
    if all(getattr(before, name) == getattr(template, name) for name in SAID):
        template.save(update_fields=["kind", "via", "updated_at"])
        return
    said = {name: getattr(before, name) for name in SAID}
    TemplateVersion.objects.create(
        owner_id=before.owner_id, template=before, number=before.version, created_at=now, **said
    )
    template.version = before.version + 1
    template.save()


def back_to(template: Template, version: TemplateVersion, *, now: datetime) -> None:
    """Say again what a version said; that is a new version."""
    for name in SAID:
        setattr(template, name, getattr(version, name))
    change_template(template, now=now)
