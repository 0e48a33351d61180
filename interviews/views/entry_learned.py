"""What was learned from an entry of a person's timeline: kept as evidence, and taken back."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.http import HttpRequest, form_page
from contacts.models import Contact, Interaction
from interviews.actions.learning import TAKEAWAY_LENGTH
from interviews.actions.restoring import remove
from interviews.forms.learning import EntryLearnedForm
from interviews.models import Takeaway
from interviews.views.frame import say


@form_page
def entry_learned(request: HttpRequest, contact_pk: int, entry_pk: int) -> HttpResponse:
    """What the person said in it, and what that speaks to."""
    contact, entry = found(request, contact_pk, entry_pk)
    said_on = timezone.localtime(entry.happened_at).date()
    text = (entry.body or entry.title)[:TAKEAWAY_LENGTH]
    row = Takeaway(owner=request.user, entry=entry, said_by=contact, said_on=said_on, text=text)
    form = EntryLearnedForm(request.POST or None, instance=row)
    if form.is_bound and form.is_valid():
        undo = reverse("interviews:entry_unlearned", args=[contact_pk, entry_pk, form.save().pk])
        say(request, f"Kept as what {contact} told you.", undo=undo)
        return redirect(contact)
    context = {"form": form, "contact": contact, "entry": entry, "now": timezone.now()}
    return TemplateResponse(request, "interviews/entry_learned.html", context, status=422 if form.is_bound else 200)


@require_POST
def entry_unlearned(request: HttpRequest, contact_pk: int, entry_pk: int, made: int) -> HttpResponse:
    """Undo of keeping it."""
    contact, entry = found(request, contact_pk, entry_pk)
    if row := request.user.takeaways.filter(entry=entry, pk=made).first():
        remove(row, now=timezone.now())
    say(request, "Taken back.")
    return redirect(contact)


def found(request: HttpRequest, contact_pk: int, entry_pk: int) -> tuple[Contact, Interaction]:
    """A contact of the user, and an entry about them."""
    contact = get_object_or_404(request.user.contacts, pk=contact_pk)
    return contact, get_object_or_404(request.user.interactions.filter(people=contact), pk=entry_pk)
