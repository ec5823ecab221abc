"""Static files from a bucket on another origin: modules, styles and fonts, in a real Chromium."""

import gzip
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from playwright.sync_api import Page, expect

from tests.architecture.sources import ROOT
from tests.deployment.emulator import Emulator, running_emulator
from tests.factories import ECHO
from tests.journeys.buckets import make_static_bucket
from tests.journeys.sitting import Sitting
from tests.read_settings import lend, read_settings

pytestmark = [pytest.mark.deployment, pytest.mark.django_db(transaction=True)]

BUCKET = "interview-static-123456789012"
HASHED = re.compile(r"\.[0-9a-f]{12}(\.\w+)?$")


@pytest.fixture(scope="module")
def emulator() -> Iterator[Emulator]:
    with running_emulator() as emulator:
        yield emulator


@pytest.fixture(scope="module")
def s3(emulator: Emulator, live_server: Any) -> Any:
    return make_static_bucket(emulator, BUCKET, origin=live_server.url)


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the first test that needs them collects the files for all."""
    return tmp_path_factory.mktemp("collected")


@pytest.fixture
def published(
    s3: Any, emulator: Emulator, settings: Any, collected: Path, monkeypatch: pytest.MonkeyPatch
) -> Any:
    """The static files, collected and copied to the bucket; the site's pages name them."""
    environment = emulator.environment()
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, environment[name])
    read = read_settings(
        STATIC_BUCKET=BUCKET, AWS_REGION=emulator.region, AWS_ENDPOINT_URL=emulator.endpoint_url
    )
    settings.STATIC_ROOT = collected
    lend(settings, read, "STATIC_BUCKET", "STATIC_URL", "STORAGES", "SECURE_CSP")
    if not (collected / "staticfiles.json").exists():
        call_command("collectstatic", interactive=False, verbosity=0)
    return s3


def objects(s3: Any) -> dict[str, Any]:
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=BUCKET)
    return {one["Key"]: one["LastModified"] for page in pages for one in page.get("Contents", ())}


def test_the_bucket_holds_hashed_names_that_browsers_keep_for_a_year(published):
    style = staticfiles_storage.stored_name("quizzes/question.css")
    drawing = staticfiles_storage.stored_name("favicon.svg")
    font = staticfiles_storage.stored_name("unfold/fonts/inter/Inter-Bold.woff2")
    kept = "public, max-age=31536000, immutable"

    def served(name: str) -> tuple[str, str, str | None]:
        head = published.head_object(Bucket=BUCKET, Key=name)
        return head["ContentType"], head["CacheControl"], head.get("ContentEncoding")

    assert [name for name in objects(published) if not HASHED.search(name)] == ["staticfiles.json"]
    assert served(style) == ("text/css; charset=utf-8", kept, "gzip")
    assert served(drawing) == ("image/svg+xml", kept, "gzip")
    assert served(font) == ("font/woff2", kept, None)
    assert served("staticfiles.json") == ("application/json", "no-cache", "gzip")


def test_every_module_imports_others_by_their_hashed_names(published):
    there = objects(published)
    imports = re.compile(rb"""(?:\bfrom|\bimport|\bimport\()\s*["'](\.[^"']+)["']""")
    modules = [name for name in there if name.startswith(("editor/", "quizzes/"))]

    imported = {
        normpath(join(dirname(name), path.decode()))
        for name in modules
        if name.endswith(".js")
        for path in imports.findall(
            gzip.decompress(published.get_object(Bucket=BUCKET, Key=name)["Body"].read())
        )
    }

    assert len(imported) > 15
    assert imported - set(there) == set()


def test_collecting_again_copies_only_what_is_new(published):
    before = objects(published)

    call_command("collectstatic", interactive=False, verbosity=0)

    after = objects(published)
    assert {name for name in after if after[name] != before.get(name)} <= {"staticfiles.json"}


def test_a_page_with_the_manifest_at_hand_needs_no_boto3(published, settings, emulator):
    """A cold start reads one file; importing boto3 would take longer than the page."""
    question = (
        "import sys, django\n"
        "from django.conf import settings\n"
        f"settings.STATIC_ROOT = {str(settings.STATIC_ROOT)!r}\n"
        "django.setup()\n"
        "from django.templatetags.static import static\n"
        "print(static('base.css'), 'boto3' in sys.modules)\n"
    )
    cold = subprocess.run(
        [sys.executable, "-c", question],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "interview.settings",
            "ENV_FILE": os.devnull,
            "SECRET_KEY": "x" * 50,
            "DATABASE_URL": "sqlite://:memory:",
            "STATIC_BUCKET": BUCKET,
            "AWS_REGION": emulator.region,
        },
        capture_output=True,
        text=True,
        check=True,
    )

    address = f"https://{BUCKET}.s3.us-east-1.amazonaws.com/"
    assert cold.stdout == f"{address}{staticfiles_storage.stored_name('base.css')} False\n"


def test_without_a_manifest_at_hand_the_buckets_is_read(published, settings, tmp_path):
    wanted = staticfiles_storage.url("base.css")

    settings.STATIC_ROOT = tmp_path / "nothing-was-collected-here"

    assert staticfiles_storage.url("base.css") == wanted
    assert HASHED.search(wanted)


def test_a_candidate_answers_a_question_with_files_from_the_bucket(
    published, link: str, page: Page, emulator: Emulator
):
    from_bucket: set[str] = set()
    page.on("response", lambda response: from_bucket.add(response.url))
    sitting = Sitting(page)

    sitting.open(link)
    sitting.start()
    sitting.go_to("Echo")
    sitting.type_code(ECHO)

    expect(sitting.submit()).to_have_text("1 of 1 sample passed")
    static = {url for url in from_bucket if "/static/" in url or BUCKET in url}
    assert {url.startswith(f"{emulator.endpoint_url}/{BUCKET}/") for url in static} == {True}
    assert {"editor", "question", "base"} <= {
        url.rpartition("/")[2].partition(".")[0] for url in static
    }
    # `troubles` fails this test over anything that the policy or CORS refused.
