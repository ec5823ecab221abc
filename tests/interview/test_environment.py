"""A wrong setting stops the start with its name."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from grading.sandbox.layers import LEVELS
from interview.environment import ISOLATION_LEVELS, Environment

PRODUCTION = {"SECRET_KEY": "x" * 50, "DATABASE_URL": "postgresql://u:p@localhost/n"}


def start(**variables):
    """Return what `manage.py check` answers when started with these variables only."""
    return subprocess.run(
        [sys.executable, "-c", "import interview.settings as s; print(s.DEBUG, s.MAILERS)"],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "ENV_FILE": os.devnull, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_settings_nothing_runs_in_debug_and_no_mail_leaves():
    started = start(**PRODUCTION)

    assert started.stdout == (
        "False {'default': {'BACKEND': 'django.core.mail.backends.dummy.EmailBackend',"
        " 'OPTIONS': {}}}\n"
    )


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({}, "SECRET_KEY is not set"),
        ({"SECRET_KEY": "x"}, "DATABASE_URL is not set"),
        ({**PRODUCTION, "ENVIRONMENT": "prod"}, "ENVIRONMENT is 'prod'"),
        ({**PRODUCTION, "DEBUG": "maybe"}, "DEBUG is 'maybe'"),
        ({**PRODUCTION, "DATABASE_URL": "mysql://x"}, "DATABASE_URL is not understood"),
        ({**PRODUCTION, "EMAIL_URL": "pigeon://x"}, "EMAIL_URL is not understood"),
        ({**PRODUCTION, "TASKS": "celery"}, "TASKS is 'celery'"),
        ({**PRODUCTION, "GRADER": "judge0"}, "GRADER is 'judge0'"),
        ({**PRODUCTION, "INVITATION_DAYS": "two"}, "INVITATION_DAYS is 'two'"),
        ({**PRODUCTION, "INVITATION_DAYS": "0"}, "INVITATION_DAYS is 0"),
        ({**PRODUCTION, "FILES_BUCKET": "files"}, "AWS_REGION is not set"),
        (
            {**PRODUCTION, "STATIC_BUCKET": "a.b", "AWS_REGION": "us-east-1"},
            "STATIC_BUCKET is 'a.b'",
        ),
        ({**PRODUCTION, "MAIL_EVENTS_TOPIC": "arn:x"}, "MAIL_EVENTS_SECRET is not set"),
    ],
)
def test_a_wrong_value_is_refused_by_name(variables, named):
    started = start(**variables)

    assert started.returncode == 1
    assert f"ImproperlyConfigured: {named}" in started.stderr


def test_an_smtp_address_becomes_a_mailer_with_encryption():
    mailer = Environment({"EMAIL_URL": "smtp+tls://me:secret@mail.example:587"}).mailer(
        "EMAIL_URL", "dummymail://", region=""
    )

    assert mailer["BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"
    assert mailer["OPTIONS"] == {
        "host": "mail.example",
        "port": 587,
        "username": "me",
        "password": "secret",
        "use_tls": True,
        "use_ssl": False,
        "timeout": 10,
    }


def test_amazons_mail_service_is_named_by_its_region():
    mailer = Environment({"EMAIL_URL": "ses://eu-west-1?configuration_set=interview"}).mailer(
        "EMAIL_URL", "dummymail://", region="us-east-1"
    )

    assert mailer == {
        "BACKEND": "anymail.backends.amazon_ses.EmailBackend",
        "OPTIONS": {
            "client_params": {
                "region_name": "eu-west-1",
                "config": {"connect_timeout": 10, "read_timeout": 10},
            },
            "configuration_set_name": "interview",
        },
    }


def test_words_are_split_at_commas():
    environment = Environment({"HOSTS": " a.example, b.example ,"})

    assert environment.words("HOSTS") == ["a.example", "b.example"]
    assert environment.words("OTHERS", ["c"]) == ["c"]


def test_a_choice_is_one_of_those_offered():
    with pytest.raises(ImproperlyConfigured, match="must be one of a, b"):
        Environment({"X": "c"}).choice("X", ["a", "b"])


def test_levels_of_isolation_are_those_of_the_grader():
    assert ISOLATION_LEVELS == LEVELS


def test_a_level_of_isolation_may_be_asked_for_each_language():
    asked = Environment({"MINIMUM": "filtered,java=contained"}).isolation("MINIMUM")

    assert asked == "filtered,java=contained"
    with pytest.raises(ImproperlyConfigured, match="'java=strong'"):
        Environment({"MINIMUM": "filtered,java=strong"}).isolation("MINIMUM")
