"""A contact's jobs: a new one, and putting right or removing one of before."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.http import HttpRequest, form_page
from contacts.actions.jobs import begin_job, correct_job, remove_job
from contacts.forms.job import JobForm, PastJobForm
from contacts.views.photos import undo_url


@form_page
def job_new(request: HttpRequest, pk: int) -> HttpResponse:
    """A new job; what they did before is kept."""
    contact = get_object_or_404(request.user.contacts.select_related("organization", "owner"), pk=pk)
    form = JobForm(request.POST or None, owner=request.user)
    if form.is_bound and form.is_valid():
        try:
            step = begin_job(contact, **form.said, now=timezone.now())
        except ValidationError as error:
            form.add_error("started_on", error)
        else:
            messages.success(request, f"{contact} has a new job.", extra_tags=undo_url(step))
            return redirect(contact)
    context = {"form": form, "contact": contact}
    return TemplateResponse(request, "contacts/job_new.html", context, status=422 if form.is_bound else 200)


@form_page
def job_edit(request: HttpRequest, pk: int, job_pk: int) -> HttpResponse:
    """A job of before, put right."""
    jobs = request.user.pastjobs.select_related("contact", "organization")
    job = get_object_or_404(jobs, pk=job_pk, contact=pk)
    known = {name: getattr(job, name) for name in ("role", "started_on", "ended_on")}
    known["organization_name"] = str(job.organization or "")
    form = PastJobForm(request.POST or None, owner=request.user, initial=known)
    if form.is_bound and form.is_valid():
        step = correct_job(job, **form.said, now=timezone.now())
        messages.success(request, "Saved.", extra_tags=undo_url(step))
        return redirect(job.contact)
    context = {"form": form, "job": job, "contact": job.contact}
    return TemplateResponse(request, "contacts/job_edit.html", context, status=422 if form.is_bound else 200)


@require_POST
def job_remove(request: HttpRequest, pk: int, job_pk: int) -> HttpResponse:
    """A job of before that never was."""
    job = get_object_or_404(request.user.pastjobs.select_related("contact", "organization"), pk=job_pk, contact=pk)
    step = remove_job(job, now=timezone.now())
    messages.success(request, f"{job}: removed.", extra_tags=undo_url(step))
    return redirect(job.contact)
