"""The form that takes a file of a talk."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from interviews.actions.consent import may_record
from interviews.actions.files import PIECE, FileError, check_file, keep_file, media_type_of
from interviews.models import Attachment, Interview

RECORDING = Attachment.Kind.RECORDING


class FileForm(forms.Form):
    """One file, and what it is."""

    file = forms.FileField(label="File", max_length=200, widget=forms.FileInput(attrs={"class": "input"}))
    kind = forms.ChoiceField(label="What it is", choices=Attachment.Kind, initial=Attachment.Kind.DOCUMENT)

    def __init__(self, *args: Any, interview: Interview, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.interview = interview
        self.may_record = may_record(interview)
        if not self.may_record:  # not offered; what is sent in all the same is refused in words
            kind: Any = self.fields["kind"]
            kind.widget.choices = [choice for choice in Attachment.Kind.choices if choice[0] != RECORDING]

    def clean(self) -> dict[str, Any]:
        """What its content shows it to be must be something that is kept."""
        data: dict[str, Any] = super().clean() or {}
        upload: UploadedFile | None = data.get("file")
        if upload is not None and "kind" in data:
            upload.seek(0)
            data["media_type"] = media_type_of(upload.read(512))
            try:
                check_file(self.interview, kind=data["kind"], size=upload.size or 0, media_type=data["media_type"])
            except FileError as error:
                self.add_error("file", str(error))
        return data

    def save(self) -> Attachment:
        """Keep it. Raises FileError."""
        data, upload = self.cleaned_data, self.cleaned_data["file"]
        upload.seek(0)
        pieces = iter(lambda: upload.read(PIECE), b"")
        said = {"kind": data["kind"], "media_type": data["media_type"], "name": upload.name, "size": upload.size}
        return keep_file(self.interview, pieces=pieces, **said)
