"""The two buckets, through django-storages. Importing this loads boto3, which takes a while."""

from pathlib import PurePosixPath
from typing import Any

from botocore.config import Config
from django.contrib.staticfiles.storage import ManifestFilesMixin
from django.utils.http import content_disposition_header
from storages.backends.s3 import S3Storage

from interview.buckets import LINK_SECONDS

A_YEAR = "public, max-age=31536000, immutable"
"""For names that hold a hash. Source: RFC 8246, and RFC 9111, section 5.2.2.1."""

ASK_AGAIN = "no-cache"

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
"""What browsers insist on, whatever the uploading machine believes. Source: RFC 9239, RFC 8081."""

COMPRESSED = [TYPES[suffix] for suffix in (".css", ".js", ".json", ".svg")]
"""Texts shrink to a third. Fonts and images are compressed in themselves."""

TIMEOUTS = {"connect_timeout": 3, "read_timeout": 10, "retries": {"max_attempts": 2}}
"""Seconds. Source: a guess; whoever waits longer is better told so."""


class PatientBucket(S3Storage):
    """Waits for S3 for seconds rather than minutes."""

    def get_default_settings(self) -> dict[str, Any]:
        return {**super().get_default_settings(), "gzip_content_types": COMPRESSED}

    def __init__(self, **options: Any) -> None:
        client_config = Config(
            s3={"addressing_style": options.get("addressing_style")},
            signature_version=options.get("signature_version"),
            **TIMEOUTS,
        )
        super().__init__(client_config=client_config, **options)


class StaticBucket(PatientBucket):
    """What everybody may read: hashed names, compressed, to be kept for a year."""

    querystring_auth = False

    def get_object_parameters(self, name: str) -> dict[str, Any]:
        is_manifest = name == ManifestFilesMixin.manifest_name
        parameters = {"CacheControl": ASK_AGAIN if is_manifest else A_YEAR}
        suffix = PurePosixPath(name).suffix
        if suffix in TYPES:
            parameters["ContentType"] = TYPES[suffix]
        return parameters


class PrivateFiles(PatientBucket):
    """What only who has a link may read, and for five minutes.

    A browser saves such a file and shows nothing of it: S3 cannot send nosniff,
    so the link itself asks for a type that is never shown, and for an attachment.
    """

    def get_object_parameters(self, name: str) -> dict[str, Any]:
        return {"ServerSideEncryption": "AES256", "CacheControl": "private, no-store"}

    def url(
        self,
        name: str,
        parameters: dict[str, Any] | None = None,
        expire: int | None = None,
        http_method: str | None = None,
    ) -> str:
        as_attachment = {
            "ResponseContentDisposition": content_disposition_header(
                as_attachment=True, filename=PurePosixPath(name).name
            ),
            "ResponseContentType": "application/octet-stream",
        }
        address: str = super().url(
            name, {**(parameters or {}), **as_attachment}, expire or LINK_SECONDS, http_method
        )
        return address
