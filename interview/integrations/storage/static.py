"""Static files under names that hold a hash of their content, so that browsers keep them for good.

    collectstatic --> STATIC_ROOT, hashed, with staticfiles.json (the manifest)
                        `--> the static bucket, if there is one: what it has not yet
    a page        --> the manifest, read once per process --> an address

A function's zip carries the manifest, so a cold start asks S3 for nothing and
loads no boto3. Without it the manifest is read from the bucket, once.
"""

import gzip
import logging
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files.base import ContentFile
from django.core.files.storage import storages

logger = logging.getLogger(__name__)


class StaticFiles(ManifestStaticFilesStorage):
    """Hashed static files in STATIC_ROOT, copied to the static bucket if there is one."""

    support_js_module_import_aggregation = True  # our modules import each other

    def read_manifest(self) -> str | None:  # type: ignore[override]  # its stub forgets None
        manifest: str | None = super().read_manifest()
        if manifest is None and settings.STATIC_BUCKET:
            return read_from_bucket(self.manifest_name)
        return manifest

    def stored_name(self, name: str) -> str:
        """Return the name with its hash; without a manifest, the plain one.

        A page without its style can still be read and answered; an exception could not.
        """
        try:
            stored: str = super().stored_name(name)
        except ValueError:
            logger.warning("No manifest knows %s. Run manage.py collectstatic.", name)
            return name
        return stored

    def post_process(self, *args: Any, **kwargs: Any) -> Iterator[Any]:
        """Hash the files and write the manifest, then copy both to the bucket.

        What the bucket has under the same name has the same content. Nothing is
        deleted, for pages of the version before still ask for theirs.
        """
        yield from super().post_process(*args, **kwargs)
        if settings.STATIC_BUCKET and not kwargs.get("dry_run"):
            self.publish()

    def publish(self) -> None:
        bucket: Any = storages["static_bucket"]
        there = {summary.key for summary in bucket.bucket.objects.all()}
        missing = sorted(set(self.hashed_files.values()) - there)
        for name in missing:
            with self.open(name) as file:
                bucket.save(name, ContentFile(file.read()))
        # Last, so that whoever reads it finds all that it names.
        with self.open(self.manifest_name) as manifest:
            bucket.save(self.manifest_name, ContentFile(manifest.read()))
        logger.info("%d static files are new in the bucket.", len(missing))


def read_from_bucket(name: str) -> str | None:
    """Return a compressed text from the static bucket, None if it is not there."""
    bucket: Any = storages["static_bucket"]
    client = bucket.connection.meta.client
    try:
        answer = client.get_object(Bucket=bucket.bucket_name, Key=name)
    except client.exceptions.NoSuchKey:
        return None
    with answer["Body"] as body:
        return gzip.decompress(body.read()).decode()
