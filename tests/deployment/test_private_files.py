"""A private file: with its link for a while, without it not at all."""

from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.request import ProxyHandler, build_opener

import pytest
from django.core.files.base import ContentFile

from interview.buckets import Bucket
from interview.integrations.storage.buckets import PrivateFiles
from tests.deployment.emulator import Emulator, running_emulator
from tests.journeys.buckets import make_files_bucket

pytestmark = pytest.mark.deployment

BUCKET = "interview-files-123456789012"
PAGE = b"<script>alert(1)</script>"

ask = build_opener(ProxyHandler({})).open  # no proxy: it is on this machine


@pytest.fixture(scope="module")
def emulator() -> Iterator[Emulator]:
    with running_emulator() as emulator:
        make_files_bucket(emulator, BUCKET)
        yield emulator


@pytest.fixture
def files(emulator: Emulator) -> PrivateFiles:
    options = Bucket(BUCKET, emulator.region, emulator.endpoint_url).options()
    return PrivateFiles(
        **options, access_key="test", secret_key="test", location="uploads", file_overwrite=False
    )


def test_who_has_the_link_saves_the_file_and_is_shown_nothing(files):
    name = files.save("a page.html", ContentFile(PAGE))

    with ask(files.url(name)) as answer:
        assert answer.read() == PAGE
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["Content-Disposition"] == 'attachment; filename="a page.html"'


def test_without_a_link_that_still_works_nobody_reads_it(files, emulator):
    name = files.save("secret.txt", ContentFile(b"secret"))
    bare = f"{emulator.endpoint_url}/{BUCKET}/uploads/{name}"
    for_another = files.url("other.txt").replace("other.txt", name)

    for address in (bare, for_another):
        with pytest.raises(HTTPError, match="403"):
            ask(address)


def test_a_second_file_of_a_name_takes_nothing_away_from_the_first(files):
    first, second = (files.save("cv.txt", ContentFile(text)) for text in (b"one", b"two"))

    assert first != second
    with files.open(first) as file:
        assert file.read() == b"one"
