"""Adding a person by one box: what is typed or pasted is read, shown, compared with who is there, and saved."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.http import HttpRequest, form_page
from accounts.paging import read_id
from contacts.forms.adding import AddForm
from contacts.importing.texts.pasted import LONGEST, Reading, read_pasted


@form_page
def person_add(request: HttpRequest) -> HttpResponse:
    """The box; a bare name that nobody has is saved at once, all else first shown as it was understood."""
    line = typed(request)
    reading = read_pasted(line)
    if request.method != "POST" or reading is None:
        return page(request, line, reading, status=422 if request.method == "POST" else 200)
    was_shown = request.POST.get("read", "").splitlines() == line.splitlines() and "display_name" in request.POST
    form = AddForm(request.POST, owner=request.user) if was_shown else AddForm(owner=request.user, row=reading.person)
    twins = form.twins()
    news = {twin.contact.pk for twin in twins} - {read_id(pk) for pk in request.POST.getlist("seen")}
    if form.is_valid() and not news and (was_shown or reading.is_bare) and (contact := form.save()):
        undo = reverse("contacts:person_trash", args=[contact.pk])
        messages.success(request, f"{contact} is among your people.", extra_tags=undo)
        return redirect(contact)
    return page(request, line, reading, form, status=422 if form.errors else 200)


@require_POST
def person_reading(request: HttpRequest) -> HttpResponse:
    """What is understood of the text so far, and who is like that; nothing is saved."""
    line = typed(request)
    return page(request, line, read_pasted(line), fragment="#reading")


def page(
    request: HttpRequest,
    line: str,
    reading: Reading | None,
    form: AddForm | None = None,
    *,
    status: int = 200,
    fragment: str = "",
) -> HttpResponse:
    """The box, or only what was understood."""
    if form is None and reading is not None:
        form = AddForm(owner=request.user, row=reading.person)
    twins = form.twins() if form else []
    context = {"line": line, "reading": reading, "form": form, "twins": twins, "asked": line.strip() or status == 422}
    return TemplateResponse(request, f"contacts/person_add.html{fragment}", context, status=status)


def typed(request: HttpRequest) -> str:
    """What stands in the box."""
    return (request.POST if request.method == "POST" else request.GET).get("line", "").replace("\0", "")[:LONGEST]
