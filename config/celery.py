"""The Celery application; its settings are the CELERY_… names in config.settings."""

import os
import signal

from celery import Celery
from celery.signals import beat_init, worker_init, worker_process_init

from config.embedded import children

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
app = Celery("rapport")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@beat_init.connect
def tick_at_once(**_: object) -> None:
    """Look for due reminders as soon as beat starts, not one interval later."""
    app.send_task("outreach.tasks.tick", expires=app.conf.beat_schedule["tick"]["schedule"])


@worker_init.connect
def load_before_forking(**_: object) -> None:
    """Load once what each new pool process would else load for its first mail, two thirds of a short life."""
    from django.template.loader import get_template  # Django is set up only now
    from django.urls import reverse

    reverse("healthz")
    for kind in ("txt", "html"):
        get_template(f"emails/thank_you.{kind}")


@worker_process_init.connect
def die_with_worker(**_: object) -> None:
    """Leave no pool process behind when its worker is killed: it would wait for work for ever, or go on sending."""
    children.die_with_parent(signal.SIGKILL)
