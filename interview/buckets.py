"""Where a bucket of S3 is: names, addresses and what django-storages is told of them.

Nothing here needs Django or boto3: the settings call it, at every cold start.
"""

import re
from dataclasses import dataclass
from typing import Any

LINK_SECONDS = 5 * 60
"""How long a link to a private file works. Source: a guess; one click follows at once."""

NAME = re.compile(r"[a-z0-9][a-z0-9-]{1,61}[a-z0-9]")
"""Source: S3's user guide, "Bucket naming rules"; no dots, as TLS has no name for those."""


class NameRefused(Exception):
    """A bucket cannot be called so, or not by us."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """One bucket.

    endpoint: another address than Amazon's that speaks S3, or nothing.
    """

    name: str
    region: str
    endpoint: str = ""

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.name):
            raise NameRefused(
                f"is {self.name!r}, but must be 3 to 63 small letters, digits and hyphens."
            )

    @property
    def address(self) -> str:
        """Where a browser finds the objects; ends with a slash.

        The regional name, since the global one answers with redirects that a
        Content-Security-Policy refuses. Source: S3's user guide, "Virtual hosting of buckets".
        """
        if self.endpoint:
            return f"{self.endpoint}/{self.name}/"
        return f"https://{self.name}.s3.{self.region}.{self.domain}/"

    @property
    def domain(self) -> str:
        return "amazonaws.com.cn" if self.region.startswith("cn-") else "amazonaws.com"

    def options(self) -> dict[str, Any]:
        """Return what django-storages needs to reach it."""
        return {
            "bucket_name": self.name,
            "region_name": self.region,
            "signature_version": "s3v4",
            "addressing_style": "path" if self.endpoint else "virtual",
            "endpoint_url": self.endpoint or f"https://s3.{self.region}.{self.domain}",
        }
