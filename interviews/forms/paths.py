"""Which path another becomes a part of."""

from typing import Any

from django import forms

from contacts.models import CareerPath


class PathMergeForm(forms.Form):
    """The path that stays: any other of the same owner."""

    kept = forms.ModelChoiceField(CareerPath.objects.none(), label="The path that stays", empty_label="Choose")

    def __init__(self, *args: Any, gone: CareerPath, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept: Any = self.fields["kept"]
        kept.queryset = gone.owner.careerpaths.exclude(pk=gone.pk)
