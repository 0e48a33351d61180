"""Many questions to answer at once, pasted as lines."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.http import HttpRequest, form_page
from accounts.paging import read_id
from interviews.actions.gaps import paste_gaps, remove_gap
from interviews.forms.gaps import PasteForm
from interviews.views.frame import say


@form_page
def gap_paste(request: HttpRequest) -> HttpResponse:
    """A box for them; the toast takes the whole paste back."""
    form = PasteForm(request.POST or None)
    if form.is_bound and form.is_valid():
        texts = form.cleaned_data["lines"]
        added = paste_gaps(request.user, texts=texts, importance=form.cleaned_data["importance"])
        pasted = "-".join(str(gap.pk) for gap in added)
        undo = reverse("interviews:gap_unpaste", args=[pasted]) if added else ""
        say(request, in_words(len(added), there=len(texts) - len(added)), undo=undo)
        return redirect("interviews:explore" if request.user.careerpaths.active().exists() else "interviews:gap_list")
    return TemplateResponse(request, "interviews/gap_paste.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
def gap_unpaste(request: HttpRequest, pasted: str) -> HttpResponse:
    """Undo of it: those with these ids, with hyphens between them, are removed."""
    ids = [pk for word in pasted.split("-") if (pk := read_id(word)) is not None]
    gaps = list(request.user.informationgaps.active().filter(pk__in=ids))
    if not gaps:
        raise Http404
    for gap in gaps:
        remove_gap(gap, now=timezone.now())
    say(request, f"{counted(len(gaps))} removed.")
    return redirect("interviews:gap_list")


def in_words(added: int, *, there: int) -> str:
    """Such as "10 questions added, 2 were there already."."""
    rest = f", {there} {'was' if there == 1 else 'were'} there already" if there else ""
    return f"{counted(added)} added{rest}."


def counted(number: int) -> str:
    """Such as "1 question"."""
    return f"{number} question{'' if number == 1 else 's'}"
