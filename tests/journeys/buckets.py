"""Buckets of the emulator, made as the deployment makes them."""

import json
from typing import Any

from tests.deployment.emulator import Emulator


def make_static_bucket(emulator: Emulator, name: str, *, origin: str) -> Any:
    """Make a bucket whose objects everybody may read and nobody list, for pages of one origin."""
    s3 = emulator.client("s3")
    s3.create_bucket(Bucket=name)
    s3.put_public_access_block(
        Bucket=name,
        PublicAccessBlockConfiguration={
            "BlockPublicAcls": True,
            "IgnorePublicAcls": True,
            "BlockPublicPolicy": False,
            "RestrictPublicBuckets": False,
        },
    )
    reading = {
        "Effect": "Allow",
        "Principal": "*",
        "Action": "s3:GetObject",
        "Resource": f"arn:aws:s3:::{name}/*",
    }
    policy = {"Version": "2012-10-17", "Statement": [reading]}
    s3.put_bucket_policy(Bucket=name, Policy=json.dumps(policy))
    s3.put_bucket_cors(
        Bucket=name,
        CORSConfiguration={
            "CORSRules": [{"AllowedOrigins": [origin], "AllowedMethods": ["GET", "HEAD"]}]
        },
    )
    return s3


def make_files_bucket(emulator: Emulator, name: str) -> Any:
    """Make a private bucket that keeps every version."""
    s3 = emulator.client("s3")
    s3.create_bucket(Bucket=name)
    s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    return s3
