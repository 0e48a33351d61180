"""What a person can say about a decision: criteria and weights, scores with what they rest on, where one stands."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.words import day, in_a_row
from contacts.importing import normal
from contacts.models import CareerPath
from interviews.actions.criteria import add_criterion, rename_criterion, scaled, set_weights
from interviews.actions.deciding import change_mind, set_score
from interviews.actions.sensitivity import WHOLE
from interviews.forms.choosing import name_none
from interviews.forms.windows import untouched
from interviews.importing import builtin
from interviews.models import ChangeOfMind, Criterion, Interview, Removal, Score, Snapshot, Takeaway

SCORES = [("5", "5 very well"), ("4", "4 well"), ("3", "3 middling"), ("2", "2 poorly"), ("1", "1 badly")]


class CriterionForm(forms.ModelForm):
    """What paths are compared by: one line, and what kind of evidence speaks to it."""

    class Meta:
        model = Criterion
        fields = ["name", "kind"]
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "off", "placeholder": "Time for my family"})}

    def __init__(self, *args: Any, owner: User, fresh: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner = owner
        name_none(self.fields["kind"], "Nothing in particular")
        if fresh:
            self.fields["name"].widget.attrs["autofocus"] = True

    def clean_name(self) -> str:
        """On one line, and not there yet."""
        name = normal.clean(self.cleaned_data["name"])
        if self.owner.criteria.active().named(name).exclude(pk=self.instance.pk).exists():
            raise ValidationError("This is among your criteria already.")
        return name

    def save(self, commit: bool = True) -> Criterion:
        """The criterion."""
        if self.instance.pk is None:
            return add_criterion(self.owner, **self.cleaned_data)
        return rename_criterion(self.instance)


class CriteriaSeedsForm(forms.Form):
    """Which of those that come with the program the user takes."""

    keys = forms.MultipleChoiceField(error_messages={"required": "Tick at least one, or leave them all."})

    def __init__(self, *args: Any, left: Iterable[builtin.Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys: Any = self.fields["keys"]
        keys.choices = [(one.key, one.text) for one in left]


class WeightsForm(forms.Form):
    """What each criterion weighs; together 100, or scaled to it where that is asked for.

    One that is not sent, or was not changed against what the form showed, keeps what it weighs: it may be new, or
    another window may have weighed it meanwhile.
    """

    scale = forms.BooleanField(required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, owner: User, criteria: Iterable[Criterion]) -> None:
        self.owner, self.criteria = owner, list(criteria)
        super().__init__(None if data is None else self._as_it_is(data))
        for criterion in self.criteria:
            self.fields[f"weight_{criterion.pk}"] = forms.IntegerField(
                label=f"Weight of {criterion}",
                min_value=0,
                max_value=WHOLE,
                required=False,
                initial=criterion.weight,
                show_hidden_initial=True,
                widget=forms.NumberInput(attrs={"class": "weight"}),
            )

    def _as_it_is(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """What was sent, with the weights of today where nothing was said."""
        said = {name: data[name] for name in data}
        for criterion in self.criteria:
            name, shown = f"weight_{criterion.pk}", f"initial-weight_{criterion.pk}"
            if name not in said or said[name] == said.get(shown):
                said[name] = said[shown] = str(criterion.weight)
        return said

    def rows(self) -> list[tuple[Criterion, forms.BoundField]]:
        """Each criterion with its field."""
        return [(criterion, self[f"weight_{criterion.pk}"]) for criterion in self.criteria]

    def clean(self) -> dict[str, Any]:
        """The weights by criterion; an empty one is 0."""
        said = super().clean() or {}
        if self.errors or not self.criteria:
            return said
        weights = [said[field.name] or 0 for _, field in self.rows()]
        if said["scale"]:
            weights = scaled(weights)
        if problem := off_by(sum(weights)):
            raise ValidationError(problem)
        return {"weights": dict(zip((criterion.pk for criterion in self.criteria), weights, strict=True))}

    def save(self) -> None:
        """Keep them."""
        set_weights(self.owner, weights=self.cleaned_data.get("weights", {}))


def off_by(whole: int) -> str:
    """What is wrong with weights that add up to `whole`; "" for nothing."""
    if whole == WHOLE:
        return ""
    todo = f"give {WHOLE - whole} more" if whole < WHOLE else f"take {whole - WHOLE} away"
    return f"They add up to {whole}: {todo}."


class BecauseOf(forms.Form):
    """What changed one's mind: a talk that was held, and a line; the newest talk is suggested."""

    because_of = forms.ChoiceField(label="Because of the talk with", required=False)
    why = forms.CharField(label="Why, in one line", max_length=300, required=False)

    def ask_because_of(self, talks: Iterable[Interview], *, now: datetime) -> None:
        """Offer `talks`, the newest first; who took part is read with them."""
        self.talks = {str(talk.pk): talk for talk in talks}
        field: Any = self.fields["because_of"]
        field.choices = [("", "No talk"), *((key, name_of(talk, now=now)) for key, talk in self.talks.items())]
        self.initial["because_of"] = next(iter(self.talks), "")

    def clean_because_of(self) -> Interview | None:
        """The talk."""
        return self.talks.get(self.cleaned_data["because_of"])

    def clean_why(self) -> str:
        """On one line."""
        return normal.clean(self.cleaned_data["why"])


def name_of(talk: Interview, *, now: datetime) -> str:
    """With whom, and when, such as "Grace Mbeki, Mon 23 Nov"; its people are read already."""
    names = in_a_row([str(part.contact) for part in talk.interviewees.all()]) or "Nobody any more"
    return f"{names}, {day(talk.day, now)}" if talk.day else names


class StanceForm(BecauseOf):
    """Where one stands on a path and what the gut says, because of which talk, and why.

    Of stance and gut, what was not changed against what the form showed stays as another window may have left it.
    """

    stance = forms.ChoiceField(
        label="Where I stand",
        choices=CareerPath.Stance.choices,
        show_hidden_initial=True,
        widget=forms.RadioSelect,
    )
    gut = forms.TypedChoiceField(
        label="What my gut says",
        choices=[("", "Not said"), *CareerPath.Gut.choices],
        coerce=int,
        empty_value=None,
        required=False,
        show_hidden_initial=True,
        widget=forms.RadioSelect,
    )
    field_order = ["stance", "gut", "because_of", "why"]

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, path: CareerPath, talks: Iterable[Any], now: datetime
    ) -> None:
        super().__init__(data, initial={"stance": path.stance, "gut": path.gut or ""})
        self.path = path
        self.ask_because_of(talks, now=now)

    def clean(self) -> dict[str, Any]:
        """What was changed; a reason for a change that is none is not thrown away unsaid."""
        said = super().clean() or {}
        said = {name: value for name, value in said.items() if name not in untouched(self) & {"stance", "gut"}}
        moved = any(name in said and said[name] != getattr(self.path, name) for name in ("stance", "gut"))
        if said.get("why") and not moved and not self.errors:
            self.add_error("why", "Nothing changed. Say where you stand now, or leave this line empty.")
        return said

    def save(self, *, now: datetime) -> list[ChangeOfMind]:
        """Write it, and what changed into the diary."""
        return change_mind(self.path, **self.cleaned_data, now=now)


class ScoreForm(BecauseOf):
    """How well a path does by a criterion, why, and which evidence it rests on.

    What was not changed against what the form showed stays as another window may have left it.
    """

    value = forms.TypedChoiceField(
        label="How well does it do?",
        choices=[*SCORES, ("", "Not scored")],
        coerce=int,
        empty_value=None,
        required=False,
        show_hidden_initial=True,
        widget=forms.RadioSelect,
    )
    evidence = forms.ModelMultipleChoiceField(queryset=Takeaway.objects.none(), required=False)
    field_order = ["value", "why", "evidence", "because_of"]

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, score: Score, evidence: Any, talks: Iterable[Any], now: datetime
    ) -> None:
        super().__init__(data, initial={"value": score.value or "", "why": score.why})
        self.score = score
        self.fields["why"].show_hidden_initial = True
        field: Any = self.fields["evidence"]
        field.queryset = evidence
        self.ask_because_of(talks, now=now)

    def clean(self) -> dict[str, Any]:
        """What was changed; all of it where nothing is scored yet, or any longer."""
        said = super().clean() or {}
        if self.score.pk is None:
            if said.get("why") and said.get("value") is None and not self.errors:
                self.add_error("value", "Say how well it does; then the reason can be kept.")
            return said
        left = untouched(self) & {"value", "why"}
        sent: Any = self.data
        if "initial-value" in sent and set(sent.getlist("initial-evidence")) == set(sent.getlist("evidence")):
            left.add("evidence")
        return {name: value for name, value in said.items() if name not in left}

    def save(self, *, now: datetime) -> Removal | None:
        """Write it, and a changed value into the diary; what Undo brings back where the score was taken away."""
        return set_score(self.score.criterion, path=self.score.path, **self.cleaned_data, now=now)


class SnapshotForm(forms.ModelForm):
    """A name for how the table looks today; none is needed."""

    class Meta:
        model = Snapshot
        fields = ["name"]
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "off", "placeholder": "After the first ten talks"})}

    def clean_name(self) -> str:
        """On one line."""
        return normal.clean(self.cleaned_data["name"])


def evidence_first(pieces: Iterable[Takeaway], *, kind: str) -> list[Takeaway]:
    """The evidence of a path: what speaks to questions of this kind first, then the rest, each in its order."""
    return sorted(pieces, key=lambda piece: not (kind and piece.gap and piece.gap.kind == kind))
