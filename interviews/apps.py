"""The interviews app, which says at the start how contacts can ask it."""

from django.apps import AppConfig
from django.utils import timezone


class InterviewsConfig(AppConfig):
    """Tells contacts whom to ask what interviews say of a person (docs/adr/0005); reads what is built in."""

    name = "interviews"

    def ready(self) -> None:
        """Be asked when two contacts become one, and find a fault in the built-in files now, not on a page."""
        from accounts import clock_fields
        from contacts.actions import progress  # the models are there only now
        from interviews.actions.progress import progress_of_all, refresh_waiting
        from interviews.importing import builtin

        progress.tellers.append(lambda contacts, now: progress_of_all(contacts, now=now))
        clock_fields.followers.append(lambda user: refresh_waiting(user, now=timezone.now()))
        builtin.read_all()
