"""What a form that was opened before another window wrote must not put back."""

from django import forms


def untouched(form: forms.BaseForm) -> set[str]:
    """The fields that are sent as they were shown; of those that do not tell how they were shown, none."""
    told = {name for name in form.fields if form[name].html_initial_name in form.data}
    return told - set(form.changed_data)
