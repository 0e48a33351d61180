"""Forms of outreach: for how long something is put off, who is to introduce, and the letter that the user writes."""

import re
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings

from accounts.addresses import validate_address
from accounts.models import User
from accounts.zones import resolve
from contacts.forms.person_fields import introducer_name, one_named
from contacts.models import Contact
from interviews.actions.promising import add_promise
from interviews.forms.choosing import name_none
from interviews.forms.wrapping import PromiseForm as TalkPromiseForm
from interviews.models import TOOK_PLACE, Interview, Promise
from outreach.actions.filling import FIELD, LONGEST_VALUE, as_value
from outreach.actions.posting import their_morning
from outreach.actions.snoozing import MORNING, PutOff
from outreach.emails import one_line
from outreach.models import Introduction, MailAccount, Message, Template

FARTHEST = timedelta(days=730)
MOST_VALUES = 40  # that a letter keeps


class SnoozeForm(forms.Form):
    """For how long a row is put off."""

    until = forms.ChoiceField(label="Put off until", choices=PutOff.choices)

    def end(self, *, zone: ZoneInfo, now: datetime) -> datetime:
        """The instant that was chosen."""
        return PutOff(self.cleaned_data["until"]).end(zone=zone, now=now)


class IntroductionForm(forms.ModelForm):
    """Why the user would like to talk with the target, and the note that the connector can forward."""

    why = forms.CharField(
        label="Why this person", max_length=300, required=False, help_text="Both letters take it up as {why_them}."
    )
    note = forms.CharField(
        label="The note to forward", max_length=5_000, required=False, widget=forms.Textarea(attrs={"rows": 12})
    )

    class Meta:
        model = Introduction
        fields = ["why", "note"]


class ConnectorForm(forms.Form):
    """Whom to ask for an introduction to `target`: one of those offered, or another by name."""

    connector = forms.ModelChoiceField(Contact.objects.none(), required=False)
    who = forms.CharField(label="Somebody else", max_length=200, required=False)
    why = forms.CharField(label="Why would you like to talk with them", max_length=300, required=False)

    def __init__(self, data: Any = None, *, target: Contact, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.others = target.owner.contacts.active().exclude(pk=target.pk)
        choice: Any = self.fields["connector"]
        choice.queryset = self.others

    def clean(self) -> dict[str, Any]:
        """Somebody must be chosen or named; a name that is typed goes first."""
        data = super().clean() or {}
        who = " ".join(data.get("who", "").split())
        same = list(self.others.known_as(who)[:2]) if who else []
        if len(same) == 1:
            data["connector"] = same[0]
        elif who:
            many = f"Several people are called {who}: ask from the page of the one you mean."
            self.add_error("who", many if same else f"Nobody here is called {who}. Add this person first.")
        elif not data.get("connector") and not self.errors:
            self.add_error("who", "Choose who is to introduce you, or type a name.")
        return data


class DaySnoozeForm(SnoozeForm):
    """The same, or until nine o'clock on a day to come (`today` is the user's)."""

    until = forms.ChoiceField(label="Put off until", choices=[*PutOff.choices, ("date", "A day")])
    on = forms.DateField(label="Day", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any] | None:
        """A day that one chooses is to come, and not in years."""
        cleaned = super().clean() or {}
        on = cleaned.get("on")
        fits = on is not None and self.today < on <= self.today + FARTHEST
        if cleaned.get("until") == "date" and not fits and "on" not in self.errors:
            self.add_error("on", "Choose a day to come, within two years.")
        return cleaned

    def end(self, *, zone: ZoneInfo, now: datetime) -> datetime:
        """The instant that was chosen."""
        if self.cleaned_data["until"] == "date":
            return resolve(self.cleaned_data["on"], MORNING, zone)
        return super().end(zone=zone, now=now)


class PromiseForm(TalkPromiseForm):
    """A promise in one line: what, with whom, whose, and until when; it belongs to the last talk with that person."""

    who = introducer_name()
    talk: Interview

    def __init__(self, *args: Any, owner: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner = owner
        who = self.fields["who"]
        who.label, who.required, who.help_text = "With whom", True, ""

    def clean_who(self) -> Contact:
        """Somebody with whom there was a talk, or is to be one."""
        person = one_named(self.owner, self.cleaned_data["who"])
        if person is None:
            raise forms.ValidationError("Say with whom.")
        talks = self.owner.interviews.filter(people=person)
        took_place = talks.filter(state__in=TOOK_PLACE).order_by("-ends_at", "-pk")
        talk = took_place.first() or talks.order_by("-pk").first()
        if talk is None:
            raise forms.ValidationError(f"There is no talk with {person} yet, and a promise belongs to one.")
        self.talk = talk
        return person

    def keep(self, *, now: datetime) -> Promise:
        """Write it down."""
        said = {name: self.cleaned_data[name] for name in ("text", "by", "due_on")}
        return add_promise(self.talk, now=now, **said)


class SendForm(forms.Form):
    """When a letter leaves from here: at once, at nine tomorrow where its reader is, or at a time of the user's."""

    here = forms.ChoiceField(choices=[("now", "Now"), ("theirs", "Tomorrow at 9"), ("at", "At")])
    at = forms.DateTimeField(label="Day and time", required=False)

    def clean(self) -> dict[str, Any]:
        """A time of one's own has to be said."""
        cleaned = super().clean() or {}
        if cleaned.get("here") == "at" and not cleaned.get("at") and "at" not in self.errors:
            self.add_error("at", "Choose a day and a time.")
        return cleaned

    def instant(self, message: Message, *, now: datetime) -> datetime:
        """When it is to leave; a time that is over means now."""
        when = self.cleaned_data["here"]
        if when == "theirs":
            return their_morning(message.contact, now=now)
        return max(self.cleaned_data["at"], now) if when == "at" else now


class MailAccountForm(forms.ModelForm):
    """The user's mail account; the password goes in and never comes out."""

    password = forms.CharField(
        required=False,
        max_length=500,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Many providers want an app password, made in their security settings, instead of the usual one.",
    )

    class Meta:
        model = MailAccount
        fields = ["from_name", "from_addr", "host", "port", "security", "username"]
        labels = {"from_name": "Your name", "from_addr": "Your e-mail", "security": "Encryption"}
        help_texts = {
            "host": "The outgoing (SMTP) server, such as smtp.gmail.com, smtp.mail.me.com or smtp.fastmail.com.",
            "port": "587 with STARTTLS, 465 with TLS.",
            "username": "Often your whole e-mail address.",
        }
        widgets = {"username": forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})}

    def clean_from_addr(self) -> str:
        """One that can stand in a header."""
        validate_address(self.cleaned_data["from_addr"])
        return str(self.cleaned_data["from_addr"])

    def clean_from_name(self) -> str:
        """A name is one line."""
        return one_line(self.cleaned_data["from_name"])

    def clean_host(self) -> str:
        """The name of a server, without what people paste around it."""
        host = self.cleaned_data["host"].strip().lower().rstrip(".")
        if not re.fullmatch(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?", host):
            raise forms.ValidationError("Write the server’s name, such as smtp.example.org.")
        return host

    def clean_username(self) -> str:
        """What can be handed to every server."""
        return _plain(self.cleaned_data["username"])

    def clean_password(self) -> str:
        """As above; copied app passwords often have spaces at their ends."""
        return _plain(self.cleaned_data["password"].strip())

    def clean(self) -> dict[str, Any] | None:
        """Only the usual ports; and a password is never given to a server that it was not typed for."""
        cleaned = super().clean() or {}
        server = f"{cleaned.get('host')}:{cleaned.get('port')}"
        if "port" in cleaned and cleaned["port"] not in {465, 587} and server not in settings.MAIL_HOSTS_ALLOWED:
            self.add_error("port", "Use 587 with STARTTLS, or 465 with TLS.")
        if not cleaned.get("password", "password" in self.errors) and (
            self.instance.pk is None or self.is_another_line
        ):
            self.add_error("password", "Type the password: it is kept for one server and one user name only.")
        return cleaned

    @property
    def is_another_line(self) -> bool:
        """Whether the server, or who signs in there, is another than before."""
        return bool({"host", "port", "security", "username"} & set(self.changed_data))


def _plain(text: str) -> str:
    if not (text.isascii() and text.isprintable()):
        raise forms.ValidationError("Only letters, digits and signs without accents can be handed to a mail server.")
    return text


class LetterForm(forms.ModelForm):
    """A draft as it is typed: nothing is required, and whatever fits is kept; with the values of its fields.

    A value comes as `value_<field>`; an empty one means that the user gives none.
    """

    subject = forms.CharField(max_length=200, required=False)
    body = forms.CharField(
        label="Message", max_length=20_000, required=False, strip=False, widget=forms.Textarea(attrs={"rows": 14})
    )

    class Meta:
        model = Message
        fields = ["via", "subject", "body"]

    def clean_subject(self) -> str:
        """A subject is one line, whatever was pasted."""
        return one_line(self.cleaned_data["subject"])

    def clean(self) -> dict[str, Any]:
        """The values too, each at most as long as a paragraph."""
        data = super().clean() or {}
        given = dict(self.instance.fields)
        for key in self.data:
            name = key.removeprefix("value_")
            if name != key and FIELD.fullmatch("{" + name + "}") and len(given) < MOST_VALUES:
                given[name] = as_value(self.data[key][:LONGEST_VALUE])
        self.instance.fields = {name: value for name, value in given.items() if value}
        return data


class ReplyForm(forms.Form):
    """What they answered, if the user pastes it."""

    text = forms.CharField(
        label="Their words", max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


class TemplateForm(forms.ModelForm):
    """A letter of the user's to begin with."""

    body = forms.CharField(label="Message", max_length=20_000, widget=forms.Textarea(attrs={"rows": 14}))

    class Meta:
        model = Template
        fields = ["kind", "name", "via", "subject", "body"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_none(self.fields["kind"], "Choose")

    def clean_subject(self) -> str:
        """A subject is one line, whatever was pasted."""
        return one_line(self.cleaned_data["subject"])
