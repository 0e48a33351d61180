"""All letters: drafts, those that were opened to leave, those without an answer, those that were answered."""

from django.db.models import F, Q, QuerySet
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import HttpRequest
from accounts.models import User
from outreach.actions.letters import UNDER_WAY
from outreach.models import Message
from outreach.views.pages import asked_group, read_group

GROUPS = {  # what each is called, by which instant it is sorted, and whether the last goes first
    "unknown": ("Look in your Sent folder", "delivery__next_at", False),
    "failed": ("It did not leave", "updated_at", True),
    "away": ("Waiting to leave", "delivery__next_at", False),
    "opened": ("Did you send it?", "updated_at", True),
    "drafts": ("Drafts", "updated_at", True),
    "waits": ("Sent, no answer yet", "sent_at", True),
    "done": ("Sent", "sent_at", True),
}
# What the subject of a draft is filled with.
SUBJECT = (
    *("owner", "contact__organization", "contact__introducer"),
    *("introduction__target__organization", "introduction__connector"),
)


@require_safe
def message_list(request: HttpRequest) -> HttpResponse:
    """What asks for the user goes first: "Did you send it?", then drafts, then those without an answer."""
    found, asked = letters_of(request.user), asked_group(request, [*GROUPS])
    after = request.GET.get("after", "") if asked else ""
    pages = []
    for slug in [asked] if asked else GROUPS:
        title, column, is_down = GROUPS[slug]
        pages.append(read_group(slug, title, found[slug], by=F(column), is_down=is_down, after=after))
    context = {"now": timezone.now(), "groups": [page for page in pages if page.rows], "one": asked}
    part = "#page" if asked and request.htmx.target == f"more-{asked}" else ""
    return TemplateResponse(request, f"outreach/message_list.html{part}", context | {"group": pages[0]})


def letters_of(user: User) -> dict[str, QuerySet[Message]]:
    """The user's letters by group."""
    rows = user.messages.filter(trashed_at=None, contact__trashed_at=None)
    rows = rows.select_related("contact", "interview", "delivery")
    drafts, sent = rows.filter(sent_at=None), rows.exclude(sent_at=None)
    drafts = drafts.select_related(*SUBJECT).prefetch_related("interview__paths", "contact__paths")
    away, failed = drafts.filter(delivery__state__in=UNDER_WAY), drafts.filter(delivery__state="dead")
    drafts = drafts.exclude(pk__in=away.values("pk")).exclude(pk__in=failed.values("pk"))
    waits = waiting(sent)
    return {
        "unknown": away.filter(delivery__state="unknown"),
        "failed": failed,
        "away": away.exclude(delivery__state="unknown"),
        "opened": drafts.exclude(opened_at=None),
        "drafts": drafts.filter(opened_at=None),
        "waits": waits,
        "done": sent.exclude(pk__in=waits.values("pk")),
    }


def waiting(sent: QuerySet[Message]) -> QuerySet[Message]:
    """Letters that ask, and to which nobody has said an answer: not on the letter, nor by what became of its talk."""
    asked = Q(kind__in=[Message.Kind.REQUEST, Message.Kind.NUDGE, Message.Kind.INTRO_REQUEST])
    open_talk = Q(interview=None) | Q(interview__state__in=["idea", "requested"])
    open_introduction = Q(introduction=None) | Q(introduction__state="asked")
    times = Q(kind=Message.Kind.TIMES) & (Q(interview=None) | Q(interview__state__in=["requested", "agreed"]))
    return sent.filter(times | (asked & open_talk & open_introduction), replied_at=None)
