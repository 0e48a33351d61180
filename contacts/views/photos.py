"""A contact's photo: the picture itself, the page to change it, and taking it away."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import HttpRequest, form_page
from contacts.actions.photos import remove_photo, save_photo
from contacts.forms.photo import PhotoForm
from contacts.models import Undo

FOR_EVER = "private, max-age=31536000, immutable"  # another picture has another address


@require_safe
def person_photo(request: HttpRequest, pk: int, digest: str) -> HttpResponse:
    """The picture as WebP, the small one if the address ends in ?small."""
    size = "small" if "small" in request.GET else "large"
    picture = request.user.photos.filter(contact=pk, contact__photo_digest=digest).values_list(size, flat=True).first()
    if picture is None:
        raise Http404
    etag = f'"{digest}-{size}"'
    known = request.headers.get("If-None-Match") == etag
    response = HttpResponseNotModified() if known else HttpResponse(bytes(picture), content_type="image/webp")
    for name, value in {"Cache-Control": FOR_EVER, "ETag": etag, "X-Content-Type-Options": "nosniff"}.items():
        response[name] = value
    return response


@form_page
def photo_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose another photo, or take it away."""
    contact = get_object_or_404(request.user.contacts, pk=pk)
    form = PhotoForm(request.POST, request.FILES) if request.method == "POST" else PhotoForm()
    if form.is_bound and form.is_valid():
        step = save_photo(contact, picture=form.cleaned_data["photo"], now=timezone.now())
        messages.success(request, f"{contact} has a new photo.", extra_tags=undo_url(step))
        return redirect(contact)
    context = {"form": form, "contact": contact}
    return TemplateResponse(request, "contacts/photo_edit.html", context, status=422 if form.is_bound else 200)


@require_POST
def photo_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the photo away."""
    contact = get_object_or_404(request.user.contacts, pk=pk)
    if step := remove_photo(contact, now=timezone.now()):
        messages.success(request, f"The photo of {contact} is gone.", extra_tags=undo_url(step))
    return redirect(contact)


def undo_url(step: Undo) -> str:
    """Where Undo posts."""
    return reverse("contacts:person_back", args=[step.contact_id, step.pk])
