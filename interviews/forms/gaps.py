"""What a person can write about a question to answer."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from contacts.importing import normal
from contacts.models import CareerPath, Contact
from interviews.actions.gaps import add_gap, answer_gap, reword_gap
from interviews.actions.may_know import could_know
from interviews.actions.still_open import on_paths
from interviews.forms.choosing import name_none
from interviews.importing import builtin
from interviews.importing.pasting import LONGEST, read_lines
from interviews.models import GapAnswer, InformationGap, Interview, Removal

MOST = 200  # questions that are pasted at once


class GapLineForm(forms.ModelForm):
    """One line is enough for a new one."""

    class Meta:
        model = InformationGap
        fields = ["text", "importance"]
        widgets = {"text": forms.TextInput(attrs={"autocomplete": "off", "placeholder": "What must I find out?"})}

    def __init__(self, *args: Any, owner: User, fresh: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner = owner
        self.fields["importance"].required = False
        if fresh:
            self.fields["text"].widget.attrs["autofocus"] = True

    def clean_text(self) -> str:
        """On one line, and not there yet."""
        text = normal.clean(self.cleaned_data["text"])
        if self.owner.informationgaps.active().reading(text).exclude(pk=self.instance.pk).exists():
            raise ValidationError("This is among your questions already.")
        return text

    def clean_importance(self) -> str:
        """As chosen; else as it was, and of a new one "must know"."""
        return str(self.cleaned_data["importance"] or self.instance.importance)

    def save(self, commit: bool = True) -> InformationGap:
        """The question to answer."""
        said = self.cleaned_data
        return add_gap(self.owner, text=said["text"], importance=said["importance"])


class PasteForm(forms.Form):
    """Many at once, one a line; all of the same importance."""

    lines = forms.CharField(
        label="Questions to answer",
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 12, "placeholder": "Can I live on the pay of the first two years?"}),
    )
    importance = forms.ChoiceField(
        choices=InformationGap.Importance.choices, initial=InformationGap.Importance.MUST, widget=forms.RadioSelect
    )

    def clean_lines(self) -> list[str]:
        """What each line says; some, and none too long."""
        lines = read_lines(self.cleaned_data["lines"])
        if not lines:
            raise ValidationError("There is no question in this. Write one a line.")
        if len(lines) > MOST:
            raise ValidationError(f"These are {len(lines)} questions. Paste at most {MOST} at once.")
        if long := [line for line in lines if line.is_too_long]:
            raise ValidationError(
                [f"Line {line.number} is too long ({len(line.text)} letters of {LONGEST})." for line in long]
            )
        return [line.text for line in lines]


class OnPaths(forms.BaseForm):
    """What a form asks of a gap for each of `paths`: how far it is closed on it, and what is known.

    Only what was changed against what the form showed is kept: another window may have answered the rest meanwhile.
    """

    paths: list[CareerPath]

    def ask_about(self, gap: InformationGap, paths: Iterable[CareerPath]) -> None:
        """Add the fields, with what is there."""
        self.paths = list(paths)
        for path, row in on_paths(gap, self.paths):
            self.fields[f"state_{path.pk}"] = forms.ChoiceField(
                label=f"How far, for {path}",
                choices=GapAnswer.State.choices,
                initial=row.state,
                show_hidden_initial=True,
                required=False,
                widget=forms.RadioSelect,
            )
            self.fields[f"answer_{path.pk}"] = forms.CharField(
                label=f"What I know so far, for {path}",
                initial=row.answer,
                show_hidden_initial=True,
                required=False,
                max_length=5_000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def answers(self) -> Iterator[tuple[CareerPath, forms.BoundField, forms.BoundField]]:
        """Each path with its two fields."""
        for path in self.paths:
            yield path, self[f"state_{path.pk}"], self[f"answer_{path.pk}"]

    def clean(self) -> dict[str, Any]:
        """What was changed."""
        said = super().clean() or {}
        return {name: value for name, value in said.items() if name in self.changed_data}

    def said(self) -> dict[CareerPath, tuple[str | None, str | None]]:
        """For each path its state and the answer, as interviews.actions.gaps.answer_gap takes them."""
        said = self.cleaned_data
        return {path: (said.get(state.name) or None, said.get(answer.name)) for path, state, answer in self.answers()}


class GapForm(OnPaths, GapLineForm):
    """All of one: its words, and what is known of it on each of `paths`."""

    class Meta(GapLineForm.Meta):
        fields = ["text", "importance", "kind"]

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        instance: InformationGap,
        owner: User,
        paths: Iterable[CareerPath],
    ) -> None:
        super().__init__(data, instance=instance, owner=owner)
        for field in self.fields.values():
            field.show_hidden_initial = True
        name_none(self.fields["kind"], "Nothing in particular")
        self.ask_about(instance, paths)

    @transaction.atomic
    def keep(self, *, now: datetime) -> Removal | None:
        """Keep the words, and the answers beside them; what Undo brings back of these. Raises GapError."""
        reword_gap(self.instance, columns=[name for name in self.Meta.fields if name in self.cleaned_data])
        return answer_gap(self.instance, said=self.said(), now=now)


class GapAnswersForm(OnPaths, forms.Form):
    """What is known of one gap on each of `paths`, and nothing else of it."""

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, gap: InformationGap, paths: Iterable[CareerPath], **more: Any
    ) -> None:
        super().__init__(data, **more)
        self.gap = gap
        self.ask_about(gap, paths)

    def save(self, *, now: datetime, talk: Interview) -> Removal | None:
        """Keep the answers that `talk` brought; what Undo brings back."""
        return answer_gap(self.gap, said=self.said(), now=now, closed_by=talk)


class MayKnowForm(forms.Form):
    """A question that a contact may be able to answer."""

    gap = forms.ModelChoiceField(InformationGap.objects.none(), label="Question to answer", empty_label="Choose")

    def __init__(self, *args: Any, contact: Contact, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        gap: Any = self.fields["gap"]
        gap.queryset = could_know(contact)


class SeedsForm(forms.Form):
    """Which of those that come with the program the user takes: the ticked ones, or all."""

    keys = forms.MultipleChoiceField(required=False)
    everything = forms.BooleanField(required=False)

    def __init__(self, *args: Any, left: Iterable[builtin.Gap], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys: Any = self.fields["keys"]
        keys.choices = [(gap.key, gap.text) for gap in left]

    def clean(self) -> dict[str, Any]:
        """All of them, where that is what was asked for; none at all is a mistake."""
        said = super().clean() or {}
        field: Any = self.fields["keys"]
        if said.get("everything"):
            said["keys"] = [key for key, _ in field.choices]
        elif not said.get("keys") and not self.errors:
            raise ValidationError("Tick at least one, or leave them all.")
        return said
