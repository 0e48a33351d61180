"""What narrows the list of people: reads of contacts by what hangs on them and by what is kept on them."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Self

from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.db.models.functions import Lower

from contacts.querysets.folding import Folded, Like
from contacts.querysets.words import escaped

MANY = 1_000  # people whom a list no longer names one by one


class ListedQuerySet(models.QuerySet):
    """The part of ContactQuerySet that the list's filters are made of."""

    def tagged(self, name: str) -> Self:
        """Who carry the tag of that name, capitals aside."""
        tags = self.owners("Tag").alias(lower=Lower("name")).filter(lower=Lower(Value(name)))
        return self.on_whom("ContactTag", tag__in=list(tags.values_list("pk", flat=True)))

    def working_at(self, name: str) -> Self:
        """Who are with the organization of that name or alias, capitals aside."""
        named = {"lower": Lower(Value(name))}
        known = self.owners("Organization").alias(lower=Lower("name")).filter(**named).values_list("pk", flat=True)
        aliases = self.owners("OrganizationAlias").alias(lower=Lower("name")).filter(**named)
        return self.filter(organization__in=list(known.union(aliases.values_list("organization", flat=True))))

    def owners(self, model: str) -> models.QuerySet:
        """The rows of `model` of whoever owns these contacts, which are one user's.

        Read before the list is, because Postgres plans well only for a tag or an organization that it knows: one may
        be on ten people, another on ten thousand.
        """
        whose = self.model._default_manager.filter(pk__in=self.order_by().values("pk")[:1]).values("owner")
        return apps.get_model("contacts", model).objects.filter(owner=models.Subquery(whose))

    def on_path(self, pk: int) -> Self:
        """Who are, or were, on the career path of that id."""
        return self.on_whom("ContactPath", path=pk)

    def brought_in(self, pk: int) -> Self:
        """Who came with the import of that id, or got something from it."""
        return self.on_whom("ImportRow", batch=pk)

    def touched_since(self, moment: datetime) -> Self:
        """With whom there was contact at `moment` or later."""
        return self.filter(last_touch_at__gte=moment)

    def quiet_since(self, moment: datetime) -> Self:
        """With whom there was contact once, but not after `moment`."""
        return self.filter(last_touch_at__lt=moment)

    def unmet_referrals(self) -> Self:
        """Whom someone named, and to whom nobody wrote yet."""
        return self.filter(next_step="request", introducer__isnull=False, last_touch_at=None)

    def waiting(self) -> Self:
        """From whom an answer is awaited."""
        return self.filter(waiting_since__isnull=False)

    def overdue(self, now: datetime, step: str = "") -> Self:
        """Whose next step, or of it the one named `step`, should have been done by `now`."""
        late = self.filter(next_step_due_at__lte=now)
        return late.filter(next_step=step) if step else late

    def lacking(self, field: str) -> Self:
        """Of whom one of email, phone, organization, role or path is not known."""
        return {
            "email": self.filter(has_email=False),
            "phone": self.filter(~hanging_on("Channel", kind="phone")),
            "organization": self.filter(organization=None),
            "role": self.filter(role=""),
            "path": self.filter(~hanging_on("ContactPath")),
        }[field]

    def having(self, property_pk: int) -> Self:
        """Of whom the property says anything."""
        return self.on_whom("PropertyValue", property=property_pk)

    def not_having(self, property_pk: int) -> Self:
        """Of whom the property says nothing."""
        return self.filter(~hanging_on("PropertyValue", property=property_pk))

    def saying(self, property_pk: int, text: str, *, whole: bool) -> Self:
        """Of whom the property says `text`: exactly that, or among other words, accents and capitals aside."""
        holds = Like(Folded("text"), Folded(Value(f"%{escaped(text)}%")))
        return self.on_whom("PropertyValue", Q(text=text) if whole else Q(holds), property=property_pk)

    def between(self, property_pk: int, low: "Decimal | date | None", high: "Decimal | date | None") -> Self:
        """Of whom the property says a number or a day from `low` to `high`; None leaves that end open."""
        bounds = {
            f"{'day' if isinstance(end, date) else 'number'}__{side}": end
            for side, end in (("gte", low), ("lte", high))
            if end is not None
        }
        return self.on_whom("PropertyValue", property=property_pk, **bounds)

    def on_whom(self, model: str, *conditions: Q, **fields: object) -> Self:
        """On whom a row of `model` with these fields hangs, of which these conditions are true.

        Few are listed by their ids. Of many the list asks one after the other as it walks along its order: CASE keeps
        Postgres from reading all of the owner's contacts to join them with the many, of whom it guesses too few.
        """
        rows = apps.get_model("contacts", model).objects.filter(*conditions, **fields)
        few = list(rows.values_list("contact", flat=True)[: MANY + 1])
        if len(few) <= MANY:
            return self.filter(pk__in=few)
        return self.filter(Case(When(hanging_on(model, *conditions, **fields), then=True), default=False))


def hanging_on(model: str, *conditions: Q, **fields: object) -> Exists:
    """That a row of `model` with these fields, of which these conditions are true, hangs on the contact."""
    return Exists(apps.get_model("contacts", model).objects.filter(*conditions, contact=OuterRef("pk"), **fields))


def days_before(now: datetime, days: int) -> datetime:
    """So many days before `now`."""
    return now - timedelta(days=days)
