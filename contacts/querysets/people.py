"""Every read of contacts."""

from datetime import datetime, timedelta
from typing import Self

from django.apps import apps
from django.db.models import Case, Exists, OuterRef, Q, When

from accounts.paging import read_id
from contacts.querysets.listing import ListedQuerySet

SILENCE = timedelta(days=14)  # after which a request is left to rest


class ContactQuerySet(ListedQuerySet):
    """Contacts; start at `user.contacts`."""

    def active(self) -> Self:
        """Neither archived nor in the trash."""
        return self.filter(archived_at=None, trashed_at=None)

    def archived(self) -> Self:
        """Put aside by the user."""
        return self.exclude(archived_at=None).filter(trashed_at=None)

    def trashed(self) -> Self:
        """In the trash, from where they can come back."""
        return self.exclude(trashed_at=None)

    def due(self, now: datetime) -> Self:
        """Whose next step is due at `now` and not snoozed beyond it."""
        return self.active().filter(next_step_due_at__lte=now).exclude(snoozed_until__gt=now)

    def asking(self, now: datetime) -> Self:
        """Of whom something is asked that can wait, as `rank` (0 first): a reply to answer, a nudge or a silence of 14
        days, keeping in touch, a request to write, a wait. Who is owed thanks or has a talk set is not among them.
        """
        due, silent = Q(next_step_due_at__lte=now), Q(waiting_since__lte=now - SILENCE)
        rank = Case(
            When(next_step="reply", then=0),
            When(Q(next_step="nudge") & due | silent, then=1),
            When(Q(next_step="keep_in_touch") & due, then=2),
            When(next_step="request", then=3),
            When(waiting_since__isnull=False, then=4),
        )
        # No other row has a rank; said once more in the form of two indexes, for these are few among 100,000.
        few = due | Q(next_step__in=["reply", "request"]) | Q(waiting_since__isnull=False)
        awake = self.active().filter(few).exclude(snoozed_until__gt=now).exclude(next_step__in=["thank", "talk"])
        return awake.annotate(rank=rank).exclude(rank=None).order_by("rank", "next_step_due_at", "waiting_since", "pk")

    def search(self, term: str) -> Self:
        """Whose name, role, organization, tag or channel holds every word of `term`."""
        found = self
        tagged = apps.get_model("contacts", "ContactTag").objects.all()
        reached_at = apps.get_model("contacts", "Channel").objects.all()
        for word in term.replace("\0", "").split()[:8]:
            found = found.filter(
                Q(display_name__icontains=word)
                | Q(role__icontains=word)
                | Q(organization__name__icontains=word)
                | Exists(tagged.filter(contact=OuterRef("pk"), tag__name__icontains=word))
                | Exists(reached_at.filter(contact=OuterRef("pk"), value__icontains=word))
            )
        return found

    def known_as(self, typed: str) -> Self:
        """The active contacts of exactly that name, capitals aside, or the one behind "Name #id"."""
        name, _, number = typed.rpartition("#")
        if name and (pk := read_id(number)) is not None:
            return self.active().filter(pk=pk, display_name__iexact=name.strip())
        return self.active().filter(display_name__iexact=typed)

    def with_namesakes(self) -> Self:
        """Know of each whether another of the owner's active contacts has the same name."""
        others = self.model._default_manager.filter(
            owner=OuterRef("owner"), display_name__iexact=OuterRef("display_name"), archived_at=None, trashed_at=None
        )
        return self.annotate(has_namesake=Exists(others.exclude(pk=OuterRef("pk"))))

    def by_name(self) -> Self:
        """In the order of names, capitals and accents aside; the id settles ties."""
        return self.order_by("sort_name", "pk")
