"""Interviews that lose their people, and what is kept of those that go."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from interviews.models import Interview, Interviewee, Takeaway


def delete_interviews_of(people: Collection[int]) -> None:
    """Delete the interviews in which nobody but these contacts (ids) took part; the others stay with the others.

    What was learned in them stays, with its day.
    """
    theirs = Interviewee.objects.filter(contact__in=people).values("interview")
    others = Interviewee.objects.filter(interview=OuterRef("pk")).exclude(contact__in=people)
    doomed = Interview.objects.filter(~Exists(others), pk__in=theirs)
    undated(doomed).update(said_on=Subquery(Interview.objects.filter(pk=OuterRef("interview")).values("day")))
    doomed.delete()


def undated(talks: QuerySet[Interview]) -> QuerySet[Takeaway]:
    """What was learned in these talks and takes its day from them, so that it needs one when they go."""
    return Takeaway.objects.filter(interview__in=talks, said_on=None)
