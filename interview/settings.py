"""Settings: the only file that reads the environment.

Every variable has a paragraph in docs/operations.md. Without any, the project
is in production: no debug, no mail, and it refuses to start without a secret
key and a database. `make run` writes a `.env` that says ENVIRONMENT=local.
"""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _
from environ import Env

from interview.environment import Environment

BASE_DIR = Path(__file__).resolve().parent.parent

env = Environment(os.environ)
Env.read_env(env.text("ENV_FILE", str(BASE_DIR / ".env")))  # adds what the process was not given

# Where we run

ENVIRONMENT = env.choice("ENVIRONMENT", ["local", "test", "production"], default="production")
LOCAL = ENVIRONMENT == "local"
PRODUCTION = ENVIRONMENT == "production"
DEBUG = env.yes_or_no("DEBUG", default=LOCAL)
SECRET_KEY = env.text("SECRET_KEY")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", ["127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
SITE_URL = env.text("SITE_URL", "http://127.0.0.1:8000").rstrip("/")

AWS = {
    "region": env.text("AWS_REGION", ""),
    "endpoint": env.text("AWS_ENDPOINT_URL", "").rstrip("/"),
}

# What we are made of

INSTALLED_APPS = [
    "unfold",
    "unfold.contrib.filters",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "accounts",
    "quizzes",
    "interview",
]

MIDDLEWARE = [
    "interview.middleware.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "interview.urls"
WSGI_APPLICATION = "interview.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Database. On Lambda a connection is closed after each request: an environment
# that is frozen in between would hold it, and the pooler keeps its own anyhow. So
# it is where each request has a thread of its own, as with runserver and in tests.

ON_LAMBDA = bool(env.text("AWS_LAMBDA_FUNCTION_NAME", ""))
DATABASES = {
    "default": env.database(
        "DATABASE_URL",
        None if PRODUCTION else f"sqlite:///{BASE_DIR / 'db.sqlite3'}",
        must_be_verified=PRODUCTION,
        authorities=env.text("DATABASE_CA", "system"),
        kept_seconds=60 if PRODUCTION and not ON_LAMBDA else 0,
    )
}
DATABASE_STATEMENT_TIMEOUT = timedelta(
    seconds=env.whole_number("DATABASE_STATEMENT_SECONDS", default=25, minimum=1, maximum=3600)
)

# Jobs: `immediate` grades within the request (tests), `database` leaves it to
# `manage.py work` by a table, `sqs` by queues of AWS. Messages may name these tasks only.

TASK_PATHS = [
    "interview.domain.faults.report_ungraded",
    "interview.domain.letters.send_letter",
    "interview.domain.mails.mail_invitation",
    "quizzes.domain.copies.copy_submission",
    "quizzes.domain.copies.erase_copies",
    "quizzes.domain.grading.grade_submission",
]
TASK_BACKENDS = {
    "immediate": "django.tasks.backends.immediate.ImmediateBackend",
    "database": "django_tasks_db.DatabaseBackend",
    "sqs": "interview.integrations.sqs.SqsBackend",
}
TASK_BACKEND = env.choice(
    "TASKS", TASK_BACKENDS, "immediate" if ENVIRONMENT == "test" else "database"
)
if TASK_BACKEND != "sqs":
    INSTALLED_APPS.insert(0, "django_tasks_db")  # 20 ms of a cold start; ours take its admin away
TASK_QUEUES = ["default", "containers"]
TASK_OPTIONS: dict[str, Any] = {}
if TASK_BACKEND == "sqs":
    TASK_OPTIONS = {"URLS": {"default": env.text("TASKS_QUEUE")}, "PATHS": TASK_PATHS}
    if containers_url := env.text("TASKS_QUEUE_CONTAINERS", ""):
        TASK_OPTIONS["URLS"]["containers"] = containers_url
    TASK_QUEUES = [*TASK_OPTIONS["URLS"]]
TASKS = {
    "default": {
        "BACKEND": TASK_BACKENDS[TASK_BACKEND],
        "QUEUES": TASK_QUEUES,
        "OPTIONS": TASK_OPTIONS,
    }
}

# Grading: `child` keeps a warm `python -m grading serve` beside the process,
# `lambda` invokes the function that GRADER_FUNCTION names.

GRADER = env.choice("GRADER", ["child", "lambda"], "child")
GRADER_FUNCTION = env.text("GRADER_FUNCTION", "interview-grader")
GRADER_FUNCTION_SECONDS = env.whole_number(
    "GRADER_FUNCTION_SECONDS", default=300, minimum=60, maximum=900
)
GRADER_LANGUAGES = env.words("GRADER_LANGUAGES") or None
GRADING_MINIMUM_ISOLATION = env.isolation("GRADING_MINIMUM_ISOLATION")

LAMBDA_COMMANDS = env.yes_or_no("LAMBDA_COMMANDS", default=False)

# Mail

MAILERS = {
    "default": env.mailer(
        "EMAIL_URL", "consolemail://" if LOCAL else "dummymail://", region=AWS["region"]
    )
}
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "interviews@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
ADMINS = env.words("ADMINS")
MAIL_EVENTS_TOPIC, MAIL_EVENTS_SECRET = env.both_or_neither(
    "MAIL_EVENTS_TOPIC", "MAIL_EVENTS_SECRET"
)

# The company

COMPANY_NAME = env.text("COMPANY_NAME", "Our company")
CONTACT_EMAIL = env.text("CONTACT_EMAIL", DEFAULT_FROM_EMAIL)
EXTRA_TIME_LIMIT_PERCENT = env.whole_number(
    "EXTRA_TIME_LIMIT_PERCENT", default=50, minimum=0, maximum=300
)
INVITATION_LIFETIME = timedelta(
    days=env.whole_number("INVITATION_DAYS", default=14, minimum=1, maximum=365)
)

# Language and time

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hant", "繁體中文")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env.text("TIME_ZONE", "UTC")
USE_TZ = True

# Files. Static names hold a hash in production, where browsers keep them for a year.

STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static", ("editor", BASE_DIR / "frontend" / "dist")]
MEDIA_ROOT = BASE_DIR / "media"
MEDIA_URL = "media/"
STATIC_PLACE = env.bucket("STATIC_BUCKET", **AWS)
FILES_PLACE = env.bucket("FILES_BUCKET", **AWS)
STATIC_BUCKET = STATIC_PLACE.name if STATIC_PLACE else ""
FILES_BUCKET = FILES_PLACE.name if FILES_PLACE else ""
STATIC_URL = STATIC_PLACE.address if STATIC_PLACE else "static/"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if PRODUCTION or STATIC_PLACE:
    STORAGES["staticfiles"] = {"BACKEND": "interview.integrations.storage.static.StaticFiles"}
if STATIC_PLACE:
    STORAGES["static_bucket"] = {
        "BACKEND": "interview.integrations.storage.buckets.StaticBucket",
        "OPTIONS": {**STATIC_PLACE.options(), "gzip": True},
    }
if FILES_PLACE:
    STORAGES["default"] = {
        "BACKEND": "interview.integrations.storage.buckets.PrivateFiles",
        "OPTIONS": {**FILES_PLACE.options(), "location": "uploads", "file_overwrite": False},
    }

# Safety. An answer may hold 256 KiB, and a form carries it percent-encoded,
# at most three times as long.

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 14 * 24 * 3600
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if PRODUCTION:
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

SECURE_CSP: dict[str, list[Any]] = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
if STATIC_PLACE:
    SECURE_CSP["font-src"] = [CSP.SELF]
    for directive in ("script-src", "style-src", "img-src", "font-src"):
        SECURE_CSP[directive] = [*SECURE_CSP[directive], STATIC_PLACE.address]

# Signing in

LOGIN_URL = reverse_lazy("admin:login")
LOGIN_REDIRECT_URL = reverse_lazy("admin:index")
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Logs: one line per event with codes, never a name, an address or an answer; see
# interview/logs.py. Django's own loggers pass through the same formatters.

LOG_FORMAT = env.choice("LOG_FORMAT", ["json", "lines"], "lines" if LOCAL else "json")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "interview.logs.JsonFormatter"},
        "lines": {"()": "interview.logs.LineFormatter"},
    },
    "filters": {"admin_mails": {"()": "interview.logs.AdminMails"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT},
        "admins": {
            "class": "django.utils.log.AdminEmailHandler",
            "level": "ERROR",
            "filters": ["admin_mails"],
            "reporter_class": "interview.logs.CodesOnlyReport",
        },
    },
    "loggers": {
        "interview": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "quizzes": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "django": {"handlers": ["console", "admins"], "level": "WARNING", "propagate": False},
        "django.request": {"level": "ERROR"},
        "django_tasks": {"handlers": ["console"], "level": "WARNING", "propagate": False},
    },
}

# What we use, and what it may cost. Lambda names the function and its memory by itself.

FUNCTION_NAME = env.text("AWS_LAMBDA_FUNCTION_NAME", "")
FUNCTION_MEMORY_MB = env.whole_number(
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", default=0, minimum=0, maximum=10240
)
DEPLOYMENT, _dash, STAGE = FUNCTION_NAME.rpartition("-")
DEPLOYMENT = DEPLOYMENT or "interview"
COST_CAP = env.whole_number("COST_CAP", default=0, minimum=0, maximum=1_000_000)
COST_FIXED = env.whole_number("COST_FIXED", default=0, minimum=0, maximum=1_000_000)
NOTES_USE = ENVIRONMENT != "test"

# The admin's look; interview/admin/navigation.py says what its sidebar holds.

UNFOLD = {
    "SITE_TITLE": COMPANY_NAME,
    "SITE_HEADER": COMPANY_NAME,
    "SITE_SUBHEADER": _("Interviews"),
    "SITE_SYMBOL": "quiz",
    "SITE_URL": reverse_lazy("admin:index"),
    "SHOW_HISTORY": False,  # what happened to a candidate is in the log of the result page
    "SHOW_VIEW_ON_SITE": False,
    "SHOW_BACK_BUTTON": True,
    "BORDER_RADIUS": "8px",
    "DASHBOARD_CALLBACK": "interview.admin.dashboard.dashboard",
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": lambda _: static("favicon.svg")}
    ],
    "STYLES": [lambda _: static("admin_pages/base.css")],
    "SCRIPTS": [lambda _: static("admin_pages/base.js")],
    "SIDEBAR": {"navigation": "interview.admin.navigation.navigation"},
    # The petrol of the candidates' pages. White on 600 has a contrast of 5.8 : 1, and 500 on
    # the dark paper 6.4 : 1; WCAG 2.2, 1.4.3 asks for 4.5.
    "COLORS": {
        "primary": {
            "50": "oklch(97.5% .013 205)",
            "100": "oklch(94.5% .03 205)",
            "200": "oklch(89% .055 205)",
            "300": "oklch(82% .085 205)",
            "400": "oklch(75% .1 205)",
            "500": "oklch(68% .1 205)",
            "600": "oklch(50% .085 210)",
            "700": "oklch(44% .075 212)",
            "800": "oklch(38% .06 214)",
            "900": "oklch(33% .05 216)",
            "950": "oklch(24% .04 218)",
        },
    },
}
