"""Referrals: to whom each person led, what came of it, and who was not contacted yet."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import HttpRequest
from accounts.models import User
from accounts.paging import read_id
from contacts.models import Contact
from interviews.models import Referral
from outreach.actions.referring import Came, Lead, leads_of, roots
from outreach.models import Introduction

ROOTS, OPEN, LEADS, DEEP = 20, 50, 12, 4  # shown at once: trees, those not contacted, of one person, levels


@dataclass(frozen=True)
class Branch:
    """Somebody of a tree as shown: with their own leads, as many as there is room for."""

    lead: Lead
    contact: Contact
    branches: list["Branch"]

    @property
    def more(self) -> int:
        """How many of their leads are not shown."""
        return len(self.lead.leads) - len(self.branches)

    @property
    def contacted(self) -> int:
        """With how many of them the user was in touch."""
        return self.lead.count(Came.CONTACTED)

    @property
    def talked(self) -> int:
        """With how many of them the user talked."""
        return self.lead.count(Came.TALKED)

    @property
    def farther(self) -> int:
        """To how many people these led in turn."""
        return sum(1 for _ in self.lead.behind()) - len(self.lead.leads)


@dataclass(frozen=True)
class Waiting:
    """Somebody to whom nobody wrote yet, and what was said when they were named; None where it was not in a talk."""

    contact: Contact
    referral: Referral | None
    introduction: Introduction | None  # that is under way

    @property
    def by(self) -> Contact | None:
        """Who led to them, as far as that person was not put away."""
        return present(self.contact.introducer) or (self.referral.named_by if self.referral else None)


@require_safe
def referral_tree(request: HttpRequest) -> HttpResponse:
    """All trees, that of one person, or those who were not contacted yet."""
    user = request.user
    leads = leads_of(user, now=timezone.now())
    led = [lead for lead in leads.values() if lead.was_named]
    counts = Counter(lead.came for lead in led)
    context: dict[str, Any] = {"show": "open" if request.GET.get("show") == "open" else ""}
    context |= {"count": len(led), "open": counts[Came.OPEN], "talked": counts[Came.TALKED]}
    after = read_id(request.GET.get("after", ""))
    if context["show"]:
        waiting = sorted((lead.pk for lead in led if lead.came is Came.OPEN), reverse=True)
        shown, context["after"] = page_of(waiting, after, OPEN)
        context["people"] = not_contacted(user, shown)
        return TemplateResponse(request, "outreach/referral_tree.html", context)
    context["of"], trees = trees_of(leads, request.GET.get("of", ""))
    shown, context["after"] = page_of([lead.pk for lead in trees], after, ROOTS)
    context["branches"] = grown(user, [leads[pk] for pk in shown], whole=context["of"])
    return TemplateResponse(request, "outreach/referral_tree.html", context)


def trees_of(leads: dict[int, Lead], said: str) -> tuple[int | None, list[Lead]]:
    """Of whom the address asks, and that person's tree; or None and all of them. 404 for who is in no tree."""
    if not said:
        return None, roots(leads.values())
    lead = leads.get(read_id(said) or 0)
    if lead is None:
        raise Http404
    return lead.pk, [lead]


def page_of(pks: list[int], after: int | None, size: int) -> tuple[list[int], int | None]:
    """At most `size` behind the id `after`, from the start if unknown; and the last of them if there are more."""
    begin = pks.index(after) + 1 if after in pks else 0
    shown = pks[begin : begin + size]
    return shown, shown[-1] if begin + size < len(pks) else None


def not_contacted(user: User, pks: list[int]) -> list[Waiting]:
    """These people, with what whoever led to them said in a talk; else whoever named them first, if nobody is said."""
    people = user.contacts.select_related("organization", "introducer").in_bulk(pks)
    named = user.referrals.filter(contact__in=pks, named_by__in=user.contacts.active())
    said = {}
    for referral in named.select_related("named_by").order_by("-pk"):
        if present(people[referral.contact_id].introducer) in (None, referral.named_by):
            said[referral.contact_id] = referral
    under_way = user.introductions.standing().under_way().filter(target__in=pks)
    asked = {row.target_id: row for row in reversed(under_way)}
    return [Waiting(people[pk], said.get(pk), asked.get(pk)) for pk in pks]


def present(person: Contact | None) -> Contact | None:
    """The person, unless put away."""
    return person if person and not person.trashed_at and not person.archived_at else None


def grown(user: User, trees: Iterable[Lead], *, whole: int | None = None) -> list[Branch]:
    """The trees as they are shown, with their people; of the person `whole` (id) all leads are."""
    trees = list(trees)
    shown, level = {lead.pk for lead in trees}, trees
    for _ in range(DEEP):
        level = [lead for above in level for lead in first_of(above, whole)]
        shown |= {lead.pk for lead in level}
    people = user.contacts.select_related("organization").in_bulk(shown)

    def branch(lead: Lead, deep: int) -> Branch:
        below = first_of(lead, whole) if deep else []
        return Branch(lead, people[lead.pk], [branch(each, deep - 1) for each in below])

    return [branch(lead, DEEP) for lead in trees]


def first_of(lead: Lead, whole: int | None) -> list[Lead]:
    """Of their leads those that are shown: who led on first; of the person `whole` all."""
    return sorted(lead.leads, key=lambda each: (not each.leads, each.pk))[: None if lead.pk == whole else LEADS]
