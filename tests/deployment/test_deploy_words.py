"""What AWS refuses, in words that say what to do next."""

import pytest
from botocore.exceptions import ClientError, NoCredentialsError

from deploy.aws import words_for_refusals
from deploy.errors import DeploymentError, MissingRight, NameTaken, WrongCredentials

DENIED = (
    "User: arn:aws:iam::123456789012:user/me is not authorized to perform: sqs:CreateQueue on"
    " resource: arn:aws:sqs:eu-central-1:123456789012:interview-tasks because no identity-based"
    " policy allows the sqs:CreateQueue action"
)


def refusal(code, message, operation="CreateQueue", **headers):
    answer = {
        "Error": {"Code": code, "Message": message},
        "ResponseMetadata": {"HTTPHeaders": headers, "HTTPStatusCode": 400},
    }
    return ClientError(answer, operation)


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        (
            refusal("AccessDeniedException", DENIED),
            MissingRight,
            "sqs:CreateQueue on arn:aws:sqs:eu-central-1:123456789012:interview-tasks. Ask for",
        ),
        (
            refusal("AccessDenied", "Access Denied", "GetBucketCors", **{"x-amz-id-2": "1"}),
            MissingRight,
            "s3:GetBucketCORS",
        ),
        (refusal("ExpiredToken", "The token expired."), WrongCredentials, "Sign in again"),
        (refusal("InvalidClientTokenId", "No such key."), WrongCredentials, "Sign in again"),
        (NoCredentialsError(), WrongCredentials, "aws configure"),
        (refusal("BucketAlreadyExists", "Taken."), NameTaken, "Choose another `name`"),
        (refusal("InternalError", "Try later."), DeploymentError, "What is done stays done"),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else None,
)
def test_a_refusal_says_what_is_missing_and_what_to_do(error, kind, words):
    with pytest.raises(DeploymentError) as caught, words_for_refusals():
        raise error

    assert type(caught.value) is kind
    assert words in str(caught.value)
