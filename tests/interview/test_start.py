"""What a start loads: each module costs every cold start, and most are needed by few."""

import os
import subprocess
import sys

from tests.architecture.sources import ROOT

LOADED_WHEN_NEEDED = frozenset(
    {"boto3", "botocore", "markdown_it", "pygments", "tomllib"}
    | {"django_tasks_db", "django_stubs_ext"}  # of the queue in the database
    | {"interview.admin.system.costs", "interview.domain.costs", "interview.domain.doctor"}
)

START = """
import sys
import django
from django.core.management import call_command
from django.urls import get_resolver

django.setup()
get_resolver().url_patterns
print(*sys.modules)
call_command("check")
"""


def test_a_function_starts_with_what_every_page_needs():
    loaded = subprocess.run(
        [sys.executable, "-c", START],
        cwd=ROOT,
        env={
            "ENV_FILE": os.devnull,
            "DJANGO_SETTINGS_MODULE": "interview.settings",
            "SECRET_KEY": "of nothing that is kept",
            "DATABASE_URL": "sqlite://:memory:",
            "TASKS": "sqs",
            "TASKS_QUEUE": "https://sqs.us-east-1.amazonaws.com/123456789012/tasks",
        },
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout.split()

    assert "quizzes.views.questions" in loaded
    assert LOADED_WHEN_NEEDED & set(loaded) == set()
