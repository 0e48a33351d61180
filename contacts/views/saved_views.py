"""Views of the list of people that have a name: kept, renamed, put in order, deleted and taken back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import HttpRequest, form_page
from contacts.actions.saved_views import bring_back_view, move_view_up, remove_view, save_view
from contacts.forms.saved_views import SavedViewForm
from contacts.views.tabs import list_views


@require_safe
def saved_view_list(request: HttpRequest) -> HttpResponse:
    """The user's views with their counts, to put them in order, rename or delete them, and those of ours."""
    tabs = list_views(request.user, now=timezone.now())
    return TemplateResponse(request, "contacts/saved_view_list.html", {"tabs": tabs})


@require_safe
def saved_view_counts(request: HttpRequest) -> HttpResponse:
    """How many people each view shows, for the sidebar of a page that is there already; with `tabs` those, too."""
    context = {"views": list_views(request.user, now=timezone.now()), "has_tabs": "tabs" in request.GET}
    return TemplateResponse(request, "contacts/saved_view_counts.html", context)


@form_page
def saved_view_new(request: HttpRequest) -> HttpResponse:
    """Keep the state of the list under a name."""
    form = SavedViewForm(request.POST or None, owner=request.user, initial={"query": request.GET.urlencode()})
    if request.method == "POST" and form.is_valid():
        save_view(request.user, **form.cleaned_data)
        messages.success(request, f"“{form.cleaned_data['name']}” is among your views.")
        return redirect(f"{reverse('contacts:person_list')}?{form.cleaned_data['query']}")
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "contacts/saved_view_new.html", {"form": form}, status=status)


@form_page
def saved_view_edit(request: HttpRequest, view_pk: int) -> HttpResponse:
    """Rename a view."""
    view = get_object_or_404(request.user.savedviews.all(), pk=view_pk)
    form = SavedViewForm(request.POST or None, owner=request.user, instance=view)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect("contacts:saved_view_list")
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "contacts/saved_view_edit.html", {"form": form}, status=status)


@require_POST
def saved_view_up(request: HttpRequest, view_pk: int) -> HttpResponse:
    """Put a view before the one that precedes it."""
    move_view_up(get_object_or_404(request.user.savedviews.all(), pk=view_pk))
    return redirect("contacts:saved_view_list")


@require_POST
def saved_view_delete(request: HttpRequest, view_pk: int) -> HttpResponse:
    """Delete a view; the people stay, and Undo brings it back."""
    view = get_object_or_404(request.user.savedviews.all(), pk=view_pk)
    token = remove_view(view)
    undo_url = reverse("contacts:saved_view_restore", args=[token])
    messages.success(request, f"The view “{view}” is deleted.", extra_tags=undo_url)
    return redirect("contacts:saved_view_list")


@require_POST
def saved_view_restore(request: HttpRequest, token: str) -> HttpResponse:
    """Make a deleted view again, and lead to its place."""
    views = reverse("contacts:saved_view_list")
    if view := bring_back_view(request.user, token=token):
        messages.success(request, f"The view “{view}” is back.")
        return redirect(f"{views}#own-{view.pk}")
    return redirect(views)
