"""The form that takes a photo."""

from django import forms
from django.core.files.uploadedfile import UploadedFile

from contacts.importing.pictures import MOST_BYTES, Picture, PictureError, remake


class PhotoForm(forms.Form):
    """One file, cleaned to a Picture."""

    photo = forms.FileField(
        label="Picture",
        help_text="JPEG, PNG or WebP, 20 MB and 25 megapixels at most. It is cut to a square; where and when it was"
        " taken is not kept.",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp", "class": "input"}),
    )

    def clean_photo(self) -> Picture:
        """The picture, made anew."""
        upload: UploadedFile = self.cleaned_data["photo"]
        try:
            if (upload.size or 0) > MOST_BYTES:  # so that it is not even read
                raise PictureError("The file is larger than 20 MB. Choose a smaller picture.")
            return remake(upload.read())
        except PictureError as error:
            raise forms.ValidationError(str(error)) from None
