"""The interviews app, which says at the start how contacts can ask it."""

from django.apps import AppConfig


class InterviewsConfig(AppConfig):
    """Tells contacts whom to ask what interviews say of a person (docs/adr/0005)."""

    name = "interviews"

    def ready(self) -> None:
        """Be asked when two contacts become one."""
        from contacts.actions import progress  # the models are there only now
        from interviews.actions.progress import progress_of

        progress.tellers.append(lambda contact, now: progress_of(contact, now=now))
