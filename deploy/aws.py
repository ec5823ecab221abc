"""The account that we deploy to: who we are there, and what its refusals mean in words."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionError,
    HTTPClientError,
    NoCredentialsError,
    PartialCredentialsError,
    ProfileNotFound,
)

from deploy.errors import DeploymentError, MissingRight, NameTaken, WrongCredentials

PATIENCE = Config(
    connect_timeout=5, read_timeout=60, retries={"mode": "standard", "total_max_attempts": 4}
)
"""Seconds. A guess: nothing that we ask takes longer than a few seconds."""

UNKNOWN_CALLER = {
    "AuthFailure",
    "ExpiredToken",
    "ExpiredTokenException",
    "IncompleteSignature",
    "InvalidAccessKeyId",
    "InvalidClientTokenId",
    "SignatureDoesNotMatch",
    "UnrecognizedClientException",
}
REFUSED = {
    "403",
    "AccessDenied",
    "AccessDeniedException",
    "AuthorizationError",
    "AuthorizationErrorException",
    "UnauthorizedOperation",
}
MISSING = {
    "404",
    "NoSuchBucket",
    "NoSuchEntity",
    "NoSuchKey",
    "NotFound",
    "NotFoundException",
    "ParameterNotFound",
    "ResourceNotFound",
    "ResourceNotFoundException",
    "AWS.SimpleQueueService.NonExistentQueue",
    "QueueDoesNotExist",
    "NoSuchBucketPolicy",
    "NoSuchCORSConfiguration",
    "NoSuchLifecycleConfiguration",
    "NoSuchPublicAccessBlockConfiguration",
    "NoSuchTagSet",
    "ServerSideEncryptionConfigurationNotFoundError",
}
"""What AWS says of something that is not there; every service has words of its own."""

_ACTION = re.compile(r"not authorized to perform:? \[?([\w-]+:\w+)")
_RESOURCE = re.compile(r"on resource:? \"?([^\s\"]+)")

ACTIONS_WITH_OTHER_NAMES = {
    "s3:HeadBucket": "s3:ListBucket",
    "s3:HeadObject": "s3:GetObject",
    "s3:ListObjectVersions": "s3:ListBucketVersions",
    "s3:DeleteObjects": "s3:DeleteObjectVersion",
    "s3:GetBucketEncryption": "s3:GetEncryptionConfiguration",
    "s3:PutBucketEncryption": "s3:PutEncryptionConfiguration",
    "s3:GetPublicAccessBlock": "s3:GetBucketPublicAccessBlock",
    "s3:PutPublicAccessBlock": "s3:PutBucketPublicAccessBlock",
    "s3:GetBucketLifecycleConfiguration": "s3:GetLifecycleConfiguration",
    "s3:PutBucketLifecycleConfiguration": "s3:PutLifecycleConfiguration",
    "s3:GetBucketCors": "s3:GetBucketCORS",
    "s3:PutBucketCors": "s3:PutBucketCORS",
}
"""Calls whose right is called otherwise.

Source: "Actions, resources, and condition keys for Amazon S3", Service Authorization Reference.
"""


@dataclass(slots=True)
class Account:
    """One account in one region, asked with the credentials that boto3 finds."""

    region: str
    number: str = ""
    caller: str = ""
    _session: Any = None
    _clients: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def enter(cls, region: str) -> "Account":
        """Find out who we are.

        Raises:
            WrongCredentials: there are none, or AWS does not take them.
        """
        account = cls(region)
        with words_for_refusals():
            account._session = boto3.Session(region_name=region)
            identity = account.client("sts").get_caller_identity()
        account.number, account.caller = identity["Account"], identity["Arn"]
        return account

    def client(self, service: str) -> Any:
        if service not in self._clients:
            self._clients[service] = self._session.client(service, config=PATIENCE)
        return self._clients[service]

    def credentials(self) -> dict[str, str]:
        """Return what a program of ours needs in its environment to be the same caller."""
        keys = self._session.get_credentials().get_frozen_credentials()
        words = {
            "AWS_ACCESS_KEY_ID": keys.access_key,
            "AWS_SECRET_ACCESS_KEY": keys.secret_key,
            "AWS_SESSION_TOKEN": keys.token,
            "AWS_REGION": self.region,
            "AWS_DEFAULT_REGION": self.region,
        }
        return {name: value for name, value in words.items() if value}


def is_missing(error: ClientError) -> bool:
    """Return whether AWS says that what we asked for is not there."""
    code = error.response["Error"]["Code"]
    return code in MISSING or code.endswith("NonExistentQueue")


def found(question: Any, **words: Any) -> Any:
    """Return what AWS answers, or None where it says that there is no such thing."""
    try:
        return question(**words)
    except ClientError as error:
        if is_missing(error):
            return None
        raise


@contextmanager
def words_for_refusals() -> Iterator[None]:
    """Turn what AWS refuses into errors that say what to do.

    Raises:
        WrongCredentials, MissingRight, NameTaken, DeploymentError: as AWS's answer has it.
    """
    try:
        yield
    except ClientError as error:
        raise in_words(error) from error
    except (NoCredentialsError, PartialCredentialsError, ProfileNotFound) as error:
        raise WrongCredentials(
            f"{error} Sign in with `aws configure sso` or `aws configure`, or set AWS_PROFILE,"
            " and try again."
        ) from error
    except (ConnectionError, HTTPClientError) as error:
        raise DeploymentError(
            f"AWS cannot be reached: {error} Check the network and the region, and try again:"
            " what is done stays done."
        ) from error
    except BotoCoreError as error:
        raise DeploymentError(f"{error} What is done stays done.") from error


def in_words(error: ClientError) -> DeploymentError:
    """Return what an answer of AWS means for the person who deploys."""
    code, message = error.response["Error"]["Code"], error.response["Error"].get("Message", "")
    if code in UNKNOWN_CALLER:
        return WrongCredentials(
            f"AWS does not take these credentials ({code}: {message}) Sign in again, or set"
            " AWS_PROFILE to a profile that works: `aws sts get-caller-identity` tells."
        )
    if code in REFUSED:
        return MissingRight(
            f"You may not do {refused_action(error)}{_place(message)}. Ask for the policy that"
            " deploy/policies/deployer.json describes (docs/deploying.md), and run the same"
            " command again: what is done stays done."
        )
    if code in {"BucketAlreadyExists", "BucketAlreadyOwnedByYou"}:
        return NameTaken(
            f"A bucket of this name belongs to another account ({message}). Choose another"
            " `name` in the deployment's settings."
        )
    return DeploymentError(f"{error}. What is done stays done.")


def refused_action(error: ClientError) -> str:
    """Return the right that is missing, such as s3:CreateBucket."""
    named = _ACTION.search(error.response["Error"].get("Message", ""))
    if named:
        return named[1]
    action = f"{_service_of(error)}:{error.operation_name}"
    return ACTIONS_WITH_OTHER_NAMES.get(action, action)


def _service_of(error: ClientError) -> str:
    """Guess the service from its answer: S3 alone refuses without saying what."""
    headers = error.response.get("ResponseMetadata", {}).get("HTTPHeaders", {})
    return "s3" if any(name.startswith("x-amz-") for name in headers) else "aws"


def _place(message: str) -> str:
    resource = _RESOURCE.search(message)
    return f" on {resource[1]}" if resource else ""
