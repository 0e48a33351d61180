"""The one settings file, driven by the environment (.env.example lists the names)."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from config import environment
from config.embedded import paths

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("RAPPORT_DATA") or BASE_DIR / "var").absolute()
PRODUCTION = environment.boolean("RAPPORT_PRODUCTION", default=False)
DEBUG = False

# --- where it answers
HOST, PORT = os.environ.get("HOST") or "127.0.0.1", int(environment.number("PORT", default=8000))
SITE_URL = environment.required("SITE_URL") if PRODUCTION else os.environ.get("SITE_URL") or f"http://{HOST}:{PORT}"
SITE_URL = SITE_URL.rstrip("/")
SECRET_KEY = (
    environment.required("SECRET_KEY")
    if PRODUCTION
    else os.environ.get("SECRET_KEY") or environment.kept_secret(DATA_DIR / "secret.key")
)
ALLOWED_HOSTS = [
    urlsplit(SITE_URL).hostname or "",
    "localhost",
    "127.0.0.1",
    "[::1]",
    *environment.words("ALLOWED_HOSTS"),
]
if not PRODUCTION and HOST in {"0.0.0.0", "::"}:  # noqa: S104  the person asked for every interface
    ALLOWED_HOSTS.append("*")

INSTALLED_APPS = [
    "config",
    "accounts",
    "contacts",
    "interviews",
    "outreach",
    "allauth",
    "allauth.account",
    "config.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "django_htmx",
    "template_partials",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.middleware.LoginRequiredMiddleware",
    "config.middleware.VaryOnHtmxMiddleware",
    "config.middleware.RefusedFormMiddleware",
    "config.middleware.TimeZoneMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.frame",
            ],
            "builtins": ["template_partials.templatetags.partials", "accounts.templatetags.rapport"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- servers
DATABASE_URL = environment.required("DATABASE_URL") if PRODUCTION else os.environ.get("DATABASE_URL")
REDIS_URL = environment.required("REDIS_URL") if PRODUCTION else os.environ.get("REDIS_URL")
EMBEDDED_POSTGRES, EMBEDDED_VALKEY = not DATABASE_URL, not REDIS_URL
DATABASES = {"default": environment.database(DATABASE_URL or paths.database_url(DATA_DIR))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Rate limits live in Postgres, so that sign-in does not fall with the broker (docs/adr/0002).
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # at 300, the default, a flood of names would wash the counts away
    }
}

# --- work in the background: Celery carries hints, Postgres holds what is due (docs/adr/0001)
TICK_SECONDS = environment.number("RAPPORT_TICK_SECONDS", default=30)
LEASE_SECONDS = environment.number("RAPPORT_LEASE_SECONDS", default=120)
RETRY_SCALE = environment.number("RAPPORT_RETRY_SCALE", default=1)
CELERY_BROKER_URL = environment.broker(REDIS_URL or paths.redis_url(DATA_DIR))
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_timeout": 5,
    "socket_connect_timeout": 5,
    "socket_keepalive": True,
    "unacked_restore_throttle": 1,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker outlasts a broker, however long that is away
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = False  # the lease brings the work back; a poison row must not loop
CELERY_TASK_SOFT_TIME_LIMIT, CELERY_TASK_TIME_LIMIT = LEASE_SECONDS * 0.75, LEASE_SECONDS * 0.92
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 400_000
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 20
CELERY_TIMEZONE = "UTC"
# Senders go on as long as something waits; in a queue of their own they cannot keep a tick out.
CELERY_TASK_QUEUES: dict[str, dict[str, str]] = {"celery": {}, "mail": {}}
CELERY_TASK_ROUTES = {"outreach.tasks.send_deliveries": {"queue": "mail"}}
TICK_LIVES = max(TICK_SECONDS * 0.8, 5)  # so that ticks do not pile up, and not each is too late on a busy machine
CELERY_BEAT_SCHEDULE = {
    "trash": {"task": "outreach.tasks.empty_trash", "schedule": 3600, "options": {"expires": 3000}},
    "tick": {"task": "outreach.tasks.tick", "schedule": TICK_SECONDS, "options": {"expires": TICK_LIVES}},
    **{
        name: {"task": f"contacts.tasks.{task}", "schedule": TICK_SECONDS, "options": {"expires": TICK_LIVES}}
        for name, task in {
            "changes": "resume_changes",
            "imports": "resume_imports",
            "merging": "resume_merging",
        }.items()
    },
}

# --- mail
EMAIL_URL = environment.required("EMAIL_URL") if PRODUCTION else os.environ.get("EMAIL_URL")
MAIL_FOLDER = DATA_DIR / "mail"  # where mail goes on a machine without an SMTP server
EMAIL_BACKEND = "outreach.actions.smtp.EmailBackend" if EMAIL_URL else "accounts.mail.EmailBackend"
EMAIL_TIMEOUT = environment.number("RAPPORT_SMTP_TIMEOUT", default=30)
for _name, _value in environment.email(EMAIL_URL).items() if EMAIL_URL else ():
    globals()[_name] = _value
DEFAULT_FROM_EMAIL = SERVER_EMAIL = (
    os.environ.get("DEFAULT_FROM_EMAIL") or f"Rapport <rapport@{urlsplit(SITE_URL).hostname}>"
)
# The users' own accounts, through which letters are sent from here: the keys of their passwords, the newest first, and
# servers (name:port) that may be reached although they are in this house or at another port than 465 and 587.
MAIL_KEYS = environment.mail_keys("RAPPORT_MAIL_KEYS")
if not (MAIL_KEYS or PRODUCTION):
    MAIL_KEYS = [environment.kept_secret(DATA_DIR / "mail.key", environment.new_mail_key)]
MAIL_HOSTS_ALLOWED = environment.words("RAPPORT_MAIL_HOSTS_ALLOWED")

# --- who may come in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 10}  # type: ignore[assignment]
LOGIN_URL, LOGIN_REDIRECT_URL = "account_login", "/"
ACCOUNT_ADAPTER = "accounts.entrance.AccountAdapter"
ACCOUNT_FORMS = {
    name: f"accounts.entrance.{form}"
    for name, form in {
        "login": "LoginForm",
        "signup": "SignupForm",
        "add_email": "AddEmailForm",
        "change_password": "ChangePasswordForm",
        "set_password": "SetPasswordForm",
        "reset_password": "ResetPasswordForm",
        "reset_password_from_key": "ResetPasswordKeyForm",
        "reauthenticate": "ReauthenticateForm",
    }.items()
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.SignupForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ALLAUTH_TRUSTED_PROXY_COUNT = int(environment.number("TRUSTED_PROXY_COUNT", default=0))

# --- language, time, files
LANGUAGE_CODE, USE_I18N = "en-gb", False
TIME_ZONE, USE_TZ = "UTC", True
STATIC_URL, STATIC_ROOT = "static/", BASE_DIR / ".static"
ASSETS_DIR = BASE_DIR / ".assets"  # made by build_assets
STATICFILES_DIRS = [BASE_DIR / "static", ASSETS_DIR]
FILE_UPLOAD_HANDLERS = [
    "accounts.uploads.CutOffHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.storages.StaticFiles"},
}

# --- what a browser may do
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        **{
            name: ["'self'"]
            for name in ("script-src", "style-src", "img-src", "font-src", "connect-src", "manifest-src", "form-action")
        },
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_COOKIE_HTTPONLY = SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_FAILURE_VIEW = "config.views.csrf_failure"
if PRODUCTION:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    SECURE_SSL_REDIRECT = environment.boolean("SECURE_SSL_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = ["^healthz", "^readyz"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
    SECURE_HSTS_SECONDS, SECURE_HSTS_INCLUDE_SUBDOMAINS, SECURE_HSTS_PRELOAD = 31_536_000, True, True

# --- logs: ids, never names, addresses or bodies; no token that stands in a path
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(levelname)s %(name)s %(message)s"}},
    "filters": {"tokens": {"()": "config.logs.MaskTokens"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["tokens"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
