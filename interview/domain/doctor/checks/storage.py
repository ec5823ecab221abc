"""Private files: written, read by a signed link and by no other, and deleted in every version."""

import secrets
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from interview.domain.doctor.check import Check, Finding, broken, fine
from interview.integrations import aws
from interview.integrations.web import Browser, NoAnswer

FOLDER = "doctor"
OK = 200


class Storage(Check):
    name = "storage"
    title = "Private files"

    def find(self) -> Finding:
        if not settings.FILES_BUCKET:
            return self.on_disk()
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            return self.in_bucket()
        except (BotoCoreError, ClientError) as error:
            problem = aws.problem_in_words(error)
            return broken(
                f"The bucket {settings.FILES_BUCKET} refuses: {problem}.", remedy(problem)
            )

    def on_disk(self) -> Finding:
        if settings.FUNCTION_NAME:
            return broken("Files would be lost with the function.", "Set FILES_BUCKET.")
        name, content = self.put()
        try:
            with default_storage.open(name) as file:
                read = file.read()
        finally:
            default_storage.delete(name)
        if read != content:
            return broken("A file came back changed.", "Look at the disk of MEDIA_ROOT.")
        return fine("Files are kept on this machine; they are as safe as its disk.")

    def in_bucket(self) -> Finding:
        name, content = self.put()
        try:
            finding = self.read_back(name, content)
        finally:
            left = self.delete_every_version(name)
        if left:
            return broken(
                f"{left} versions of a deleted file remain: people could not be forgotten.",
                "Allow s3:ListBucketVersions and s3:DeleteObjectVersion on the bucket.",
            )
        return finding

    def put(self) -> tuple[str, bytes]:
        content = secrets.token_bytes(64)
        name = default_storage.save(f"{FOLDER}/{secrets.token_hex(8)}.txt", ContentFile(content))
        return name, content

    def read_back(self, name: str, content: bytes) -> Finding:
        link = default_storage.url(name)
        try:
            signed, plain = Browser().get(link), Browser().get(link.partition("?")[0])
        except NoAnswer as problem:
            return broken(f"Links to files lead nowhere ({problem}).", "Look at AWS_REGION.")
        if signed.status != OK or signed.body != content:
            return broken(
                f"A signed link answers {signed.status}.",
                "Look at s3:GetObject of the role, at AWS_REGION, and at the clocks.",
            )
        if plain.status == OK:
            return broken(
                "Files can be read by everybody, without a signature.",
                "Block public access of the bucket, and remove its policy for everybody.",
            )
        return fine(
            f"Bucket {settings.FILES_BUCKET}: signed links alone read it, deleting deletes."
        )

    def delete_every_version(self, name: str) -> int:
        """Delete a file for good; return how many versions are left."""
        storage: Any = default_storage
        key = "/".join(part for part in (storage.location.strip("/"), name) if part)
        storage.bucket.object_versions.filter(Prefix=key).delete()
        return sum(1 for _ in storage.bucket.object_versions.filter(Prefix=key))


def remedy(problem: str) -> str:
    """Return what to do about a refusal, by AWS's word for it."""
    if problem == "NoSuchBucket":
        return "Make it (make deploy), or give FILES_BUCKET the name of the one that is there."
    if problem in {"AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch"}:
        return "Give the role its rights on the bucket: deploy/policies/."
    return "Look whether AWS_REGION is the bucket's region, and whether S3 can be reached."
