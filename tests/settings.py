"""The settings as tests see them: the real ones, read in an environment of our own.

What a developer keeps in `.env` must not change a test, so everything that
could is named here. DATABASE_URL is left to `make test`, which runs the suite
on SQLite and on PostgreSQL.
"""

import os

os.environ.update(
    ENVIRONMENT="test",
    DEBUG="false",
    SECRET_KEY="no secret: only tests use it",
    ALLOWED_HOSTS="localhost,127.0.0.1,testserver",
    # Playwright keeps an event loop in the thread of the test, and Django
    # would refuse the database there.
    DJANGO_ALLOW_ASYNC_UNSAFE="true",
)
os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")

from interview.settings import *  # noqa: F403 -- after the environment is set

# The real hasher takes 0.1 s on purpose; the cast signs in in most tests.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
