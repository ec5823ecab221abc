"""Buckets: encrypted, versioned, nobody else's."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from deploy.aws import found
from deploy.deployment import Deployment
from deploy.errors import NameTaken
from deploy.ownership import Owned, Tags, as_tags
from deploy.plan import Differences, Resource

WITHOUT_LOCATION = "us-east-1"
"""The one region that must not be named. Source: CreateBucket in the Amazon S3 API Reference."""

DELETED_AT_ONCE = 1000  # Source: DeleteObjects in the Amazon S3 API Reference.

type Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Aspect:
    """One side of a bucket: how it is asked for and set, and what is wanted."""

    words: str
    wanted: Json | str
    ask: str
    tell: str
    argument: str
    pick: Callable[[Json], Any]


class Bucket(Owned):
    """A bucket and all that is set on it."""

    kind = "bucket"

    def __init__(self, deployment: Deployment, purpose: str, *, expire: Json) -> None:
        """``expire`` is a lifecycle rule's own part: what goes, after how many days."""
        self.deployment = deployment
        self.name = deployment.names.bucket(purpose)
        self.expire = expire

    @property
    def s3(self) -> Any:
        return self.deployment.client("s3")

    def access_block(self) -> Json:
        return {
            "BlockPublicAcls": True,
            "IgnorePublicAcls": True,
            "BlockPublicPolicy": True,
            "RestrictPublicBuckets": True,
        }

    def aspects(self) -> list[Aspect]:
        """Return all that is wanted, in the order in which it must be set."""
        rule = {
            "ID": "old",
            "Status": "Enabled",
            "Filter": {"Prefix": ""},
            "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 7},
            **self.expire,
        }
        encryption = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}
        return [
            Aspect(
                "who may not be let in",
                self.access_block(),
                "get_public_access_block",
                "put_public_access_block",
                "PublicAccessBlockConfiguration",
                lambda answer: answer["PublicAccessBlockConfiguration"],
            ),
            Aspect(
                "its versions",
                {"Status": "Enabled"},
                "get_bucket_versioning",
                "put_bucket_versioning",
                "VersioningConfiguration",
                lambda answer: {"Status": answer.get("Status")},
            ),
            Aspect(
                "its encryption",
                {"Rules": [encryption]},
                "get_bucket_encryption",
                "put_bucket_encryption",
                "ServerSideEncryptionConfiguration",
                lambda answer: {
                    "Rules": [
                        {name: rule[name] for name in encryption if name in rule}
                        for rule in answer["ServerSideEncryptionConfiguration"]["Rules"]
                    ]
                },
            ),
            Aspect(
                "what expires when",
                {"Rules": [rule]},
                "get_bucket_lifecycle_configuration",
                "put_bucket_lifecycle_configuration",
                "LifecycleConfiguration",
                lambda answer: {"Rules": answer["Rules"]},
            ),
        ]

    def differences(self) -> Differences | None:
        if not self.exists():
            return None
        different = [aspect.words for aspect in self.aspects() if not self._is_as_wanted(aspect)]
        return different + ([] if self._has_our_tags() else ["its tags"])

    def _has_our_tags(self) -> bool:
        return self.deployment.names.tags.items() <= self._tags().items()

    def exists(self) -> bool:
        """Raises NameTaken when the bucket is another account's or in another region."""
        owner = self.deployment.names.account
        try:
            answer = found(self.s3.head_bucket, Bucket=self.name, ExpectedBucketOwner=owner)
        except ClientError as error:
            status = error.response["ResponseMetadata"]["HTTPStatusCode"]
            if status in (301, 403):
                raise NameTaken(
                    f"Bucket {self.name} is there and not ours to use: it is in another region or"
                    " another account, or your right s3:ListBucket on it is missing. Choose"
                    " another `name` in the deployment's settings if it is not yours."
                ) from error
            raise
        return answer is not None

    def tags(self) -> Tags | None:
        """Return the bucket's tags; None also for one without tags in which nothing ever was.

        That is what an earlier run leaves when it is interrupted between making and tagging.
        """
        if not self.exists():
            return None
        tags = self._tags()
        if not tags and "Versions" not in self.s3.list_object_versions(Bucket=self.name, MaxKeys=1):
            return None
        return tags

    def _tags(self) -> Tags:
        answer = found(self.s3.get_bucket_tagging, Bucket=self.name)
        return as_tags(answer["TagSet"] if answer else ())

    def settle(self) -> None:
        if not self.exists():
            region = self.deployment.names.region
            place = {"CreateBucketConfiguration": {"LocationConstraint": region}}
            self.s3.create_bucket(Bucket=self.name, **({} if region == WITHOUT_LOCATION else place))
        if not self._has_our_tags():
            tags = {**self._tags(), **self.deployment.names.tags}  # the company's own stay
            pairs = [{"Key": key, "Value": value} for key, value in tags.items()]
            self.s3.put_bucket_tagging(Bucket=self.name, Tagging={"TagSet": pairs})
        for aspect in self.aspects():
            if not self._is_as_wanted(aspect):
                words: dict[str, Any] = {aspect.argument: aspect.wanted}
                getattr(self.s3, aspect.tell)(Bucket=self.name, **words)

    def remove(self) -> None:
        """Delete the bucket with all that is in it, in every version."""
        if not self.exists():
            return
        for page in self.s3.get_paginator("list_object_versions").paginate(Bucket=self.name):
            versions = [*page.get("Versions", ()), *page.get("DeleteMarkers", ())]
            objects = [{"Key": one["Key"], "VersionId": one["VersionId"]} for one in versions]
            for start in range(0, len(objects), DELETED_AT_ONCE):
                some = objects[start : start + DELETED_AT_ONCE]
                self.s3.delete_objects(Bucket=self.name, Delete={"Objects": some, "Quiet": True})
        self.s3.delete_bucket(Bucket=self.name)

    def _is_as_wanted(self, aspect: Aspect) -> bool:
        answer = found(getattr(self.s3, aspect.ask), Bucket=self.name)
        return answer is not None and aspect.pick(answer) == aspect.wanted


class PublicBucket(Bucket):
    """A bucket whose objects everybody may read, and whose list nobody gets."""

    def access_block(self) -> Json:
        return {
            **super().access_block(),
            "BlockPublicPolicy": False,
            "RestrictPublicBuckets": False,
        }

    def aspects(self) -> list[Aspect]:
        policy = {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Sid": "ReadByAll",
                    "Effect": "Allow",
                    "Principal": "*",
                    "Action": "s3:GetObject",
                    "Resource": f"arn:aws:s3:::{self.name}/*",
                }
            ],
        }
        return [
            *super().aspects(),
            Aspect(
                "who may read",
                json.dumps(policy, sort_keys=True),
                "get_bucket_policy",
                "put_bucket_policy",
                "Policy",
                lambda answer: json.dumps(json.loads(answer["Policy"]), sort_keys=True),
            ),
        ]

    def settle(self) -> None:
        try:
            super().settle()
        except ClientError as error:
            if error.operation_name == "PutBucketPolicy" and "public" in str(error).lower():
                raise NameTaken(
                    "This account blocks public buckets as a whole, and static files must be"
                    " readable by browsers. Take S3's account-wide block off, or use an account"
                    " of its own for the interviews (docs/deploying.md)."
                ) from error
            raise


class SharedWithSite(Resource):
    """The right of the site's pages to load modules and fonts from the static bucket."""

    kind = "CORS"

    def __init__(self, deployment: Deployment, bucket: Bucket) -> None:
        self.deployment = deployment
        self.bucket = bucket
        self.name = bucket.name

    def wanted(self) -> list[Json]:
        return [
            {
                "AllowedOrigins": [self.deployment.site_address() or "https://given.by.aws"],
                "AllowedMethods": ["GET", "HEAD"],
                "MaxAgeSeconds": 86400,
            }
        ]

    def differences(self) -> Differences | None:
        answer = self.bucket.exists() and found(self.bucket.s3.get_bucket_cors, Bucket=self.name)
        if not answer:
            return None
        rules = [{key: rule.get(key) for key in self.wanted()[0]} for rule in answer["CORSRules"]]
        return [] if rules == self.wanted() else ["the site's address"]

    def settle(self) -> None:
        self.bucket.s3.put_bucket_cors(
            Bucket=self.name, CORSConfiguration={"CORSRules": self.wanted()}
        )

    def remove(self) -> None:
        """Do nothing: it goes with the bucket."""
