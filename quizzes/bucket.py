"""The bucket that holds a copy of each submission, outside the database and its backups.

Objects are written once: a second write of the same key is refused by S3 itself,
and then compared. Versions may exist nevertheless, made by whoever else has
rights on the bucket, so erasing removes every one of them and their markers.
"""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.files.storage import storages

MOST_AT_ONCE = 1000
"""Source: S3's API reference, DeleteObjects."""


class BucketUnavailable(Exception):
    """The bucket did not do what it was asked; the message says why, without any content."""


class CopyDiffers(Exception):
    """The bucket holds something else under this key, which nobody should have written."""


def is_configured() -> bool:
    return bool(settings.FILES_BUCKET)


def write_once(*, key: str, content: bytes, sha256: bytes) -> None:
    """Keep a JSON document under a key, encrypted. A second call changes nothing.

    S3 computes the SHA-256 itself and refuses what arrived damaged.

    Raises:
        BucketUnavailable: it is not kept, or may not be.
        CopyDiffers: the key is taken by something else.
    """
    checksum = base64.b64encode(sha256).decode()
    with _s3() as s3:
        try:
            s3.put_object(
                Bucket=settings.FILES_BUCKET,
                Key=key,
                Body=content,
                ContentType="application/json",
                ChecksumSHA256=checksum,
                Metadata={"sha256": sha256.hex()},
                ServerSideEncryption="AES256",
                IfNoneMatch="*",
            )
        except s3.exceptions.ClientError as error:
            if error.response["Error"]["Code"] != "PreconditionFailed":
                raise
            head = s3.head_object(Bucket=settings.FILES_BUCKET, Key=key)
            if head["Metadata"].get("sha256") != sha256.hex():
                raise CopyDiffers(key) from None


def delete_every_version(*, prefix: str) -> int:
    """Delete all objects below a prefix in every version; return how many there were.

    Delete markers count too.

    Raises:
        BucketUnavailable: something may be left.
    """
    deleted = 0
    with _s3() as s3:
        pages = s3.get_paginator("list_object_versions").paginate(
            Bucket=settings.FILES_BUCKET,
            Prefix=prefix,
            PaginationConfig={"PageSize": MOST_AT_ONCE},
        )
        for page in pages:
            found = [
                {"Key": one["Key"], "VersionId": one["VersionId"]}
                for kind in ("Versions", "DeleteMarkers")
                for one in page.get(kind, ())
            ]
            if not found:
                continue
            answer = s3.delete_objects(
                Bucket=settings.FILES_BUCKET, Delete={"Objects": found, "Quiet": True}
            )
            if errors := answer.get("Errors"):
                raise BucketUnavailable(f"{len(errors)} not deleted: {errors[0]['Code']}")
            deleted += len(found)
    return deleted


@contextmanager
def _s3() -> Iterator[Any]:
    """Lend S3's client, with the timeouts of our storage, and give every failure one name."""
    from boto3.exceptions import Boto3Error
    from botocore.exceptions import BotoCoreError, ClientError

    if not is_configured():
        raise BucketUnavailable("The setting FILES_BUCKET names none.")
    storage: Any = storages["default"]
    try:
        yield storage.connection.meta.client
    except ClientError as error:
        code, operation = error.response["Error"]["Code"], error.operation_name
        raise BucketUnavailable(f"{operation} was answered with {code}.") from error
    except (BotoCoreError, Boto3Error) as error:
        raise BucketUnavailable(f"{type(error).__name__}: {error}") from error
