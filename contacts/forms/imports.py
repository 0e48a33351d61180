"""What comes in: a file or a text, how to read it, and which of its rows are to be seen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from accounts.paging import read_id
from contacts.importing.layout import FORMATS, MOST_BYTES
from contacts.importing.normal import clean
from contacts.importing.tables.delimited import DELIMITERS
from contacts.importing.tables.encoding import ENCODINGS
from contacts.models import ImportRow
from contacts.querysets.imports import ImportRowQuerySet
from contacts.querysets.previewing import AFTER, REVIEW, Kind

ACCEPTED = ".vcf,.vcard,.csv,.tsv,.txt,.json,.zip,text/vcard,text/csv,application/json,application/zip"
LONGEST_TERM = 200
DATES = (
    "From LinkedIn’s ZIP also take when you last exchanged messages with somebody: the dates only. "
    "What was written is not read."
)


class UploadForm(forms.Form):
    """A file or a text; cleaned to `content` (bytes) and `file_name`."""

    file = forms.FileField(
        label="File",
        required=False,
        allow_empty_file=True,  # so that it is said in our words
        help_text="vCard, CSV, LinkedIn’s ZIP, Monica’s JSON; 50 MB and 100,000 people at most.",
        widget=forms.FileInput(attrs={"accept": ACCEPTED, "class": "input"}),
    )
    text = forms.CharField(
        label="Contacts as text",
        required=False,
        strip=False,
        help_text="vCards, or rows of a table with its headings.",
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off"}),
    )
    dates = forms.BooleanField(label=DATES, required=False)

    def clean(self) -> dict[str, Any]:
        """What is to be read. One of the two is needed, and of two nobody knows which is meant."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        upload: UploadedFile | None = said.get("file")
        text = said.get("text") or ""
        if self.errors:
            return said
        if upload is None and not text.strip():
            raise ValidationError({"file": "Choose a file, or paste contacts."})
        if upload is not None and text.strip():
            raise ValidationError({"text": "You have chosen a file and pasted a text. Take one of them away."})
        if upload is not None and (upload.size or 0) > MOST_BYTES:  # so that it is not even read
            raise ValidationError({"file": "The file is larger than 50 MB. Export fewer people at a time."})
        said["content"] = upload.read() if upload is not None else text.encode()
        said["file_name"] = clean(str(upload.name or ""))[-255:] if upload is not None else ""
        said["file_name"] = said["file_name"] or "Pasted text"
        return said

    def said(self) -> dict[str, Any]:
        """The keywords of begin_import."""
        said = {name: self.cleaned_data[name] for name in ("content", "file_name")}
        return said | {"dates_of_messages": self.cleaned_data["dates"]}

    def refuse(self, why: str) -> None:
        """Say at the file, or at the text, why it cannot be read."""
        self.add_error("file" if self.cleaned_data.get("file") is not None else "text", why)


class ReadingForm(forms.Form):
    """How to read the file: as what, in which encoding, with which delimiter."""

    format = forms.ChoiceField(choices=[("auto", "Find out"), *FORMATS.items()])
    encoding = forms.ChoiceField(choices=[("", "Find out"), *ENCODINGS.items()], required=False)
    delimiter = forms.ChoiceField(choices=[("", "Find out"), *DELIMITERS.items()], required=False)
    dates_of_messages = forms.BooleanField(label=DATES, required=False)


@dataclass(frozen=True)
class RowsAsked:
    """Which rows of an import are to be seen: of one kind or all, those with `q` in their name, behind `after`."""

    kind: Kind | None
    q: str
    after: int

    @classmethod
    def of(cls, query: Mapping[str, str], kinds: Iterable[Kind]) -> Self:
        """Read from the query part of an address; what makes no sense is as if it were not there."""
        kind = next((one for one in kinds if one.name == query.get("show", "")), None)
        after = read_id(query.get("after", "")) or 0
        return cls(kind, clean(query.get("q", "")[:LONGEST_TERM]), min(after, 2**31 - 1))

    def narrow(self, rows: ImportRowQuerySet) -> ImportRowQuerySet:
        """Those of `rows`, as `lean` reads them; without any wish all but those of whom is asked above the list."""
        found = rows.filter(number__gt=self.after)
        if self.q:
            found = found.filter(name__icontains=self.q)
        elif not self.kind:
            found = found.exclude(REVIEW.is_of)
        return found.filter(self.kind.is_of) if self.kind else found

    def address(self, **more: Any) -> str:
        """The query part that asks for these rows, beginning with the question mark."""
        said = {"show": self.kind.name if self.kind else "", "q": self.q} | more
        return "?" + urlencode({name: value for name, value in said.items() if value})


class ChoiceForm(forms.Form):
    """What is to become of one row (`row`), or of all of a kind (`of`)."""

    choice = forms.ChoiceField(choices=ImportRow.Choice.choices, required=False)
    row = forms.CharField(required=False)
    of = forms.ChoiceField(choices=[(kind.name, kind.heading) for kind in AFTER], required=False)

    def clean(self) -> dict[str, Any]:
        """One of the two is needed."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        said["row"] = read_id(said.get("row") or "")
        if said["row"] is None and not said.get("of"):
            raise ValidationError("Say whom it is about.")
        return said

    def chosen(self, rows: ImportRowQuerySet) -> ImportRowQuerySet:
        """Whom it is about, of `rows`."""
        if (pk := self.cleaned_data["row"]) is not None:
            return rows.filter(pk=pk)
        return rows.becoming(self.cleaned_data["of"])
