"""Forms of sign-up and settings."""

from django import forms

from accounts.models import User


class SignupForm(forms.Form):
    """What sign-up asks beside the address and the password."""

    name = forms.CharField(max_length=150, required=False)

    def signup(self, request: object, user: User) -> None:
        """Keep the answers on the new user; called by allauth."""
        user.name = self.cleaned_data["name"]
        user.save()
