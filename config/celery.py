"""The Celery application; its settings are the CELERY_… names in config.settings."""

import os

from celery import Celery
from celery.signals import beat_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
app = Celery("rapport")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@beat_init.connect
def tick_at_once(**_: object) -> None:
    """Look for due reminders as soon as beat starts, not one interval later."""
    app.send_task("outreach.tasks.tick", expires=app.conf.beat_schedule["tick"]["schedule"])
