"""The addresses of letters and templates, for the walk of every address, and one row of each."""

from typing import Any

from django.utils import timezone

from contacts.models import Contact

LETTER_VERBS = {
    *("outreach:message_remove", "outreach:message_restore", "outreach:message_opened", "outreach:message_sent"),
    *("outreach:message_unsent", "outreach:message_replied", "outreach:message_unreplied"),
    *("outreach:message_send", "outreach:message_unsend", "outreach:message_settle", "outreach:message_unsettle"),
    *("outreach:template_remove", "outreach:template_restore", "outreach:template_back"),
}
LETTER_PAGES = {
    *("outreach:compose", "outreach:message", "outreach:message_list"),
    *("outreach:template_list", "outreach:template_add", "outreach:template_edit", "outreach:template_builtin"),
}
OF_TEMPLATES = {"outreach:template_builtin": {"key": "request-cold"}}


def rows_of_letters(owner: Any, contact: Contact) -> dict[str, Any]:
    """A draft, and an own template with what it said before."""
    template = owner.templates.create(kind="nudge", name="Mine", body="Well?", version=2)
    template.versions.create(owner=owner, number=1, name="Mine", body="Hm?", created_at=timezone.now())
    message = owner.messages.create(contact=contact, kind="request", body="Hello")
    was = {"letter": message, "state": "cancelled", "to_addr": "ada@example.com"}  # it was posted once, and taken back
    owner.deliveries.create(**was, next_at=timezone.now(), created_at=timezone.now())
    settled = {"id": message.pk, "changed": [], "made": []}
    kept = owner.removals.create(kind="settling", columns=settled, created_at=timezone.now())
    return {"template_pk": template, "message_pk": message, "settled_pk": kept}
