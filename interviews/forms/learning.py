"""What is said of a talk: its goal, the notes, one takeaway and what it speaks to."""

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q

from interviews.actions.evidence import keep_evidence
from interviews.actions.learning import add_takeaway
from interviews.models import InformationGap, Interview, Takeaway


class GoalForm(forms.ModelForm):
    """What the user wants to learn, and the minutes they asked for."""

    class Meta:
        model = Interview
        fields = ["purpose", "promised_minutes"]
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 2}),
            "promised_minutes": forms.NumberInput(attrs={"list": "minutes"}),
        }

    def save(self, commit: bool = True) -> Interview:
        """These columns alone: notes may be saved from another window at the same moment."""
        self.instance.save(update_fields=[*self.fields, "updated_at"])
        return self.instance


class NotesForm(forms.Form):
    """The notes, the mark of the text they began from, and what to do with a text that came between."""

    notes = forms.CharField(
        max_length=100_000,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "aria-label": "Notes"}),
    )
    was = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    keep = forms.ChoiceField(choices=[("", ""), ("both", ""), ("mine", "")], required=False, widget=forms.HiddenInput)

    def clean_notes(self) -> str:
        """Browsers send every line end as two characters; one is kept."""
        return str(self.cleaned_data["notes"]).replace("\r\n", "\n")


class TakeawayForm(forms.ModelForm):
    """One thing learned."""

    class Meta:
        model = Takeaway
        fields = ["text"]
        labels = {"text": "One thing you learned"}
        widgets = {"text": forms.TextInput(attrs={"autocomplete": "off"})}


class HeardForm(TakeawayForm):
    """One thing learned of a question to answer; of several paths of the talk, on which."""

    class Meta(TakeawayForm.Meta):
        fields = ["text", "path"]
        labels = {"text": "What did you hear?", "path": "On which path"}

    def __init__(self, *args: Any, interview: Interview, gap: InformationGap, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.interview, self.gap = interview, gap
        path: Any = self.fields["path"]
        path.queryset = interview.paths.order_by("pk")

    def save(self, commit: bool = True) -> Takeaway:
        """The takeaway, about the gap."""
        said = self.cleaned_data
        on = {"path": said["path"]} if said["path"] else {}
        return add_takeaway(self.interview, text=said["text"], gap=self.gap, **on)


class SpeaksForm(TakeawayForm):
    """A takeaway, and what it speaks to: a path, a question to answer, for or against, how they know."""

    class Meta(TakeawayForm.Meta):
        fields = ["text", "path", "gap", "speaks", "strength", "is_quotable"]
        labels = TakeawayForm.Meta.labels | {"gap": "Question it answers"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row: Takeaway = self.instance
        path: Any = self.fields["path"]
        gap: Any = self.fields["gap"]
        paths, gaps = row.owner.careerpaths, row.owner.informationgaps
        path.queryset = paths.active() | paths.filter(pk=row.path_id)
        gap.queryset = gaps.active() | gaps.filter(pk=row.gap_id)
        path.empty_label, gap.empty_label = "No path in particular", "None of mine"

    def save(self, commit: bool = True) -> Takeaway:
        """Keep it, and what it does to the answer that it speaks to."""
        return keep_evidence(self.instance)


class ReviewForm(SpeaksForm):
    """One from a talk; where several took part, who said it: unsaid, all of them did. It may be nobody of them."""

    class Meta(SpeaksForm.Meta):
        fields = ["text", "said_by", *SpeaksForm.Meta.fields[1:]]
        labels = SpeaksForm.Meta.labels | {"said_by": "Who said it"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row: Takeaway = self.instance
        said_by: Any = self.fields["said_by"]
        people = row.interview.people.values("pk") if row.interview else ()
        there = row.owner.contacts.filter(Q(pk__in=people) | Q(pk=row.said_by_id)).order_by("pk")
        said_by.queryset, said_by.empty_label = there, "All of them"
        if len(there) < 2:
            del self.fields["said_by"]


class EntryLearnedForm(SpeaksForm):
    """What was learned from a note or a mail on the timeline: its words are offered, and the person’s paths first."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget = forms.Textarea(attrs={"rows": 4, "maxlength": 1000, "autofocus": True})
        row: Takeaway = self.instance
        path: Any = self.fields["path"]
        theirs = Exists(row.owner.contactpaths.filter(contact=row.said_by_id, path=OuterRef("pk")))
        path.queryset = row.owner.careerpaths.active().order_by(theirs.desc(), "name")
