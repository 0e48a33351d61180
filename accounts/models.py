"""The user: who signs in, where and when they live, and how they want to be reminded."""

from datetime import time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from accounts.zones import validate_zone


class UserManager(BaseUserManager["User"]):
    """Makes users whose e-mail address is their name."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A user with `email` in lower case; without a password they must reset it to sign in."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A user who may do everything in the admin site."""
        return self.create_user(email, password, **fields | {"is_staff": True, "is_superuser": True})

    def get_by_natural_key(self, username: str | None) -> "User":
        """Sign-in does not mind capitals in the address."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """One private user of this installation."""

    class Theme(models.TextChoices):
        """Which colours; by default the device decides."""

        DEVICE = "", "As the device"
        LIGHT = "light", "Light"
        DARK = "dark", "Dark"

    class Weekday(models.IntegerChoices):
        """As Python counts them."""

        MONDAY = 0, "Monday"
        TUESDAY = 1, "Tuesday"
        WEDNESDAY = 2, "Wednesday"
        THURSDAY = 3, "Thursday"
        FRIDAY = 4, "Friday"
        SATURDAY = 5, "Saturday"
        SUNDAY = 6, "Sunday"

    email = models.EmailField("e-mail", unique=True)
    name = models.CharField(max_length=150, blank=True)
    about_me = models.TextField("about me", max_length=2000, blank=True)
    time_zone = models.CharField(max_length=64, default="UTC", validators=[validate_zone])
    region = models.CharField("region of phone numbers", max_length=2, blank=True)
    theme = models.CharField(max_length=5, choices=Theme, default=Theme.DEVICE, blank=True)
    single_keys = models.BooleanField("single-key shortcuts", default=True)
    quiet_start = models.TimeField("quiet from", default=time(21))
    quiet_end = models.TimeField("quiet until", default=time(8))
    remind_early = models.BooleanField("two hours after an interview", default=True)
    remind_final = models.BooleanField("when 24 hours have passed", default=True)
    final_ignores_quiet = models.BooleanField("the 24-hour reminder may come in quiet hours", default=False)
    brief_daily = models.BooleanField("daily brief", default=False, db_default=False)
    brief_at = models.TimeField("brief at", default=time(7, 30), db_default=time(7, 30))
    plan_weekly = models.BooleanField("weekly plan", default=False, db_default=False)
    plan_day = models.PositiveSmallIntegerField("plan on", choices=Weekday, default=Weekday.MONDAY, db_default=0)
    plan_at = models.TimeField("plan at", default=time(7, 30), db_default=time(7, 30))
    other_after = models.PositiveSmallIntegerField("business days until another is asked", default=3, db_default=3)
    nudge_after = models.PositiveSmallIntegerField("days until a nudge", default=7, db_default=7)
    close_after = models.PositiveSmallIntegerField("days until a request is closed", default=14, db_default=14)
    revive_after = models.PositiveSmallIntegerField("months until it is offered again", default=6, db_default=6)
    progress_after = models.PositiveSmallIntegerField("days until a progress note", default=30, db_default=30)
    tell_after = models.PositiveSmallIntegerField("days until the introducer is told", default=3, db_default=3)
    times_after = models.PositiveSmallIntegerField("days until offered times come up again", default=3, db_default=3)
    promise_after = models.PositiveSmallIntegerField("days until a promise without a day", default=7, db_default=7)
    weekly_aim = models.PositiveSmallIntegerField("talks a week I aim for", null=True, blank=True)
    mail_refused_at = models.DateTimeField("address refused", null=True, blank=True, editable=False)
    mail_refused_reason = models.CharField(max_length=300, blank=True, editable=False)
    is_active = models.BooleanField("active", default=True)
    is_staff = models.BooleanField("may use the admin site", default=False)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)

    USERNAME_FIELD = EMAIL_FIELD = "email"
    objects = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_caseless")]

    def __str__(self) -> str:
        return self.email

    @property
    def zone(self) -> ZoneInfo:
        """The user's time zone; UTC where this machine's zone rules no longer know it."""
        try:
            return ZoneInfo(self.time_zone)
        except (ZoneInfoNotFoundError, ValueError):
            return ZoneInfo("UTC")

    @property
    def short_name(self) -> str:
        """What the user is called on screens and in greetings."""
        return self.name or self.email.partition("@")[0]
