"""What a wrap-up asks: who was named, what was promised, how it felt, when to be in touch again."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet

from contacts.models import Contact
from interviews.actions.learning import name_person, revise_referral
from interviews.actions.promising import add_promise, revise_promise
from interviews.actions.reflecting import note_their_questions, reflect
from interviews.actions.times import FIRST_DAY, LAST_DAY
from interviews.models import Interview, NoteLine, OwnAnswer, Promise, Referral

SOMEBODY_ELSE = "new"
NAMESAKES = 20  # among which one can choose
THEIR_QUESTIONS = 10_000  # characters


def day_field(label: str, **more: Any) -> forms.DateField:
    """A day, from FIRST_DAY to LAST_DAY, that may be left out."""
    limits = [MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)]
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, validators=limits, widget=widget, **more)


def yes_or_no(label: str) -> forms.TypedChoiceField:
    """Yes, no, or None where it was not said."""
    choices = [("", "Not said"), ("yes", "Yes"), ("no", "No")]
    return forms.TypedChoiceField(
        label=label, choices=choices, required=False, coerce=lambda said: said == "yes", empty_value=None
    )


class ReferralForm(forms.Form):
    """Whom they named, and what they said of them; a name that is known already is asked about.

    `line` is the line of the notes that it comes from.
    """

    named_by = forms.ModelChoiceField(
        Contact.objects.none(),
        label="Who named them",
        empty_label="Choose",
        error_messages={"required": "Who of those you talked with named this person?"},
    )
    display_name = forms.CharField(label="Name", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    person = forms.ChoiceField(label="Who is it", required=False, widget=forms.HiddenInput)
    role = forms.CharField(label="What they do", max_length=200, required=False)
    why = forms.CharField(label="Why talk to them", max_length=300, required=False)
    may_use_name = yes_or_no("May I use your name?")
    will_introduce = yes_or_no("Will they introduce me?")
    line = forms.ModelChoiceField(NoteLine.objects.none(), required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, interview: Interview, fresh: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.interview = interview
        self.known: list[Contact] = []
        people: Any = self.fields["named_by"]
        line: Any = self.fields["line"]
        people.queryset, line.queryset = interview.people.order_by("pk"), interview.lines.all()
        if fresh:
            self.fields["display_name"].widget.attrs["autofocus"] = True
        if len(interview.interviewees.all()) == 1:
            people.widget = forms.HiddenInput()
            people.initial = interview.interviewees.all()[0].contact_id
        if self.is_bound:
            self._look_for(" ".join(str(self.data.get("display_name", ""))[:200].replace("\0", "").split()))

    def _look_for(self, name: str) -> None:
        """Ask who is meant, where somebody of that name is known."""
        self.known = list(self._namesakes(name)[:NAMESAKES]) if name else []
        person: Any = self.fields["person"]
        here = [(str(row.pk), f"{row}{', ' + row.job if row.job else ''}: here already") for row in self.known]
        person.choices = [("", "Choose"), *here, (SOMEBODY_ELSE, "Somebody else of that name")]
        if self.known:
            person.widget = forms.Select(choices=person.choices)

    def _namesakes(self, name: str) -> "QuerySet[Contact]":
        people = self.interview.owner.contacts.active().filter(display_name__iexact=name)
        return people.exclude(pk__in=self.interview.people.values("pk")).select_related("organization").by_name()

    def clean(self) -> dict[str, Any]:
        """Whoever is known and not chosen yet must be."""
        data: dict[str, Any] = super().clean() or {}
        if self.known and not data.get("person") and "person" not in self.errors:
            self.add_error("person", "Somebody of that name is here already. Is it the same person?")
        return data

    def save(self, *, now: datetime) -> Referral:
        """Make the lead, or link who is known; the line is not offered again. Raises MoveError."""
        data = dict(self.cleaned_data)
        chosen = data.pop("person")
        known = next((row for row in self.known if str(row.pk) == chosen), None)
        return name_person(self.interview, known=known, namesakes=self.known, now=now, **data)


class ReferralEditForm(forms.ModelForm):
    """What a person whom they named does, and what they said of them."""

    role = forms.CharField(label="What they do", max_length=200, required=False)
    may_use_name = yes_or_no("May I use your name?")
    will_introduce = yes_or_no("Will they introduce me?")

    field_order = ("role", "why")

    class Meta:
        model = Referral
        fields = ["why", "may_use_name", "will_introduce"]
        labels = {"why": "Why talk to them"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("may_use_name", "will_introduce"):
            said = getattr(self.instance, name)
            self.initial[name] = "" if said is None else "yes" if said else "no"
        self.initial["role"] = self.instance.contact.role

    def save(self, commit: bool = True) -> Referral:
        """Keep it."""
        revise_referral(self.instance, role=self.cleaned_data["role"])
        row: Referral = self.instance
        return row


class PromiseForm(forms.Form):
    """What was promised, by whom, and until when."""

    text = forms.CharField(label="What", max_length=300, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    by = forms.ChoiceField(label="Who promised", choices=Promise.By)
    due_on = day_field("By when")

    def __init__(self, *args: Any, promise: Promise | None = None, **kwargs: Any) -> None:
        if promise:
            kwargs["initial"] = {"text": promise.text, "by": promise.by, "due_on": promise.due_on}
        super().__init__(*args, **kwargs)
        self.promise = promise

    def save(self, interview: Interview, *, now: datetime) -> None:
        """Keep it as a new one, or as what `promise` says from now on."""
        if self.promise:
            revise_promise(self.promise, now=now, **self.cleaned_data)
        else:
            add_promise(interview, now=now, **self.cleaned_data)


class ReflectionForm(forms.Form):
    """How it felt, and when to be in touch again."""

    feeling = forms.TypedChoiceField(
        label="Would you like doing this work?",
        choices=Interview.Feeling,
        required=False,
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
    )
    next_touch_on = day_field("In touch again on")

    def save(self, interview: Interview, *, now: datetime) -> None:
        """Keep both."""
        reflect(interview, now=now, **self.cleaned_data)


class TheirQuestionsForm(forms.Form):
    """What they want to know and what the user said, where they ask; `insert` puts one of the user's answers below."""

    their_questions = forms.CharField(
        label="Their questions, and what you said",
        max_length=THEIR_QUESTIONS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    insert = forms.ModelChoiceField(OwnAnswer.objects.none(), required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, interview: Interview, **kwargs: Any) -> None:
        kwargs["initial"] = {"their_questions": interview.their_questions}
        super().__init__(*args, **kwargs)
        answer: Any = self.fields["insert"]
        answer.queryset = interview.owner.ownanswers.all()

    def clean(self) -> dict[str, Any]:
        """The answer must fit below what stands there."""
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and (answer := data["insert"]):
            data["their_questions"] = "\n\n".join(filter(None, [data["their_questions"], answer.text]))
            if len(data["their_questions"]) > THEIR_QUESTIONS:
                self.add_error("their_questions", "That answer does not fit: this is too long already.")
        return data

    def save(self, interview: Interview) -> None:
        """Keep it."""
        note_their_questions(interview, their_questions=self.cleaned_data["their_questions"])
