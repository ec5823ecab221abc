"""Where buckets are, what the policy says of them, and links to private files."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.test.utils import override_settings
from django.utils.csp import CSP

from interview.admin.addresses import relaxed_policy
from interview.buckets import Bucket, NameRefused
from interview.integrations.storage.buckets import PrivateFiles
from interview.integrations.storage.static import StaticFiles
from tests.architecture.test_templates import TEMPLATES
from tests.read_settings import read_settings

STATIC = "https://static-1.s3.eu-west-1.amazonaws.com/"


def test_a_bucket_has_its_regional_address():
    assert Bucket("static-1", "eu-west-1").address == STATIC
    assert Bucket("b-1", "cn-north-1").address == "https://b-1.s3.cn-north-1.amazonaws.com.cn/"
    assert Bucket("b-1", "x", "http://127.0.0.1:9").address == "http://127.0.0.1:9/b-1/"


@pytest.mark.parametrize("name", ["with.dots", "Capital", "ab", "-b1", "a/b", "*", "x" * 64])
def test_a_name_that_would_widen_the_policy_or_break_tls_is_refused(name):
    with pytest.raises(NameRefused):
        Bucket(name, "eu-west-1")


def test_the_policy_lets_in_that_bucket_and_nothing_else():
    without = read_settings()["SECURE_CSP"]

    read = read_settings(STATIC_BUCKET="static-1", FILES_BUCKET="files-1", AWS_REGION="eu-west-1")

    assert read["STATIC_URL"] == STATIC
    assert read["SECURE_CSP"] == {
        **without,
        "script-src": [CSP.SELF, STATIC],
        "style-src": [CSP.SELF, CSP.NONCE, STATIC],
        "img-src": [CSP.SELF, "data:", STATIC],
        "font-src": [CSP.SELF, STATIC],
    }
    with override_settings(SECURE_CSP=read["SECURE_CSP"]):
        assert relaxed_policy()["font-src"] == [CSP.SELF, STATIC]


def test_every_static_file_that_a_template_names_is_there():
    names = {
        name
        for path in TEMPLATES
        for name in re.findall(r"""{% static ['"]([^'"]+)['"]""", path.read_text())
    }

    assert len(names) > 10
    assert {name for name in names if finders.find(name) is None} == set()


def test_a_page_without_a_manifest_is_served_with_plain_names(settings, tmp_path):
    assert StaticFiles(tmp_path, "/static/").url("base.css") == "/static/base.css"


def private_files() -> PrivateFiles:
    options = Bucket("files-1", "eu-west-1").options()
    return PrivateFiles(**options, access_key="test", secret_key="test", location="uploads")


def test_a_link_to_a_private_file_is_short_regional_and_saves_it():
    link = urlsplit(private_files().url('a "résumé".html'))
    query = {name: values[0] for name, values in parse_qs(link.query).items()}

    assert link.netloc == "files-1.s3.eu-west-1.amazonaws.com"
    assert query["X-Amz-Algorithm"] == "AWS4-HMAC-SHA256"
    assert query["X-Amz-Expires"] == "300"
    assert query["X-Amz-Credential"].split("/")[2:] == ["eu-west-1", "s3", "aws4_request"]
    assert query["response-content-type"] == "application/octet-stream"
    assert query["response-content-disposition"].startswith("attachment; filename")


def test_a_private_file_is_encrypted_and_kept_by_no_cache():
    parameters = private_files()._get_write_parameters("a.html", ContentFile(b""))

    assert parameters["ServerSideEncryption"] == "AES256"
    assert parameters["CacheControl"] == "private, no-store"
    assert "ACL" not in parameters
