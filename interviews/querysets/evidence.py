"""Every read of takeaways."""

from typing import Any, Self

from django.db import models
from django.db.models import Case, Count, F, Q, Value, When, Window
from django.db.models.functions import Coalesce, RowNumber


def voice(takeaway: str = "") -> Case:
    """Who said a thing: a contact (its id); where nobody was named, all who took part in the talk (its id, negative).

    0 is anybody else, such as all who were deleted: no answer becomes more solid by that. `takeaway` is the way there.
    """
    told = Coalesce(f"{takeaway}said_by", -F(f"{takeaway}interview"), Value(0))
    return Case(
        When(**{f"{takeaway}is_unnamed": True}, then=Value(0)), default=told, output_field=models.BigIntegerField()
    )


class TakeawayQuerySet(models.QuerySet):
    """Takeaways; start at `user.takeaways`."""

    def on_path(self, path: object) -> Self:
        """Those that speak of this path."""
        return self.filter(path=path)

    def with_sources(self) -> Self:
        """With who said it, where they work, and the talk."""
        return self.select_related("said_by__organization", "interview", "path", "gap")

    def tallies(self) -> Any:
        """One row ("gap", "path", and the counts of interviews.actions.solidity.Tally) for each pair they speak to."""
        first_hand, who, place = Q(strength="first"), voice(), "said_by__organization"
        pairs = self.exclude(gap=None).exclude(path=None).order_by().values("gap", "path")
        return pairs.annotate(
            voices=Count(who, distinct=True),
            beyond_hearsay=Count("pk", filter=~Q(strength="hear")),
            first_hand_organizations=Count(place, distinct=True, filter=first_hand),
            organizations_for=Count(place, distinct=True, filter=first_hand & Q(speaks="for")),
            organizations_against=Count(place, distinct=True, filter=first_hand & Q(speaks="against")),
            organizations_neither=Count(place, distinct=True, filter=first_hand & Q(speaks="neutral")),
            voices_for=Count(who, distinct=True, filter=first_hand & Q(speaks="for")),
            voices_against=Count(who, distinct=True, filter=first_hand & Q(speaks="against")),
            voices_either_way=Count(who, distinct=True, filter=first_hand & Q(speaks__in=["for", "against"])),
        )

    def strongest(self, most: int) -> Self:
        """Of each path at most `most` for it and as many against it: first-hand before hearsay, then the newest first.

        `in_all` is how many there are on that side.
        """
        ranks = {"first": 0, "second": 1, "": 2, "hear": 3}
        rank = Case(*(When(strength=strength, then=place) for strength, place in ranks.items()))
        side = [F("path"), F("speaks")]
        pieces = self.filter(speaks__in=["for", "against"]).exclude(path=None)
        return (
            pieces.annotate(
                place=Window(RowNumber(), partition_by=side, order_by=[rank, F("pk").desc()]),
                in_all=Window(Count("pk"), partition_by=side),
            )
            .filter(place__lte=most)
            .order_by("path", "place")
        )
