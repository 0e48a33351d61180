"""Interviews in the admin: the user's own rows; plans, states and bulk edits go through the same actions as pages."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from accounts.admin.owned import OwnedAdmin, OwnedForm, OwnedInline
from interviews.actions.deleting import MOST_BYTES, TOO_BIG, bytes_of, delete_interview
from interviews.actions.moves import move
from interviews.actions.planning import begin, plan, shift
from interviews.actions.progress import refresh_contacts
from interviews.actions.refusals import MoveError
from interviews.actions.table import PLANNABLE
from interviews.actions.times import check_plan
from interviews.models import Interview, Interviewee, Referral, Takeaway

PLAN = ["day", "wall_time", "zone", "planned_minutes"]
KEPT = ["state", "state_changed_at", "requested_at", "starts_at", "ends_at", "started_at", "ended_at", "occurrence"]

WRITTEN = ["notes", "their_questions"]  # on pages, which see what another window wrote meanwhile


class InterviewForm(OwnedForm):
    """Refuses a plan that cannot be, before anything is saved."""

    def clean(self) -> dict[str, Any]:
        """A changed plan has a day and a zone, and the interview can still be planned."""
        said = super().clean() or {}
        if said.get("direction") == Interview.Direction.INCOMING and self.instance.state == Interview.State.THANKED:
            self.add_error("direction", "You have thanked them for it: it is you who asked.")
        if not set(PLAN) & set(self.changed_data):
            return said
        if self.instance.state not in PLANNABLE:
            raise forms.ValidationError("This talk is over. Add a new interview for the next one.")
        if self.instance.pk is None and not said.get("day"):
            return said
        if not (said.get("day") and said.get("zone")):
            raise forms.ValidationError("A plan has a day and a time zone.")
        try:
            check_plan(said["day"], said["zone"], said.get("planned_minutes"))
        except MoveError as error:
            self.add_error("day", str(error))
        return said


class IntervieweeInline(OwnedInline):
    """Who takes part; at least one."""

    model = Interviewee
    autocomplete_fields = ["contact"]
    readonly_fields = ["thanked_at"]
    min_num = 1

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Refuses an interview with nobody."""
        return super().get_formset(request, obj, validate_min=True, **kwargs)


class TakeawayInline(OwnedInline):
    """What was learned."""

    model = Takeaway


class ReferralInline(OwnedInline):
    """Who was named."""

    model = Referral
    autocomplete_fields = ["named_by", "contact"]


class InterviewActionForm(ActionForm):
    """What bulk actions need beside their name."""

    state = forms.ChoiceField(choices=[("", "State"), *Interview.State.choices], required=False)
    days = forms.IntegerField(required=False, widget=forms.NumberInput(attrs={"placeholder": "Days"}))


@admin.register(Interview)
class InterviewAdmin(OwnedAdmin):
    """Interviews; real times and thanks are kept on their own pages."""

    form = InterviewForm
    list_display = ["__str__", "who", "direction", "state", "day", "wall_time", "zone", "medium", "promised_minutes"]
    list_editable = ["medium", "promised_minutes"]
    list_filter = ["state", "direction", "medium", "day"]
    search_fields = ["people__display_name", "purpose", "place"]
    search_help_text = "Name, purpose or place"
    date_hierarchy = "day"
    readonly_fields = [*KEPT, *WRITTEN, "created_at", "updated_at"]
    inlines = [IntervieweeInline, TakeawayInline, ReferralInline]
    action_form = InterviewActionForm
    actions = ["set_state", "reschedule"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Interview]:
        """With the people, so that no row asks again."""
        return super().get_queryset(request).prefetch_related("interviewees__contact")

    @admin.display(description="with")
    def who(self, interview: Interview) -> str:
        """Everyone who takes part."""
        return ", ".join(str(part.contact) for part in interview.interviewees.all())

    def save_model(self, request: HttpRequest, obj: Interview, form: Any, change: bool) -> None:
        """Everything but the plan, which `save_related` hands to the action once the people are there."""
        obj.wanted_plan = {}  # type: ignore[attr-defined]
        if set(PLAN) & set(form.changed_data) and obj.day:
            obj.wanted_plan = {name: getattr(obj, name) for name in PLAN}  # type: ignore[attr-defined]
        if change:
            before = Interview.objects.select_for_update().get(pk=obj.pk)
            for field in obj._meta.concrete_fields:
                if field.name in PLAN or field.name not in form.changed_data:
                    setattr(obj, field.attname, getattr(before, field.attname))
            obj.sequence += 1
        else:
            obj.day = obj.wall_time = obj.planned_minutes = None
            begin(obj, now=timezone.now())
        obj.save()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """The people and what hangs on the interview; then its plan, and what lists show of everyone concerned."""
        now, interview = timezone.now(), form.instance
        concerned = set(interview.people.all())
        super().save_related(request, form, formsets, change)
        if interview.wanted_plan:
            plan(interview, **interview.wanted_plan, fold=interview.fold, now=now)
        refresh_contacts(concerned | set(interview.people.all()), now=now)

    def get_deleted_objects(self, objs: Iterable[Interview], request: HttpRequest) -> Any:
        """What goes; a talk whose files are too big to be kept for Undo does not, and the page says so."""
        talks = list(objs)
        *going, protected = super().get_deleted_objects(talks, request)
        kept = [f"{self.name_of(talk)}: {TOO_BIG}" for talk in talks if bytes_of(talk) > MOST_BYTES]
        return *going, [*protected, *kept]

    def delete_model(self, request: HttpRequest, obj: Interview) -> None:
        """Delete one as its page does, with the button that brings it back."""
        name, kept = self.name_of(obj), delete_interview(obj, now=timezone.now())
        url = reverse("interviews:interview_restore", args=[kept.pk])
        button = '<form method="post" action="{}">{} {} <button class="button">Undo</button></form>'
        self.message_user(request, format_html(button, url, csrf_input(request), f"{name}: deleted."), messages.SUCCESS)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Interview]) -> None:
        """One by one, for the same reason."""
        for interview in queryset.select_related("owner"):
            self.delete_model(request, interview)

    @admin.action(description="Set state")
    def set_state(self, request: HttpRequest, queryset: QuerySet[Interview]) -> None:
        """Move each to the state that is chosen beside the action, as far as its life allows."""
        to = request.POST.get("state", "")
        if to not in Interview.State:
            self.message_user(request, "Choose the state beside the action.", messages.ERROR)
            return
        label, now = Interview.State(to).label, timezone.now()
        self._each(request, queryset, lambda interview: move(interview, to=to, now=now), f"Now “{label}”.")

    @admin.action(description="Reschedule by so many days")
    def reschedule(self, request: HttpRequest, queryset: QuerySet[Interview]) -> None:
        """The same wall time so many days later, or earlier."""
        try:
            days = int(request.POST.get("days", "")[:6])
        except ValueError:
            self.message_user(request, "Write the number of days beside the action.", messages.ERROR)
            return
        now = timezone.now()
        self._each(request, queryset, lambda i: shift(i, days=days, now=now), f"Rescheduled by {days} days.")

    def name_of(self, row: Interview) -> str:
        """By its people."""
        return self.who(row) or str(row)

    def _each(
        self, request: HttpRequest, queryset: QuerySet[Interview], act: Callable[[Interview], None], words: str
    ) -> None:
        self.act_on_each(request, queryset.select_related("owner"), act, words, refusals=(MoveError,))
