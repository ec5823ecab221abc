"""Touches all of the web's zip that may be needed; run by `python -I -S` with nothing else at hand.

    python -I -S everything.py FOLDER

Prints what it has touched, as JSON. What is missing ends it with a traceback.
"""

import importlib
import json
import os
import pkgutil
import sys
from pathlib import Path

OURS = ("accounts", "interview", "quizzes", "grading.packages", "grading.protocol")


def modules() -> list[str]:
    """Import every module of ours, in which all imports of packages begin."""
    names = []
    for package in OURS:
        path = importlib.import_module(package).__path__
        names += [package, *(module.name for module in pkgutil.walk_packages(path, f"{package}."))]
    for name in names:
        importlib.import_module(name)
    return names


def pages() -> list[str]:
    """Load the module of every page; return their addresses."""
    from django.urls import URLPattern, get_resolver

    def walk(patterns: list, before: str = "") -> list[str]:
        found = []
        for pattern in patterns:
            address = before + str(pattern.pattern)
            if isinstance(pattern, URLPattern):
                assert callable(pattern.callback), address
                found.append(address)
            else:
                found += walk(pattern.url_patterns, address)
        return found

    return walk(get_resolver().url_patterns)


def templates() -> list[str]:
    """Compile every template, with the tags and the templates that it is made from."""
    from django.template import engines
    from django.template.utils import get_app_template_dirs

    engine = engines["django"].engine
    names = [
        path.relative_to(folder).as_posix()
        for folder in map(Path, (*engine.dirs, *get_app_template_dirs("templates")))
        for path in sorted(folder.rglob("*.html"))
        if "unfold_crispy" not in path.parts  # for an app that is not installed
    ]
    for name in names:
        engine.get_template(name)
    return names


def languages() -> list[str]:
    """Return Django's own word for yes in each language of ours."""
    from django.conf import settings
    from django.utils import formats, translation

    words = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            formats.get_format("DATE_FORMAT")
            words.append(translation.gettext("Yes"))
    return words


def services() -> list[str]:
    """Make a client of each service that we ask."""
    import boto3

    names = json.loads(os.environ["SERVICES"])
    for name in names:
        boto3.client(name, region_name="us-east-1")
    boto3.resource("s3", region_name="us-east-1")
    return names


def zones() -> list[str]:
    """Read zones of the packages themselves, which Lambda's system may lack."""
    import zoneinfo

    zoneinfo.reset_tzpath([])
    return [str(zoneinfo.ZoneInfo(name)) for name in ("UTC", "Asia/Taipei", "Europe/Berlin")]


def backends() -> list[str]:
    """Import what settings name by text."""
    from django.utils.module_loading import import_string

    names = [
        "anymail.backends.amazon_ses.EmailBackend",
        "django.core.mail.backends.smtp.EmailBackend",
        "django_tasks_db.DatabaseBackend",
        "storages.backends.s3.S3Storage",
        "zappa.handler.LambdaHandler",
    ]
    for name in names:
        import_string(name)
    import psycopg

    assert psycopg.pq.__impl__ == "binary"
    return names


def main() -> None:
    sys.path.insert(0, sys.argv[1])
    import django

    django.setup()
    touched = (modules, pages, templates, languages, services, zones, backends)
    json.dump({touch.__name__: touch() for touch in touched}, sys.stdout)


main()
