"""The form of the components page: one of every control, so that their look can be seen and tested."""

from django import forms


class SampleForm(forms.Form):
    """Controls in their states; bound to nothing, some of them are in error."""

    name = forms.CharField(help_text="As they write it themselves.")
    email = forms.EmailField(label="E-mail")
    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), required=False)
    warmth = forms.ChoiceField(choices=[("", "Not said"), ("new", "New"), ("warm", "Warm")], required=False)
    notes = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), required=False)
    theme = forms.ChoiceField(
        choices=[("device", "As the device"), ("light", "Light"), ("dark", "Dark")], widget=forms.RadioSelect
    )
    tags = forms.MultipleChoiceField(
        choices=[("a", "balancing markets"), ("b", "hires juniors")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    remind = forms.BooleanField(label="Remind me two hours after an interview", required=False)
    locked = forms.CharField(disabled=True, initial="Cannot be changed", required=False)

    def clean(self) -> None:
        """Show what an error of the whole form looks like."""
        raise forms.ValidationError("Nothing was saved. Two fields need another look.")


def sample_form() -> SampleForm:
    """The form as after a mistake."""
    return SampleForm(
        {"name": "Łukasz Nowak", "email": "lukasz@", "warmth": "warm", "theme": "light", "tags": ["b"], "remind": "on"},
        auto_id="sample_%s",
    )
