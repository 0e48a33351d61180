"""What a person can write for their question bank, and what they would say themselves."""

from typing import Any

from django import forms

from contacts.importing import normal
from interviews.actions.bank import keep_question
from interviews.forms.choosing import name_none
from interviews.models import Question
from interviews.models.preparing import Topic


class QuestionForm(forms.ModelForm):
    """A question: its words are enough, with what it is about."""

    class Meta:
        model = Question
        fields = ["text", "topic", "minutes", "gap_kind", "sensitivity", "is_default", "can_look_up"]
        labels = {"sensitivity": "How to ask"}
        widgets = {"text": forms.Textarea(attrs={"rows": 1, "data-line": True})}  # it grows with long words

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, none in (("gap_kind", "Nothing in particular"), ("topic", "Choose one")):
            name_none(self.fields[name], none)
        for name in ("minutes", "sensitivity"):
            self.fields[name].required = False

    def clean_text(self) -> str:
        """On one line."""
        return normal.clean(self.cleaned_data["text"])

    def clean_minutes(self) -> int:
        """As said; else as it was."""
        return self.cleaned_data["minutes"] or self.instance.minutes

    def clean_sensitivity(self) -> str:
        """As chosen; else as it was."""
        return self.cleaned_data["sensitivity"] or self.instance.sensitivity

    def save(self, commit: bool = True) -> Question:
        """The user's row."""
        keep_question(self.instance)
        row: Question = self.instance
        return row


class TopicForm(forms.Form):
    """Which part of the bank is shown."""

    topic = forms.ChoiceField(
        label="Topic",
        required=False,
        choices=[
            ("", "All topics"),
            *Topic.choices,
            ("default", "The standard set"),
            ("own", "My own"),
            ("hidden", "Hidden"),
        ],
    )


class AnswerForm(forms.Form):
    """What the user would say."""

    text = forms.CharField(label="My answer", max_length=10_000, widget=forms.Textarea(attrs={"rows": 5}))
