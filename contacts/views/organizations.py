"""Organizations: the list, adding and changing one, making two one; their page is interviews', as it tells of those."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import HttpRequest, form_page
from accounts.paging import read_cursor, write_cursor
from contacts.actions.organizations import MergeError, merge_organizations, part_organizations
from contacts.forms.organization import MergeForm, OrganizationForm
from contacts.importing.normal import clean

PAGE, LONGEST = 50, 200
FRAGMENTS = {"rows": "#page", "more": "#page"}


@require_safe
def organization_list(request: HttpRequest) -> HttpResponse:
    """All of them, or those whose name holds what is typed, a page at a time."""
    typed = clean(request.GET.get("q", "")[:LONGEST])
    found = request.user.organizations.named_like(typed) if typed else request.user.organizations.by_name()
    cursor = read_cursor(request.GET.get("after", ""))
    rows = list((found.after(*cursor) if cursor else found).with_people_count()[: PAGE + 1])
    more = write_cursor(rows[PAGE - 1].folded_name, rows[PAGE - 1].pk) if len(rows) > PAGE else ""
    context = {"organizations": rows[:PAGE], "typed": typed, "more": more, "first_page": cursor is None}
    fragment = FRAGMENTS.get(request.htmx.target or "", "")
    return TemplateResponse(request, f"contacts/organization_list.html{fragment}", context)


@form_page
def organization_new(request: HttpRequest) -> HttpResponse:
    """Add one."""
    form = OrganizationForm(request.POST or None, owner=request.user)
    if form.is_bound and form.is_valid():
        organization = form.save()
        messages.success(request, f"{organization} is among your organizations.")
        return redirect(organization)
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "contacts/organization_new.html", {"form": form}, status=status)


@form_page
def organization_edit(request: HttpRequest, organization_pk: int) -> HttpResponse:
    """Change one."""
    organization = get_object_or_404(request.user.organizations, pk=organization_pk)
    name = str(organization)
    form = OrganizationForm(request.POST or None, owner=request.user, instance=organization)
    if form.is_bound and form.is_valid():
        messages.success(request, f"{form.save()}: saved.")
        return redirect(organization)
    context = {"form": form, "organization": organization, "name": name}
    return TemplateResponse(request, "contacts/organization_edit.html", context, status=422 if form.is_bound else 200)


@form_page
def organization_merge(request: HttpRequest, organization_pk: int) -> HttpResponse:
    """Let another one become part of this one."""
    kept = get_object_or_404(request.user.organizations.select_related("owner"), pk=organization_pk)
    form = MergeForm(request.POST or None, kept=kept)
    if form.is_bound and form.is_valid():
        gone = form.cleaned_data["organization_name"]
        merge = merge_organizations(kept, gone=gone, now=timezone.now())
        undo = reverse("contacts:organization_part", args=[merge.pk])
        messages.success(request, f"{gone} is a part of {kept} now.", extra_tags=undo)
        return redirect(kept)
    context = {"form": form, "organization": kept}
    return TemplateResponse(request, "contacts/organization_merge.html", context, status=422 if form.is_bound else 200)


@require_POST
def organization_part(request: HttpRequest, merge_pk: int) -> HttpResponse:
    """Take a merge back."""
    merge = get_object_or_404(request.user.organizationmerges.select_related("kept"), pk=merge_pk)
    try:
        organization = part_organizations(merge, now=timezone.now())
    except MergeError as error:
        messages.error(request, str(error))
        return redirect(merge.kept)
    messages.success(request, f"{organization} and {merge.kept} are two again.")
    return redirect(organization)
