"""Who knows whom among the user's contacts, as the user was told or saw it."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least

from accounts.ownership import Owned, owned_as
from contacts.models.people import Contact
from contacts.querysets.acquaintances import AcquaintanceQuerySet


class Acquaintance(Owned):
    """A tie between two contacts. It has no direction: which of the two is `one` says nothing.

    Ties that follow from other rows (introducers, referrals, introductions, the same organization) are not kept here;
    outreach.actions.ties reads all of them.
    """

    class Kind(models.TextChoices):
        """How they know each other."""

        UNSAID = "", "Not said"
        COLLEAGUE = "colleague", "Work together"
        FORMER = "former", "Worked together"
        SCHOOL = "school", "Studied together"
        FRIEND = "friend", "Friends"
        FAMILY = "family", "Family"

    class Strength(models.IntegerChoices):
        """How well, in the user's own judgement."""

        LOOSE = 1, "Have met"
        GOOD = 2, "Know each other"
        STRONG = 3, "Know each other well"

    owner = owned_as("acquaintances", db_index=False)
    one = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    other = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    kind = models.CharField(max_length=9, choices=Kind, default=Kind.UNSAID, blank=True)
    strength = models.PositiveSmallIntegerField("how well", choices=Strength, default=Strength.GOOD)
    told_by = models.ForeignKey(
        Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_constraint=False
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AcquaintanceQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint("owner", Least("one", "other"), Greatest("one", "other"), name="acquaintance_once"),
            models.CheckConstraint(condition=~Q(one=F("other")), name="acquaintance_is_of_two"),
            models.CheckConstraint(condition=Q(strength__range=(1, 3)), name="acquaintance_strength_known"),
        ]
        indexes = [  # a search for the best way reads thousands of ties, and nothing but the index
            models.Index(fields=["one"], include=["other", "kind", "strength"], name="acquaintance_of_one"),
            models.Index(fields=["other"], include=["one", "kind", "strength"], name="acquaintance_of_other"),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} {self.other_id}"

    @property
    def words(self) -> str:
        """How they know each other, how well, and who says so: "worked together, well, says Ada"."""
        how = self.get_kind_display().lower() if self.kind else ""
        well = {self.Strength.LOOSE: "have met", self.Strength.STRONG: "well"}.get(self.Strength(self.strength), "")
        return ", ".join(filter(None, (how, well, f"says {self.told_by}" if self.told_by else "")))
