"""Interviews that lose their people."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef

from interviews.models import Interview, Interviewee


def delete_interviews_of(people: Collection[int]) -> None:
    """Delete the interviews in which nobody but these contacts (ids) took part; the others stay with the others."""
    theirs = Interviewee.objects.filter(contact__in=people).values("interview")
    others = Interviewee.objects.filter(interview=OuterRef("pk")).exclude(contact__in=people)
    Interview.objects.filter(~Exists(others), pk__in=theirs).delete()
