"""What people meet: the address, the database, static files, the first account."""

import hashlib
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from deploy.aws import found
from deploy.deployment import Deployment
from deploy.plan import Differences, Resource
from deploy.site import Site
from deploy.zappa import ROOT

BURST, PER_SECOND = 200, 100
"""Requests that the HTTP API lets through: what a Lambda deployment is meant for, and a bound on
what a flood can cost. docs/containers.md says where to go from there."""

ZAPPAS = "web"
"""The stage that Zappa makes, called after its own."""

UNKNOWN = "not known before the new address is kept"
"""Of what the database holds, while the address that we have is to be replaced."""


class Address(Resource):
    """The stage of the HTTP API that answers without a prefix in the path.

    Zappa makes a stage called `web`, so that every path begins with /web/. Links in mails
    that the worker writes cannot know that. Zappa's answers too, so it has the same bounds.
    """

    kind = "address"
    name = "$default"

    def __init__(self, deployment: Deployment) -> None:
        self.deployment = deployment

    @property
    def api(self) -> Any:
        return self.deployment.client("apigatewayv2")

    def wanted(self) -> dict[str, Any]:
        return {
            "AutoDeploy": True,
            "DefaultRouteSettings": {
                "DetailedMetricsEnabled": False,
                "ThrottlingBurstLimit": BURST,
                "ThrottlingRateLimit": float(PER_SECOND),
            },
        }

    def differences(self) -> Differences | None:
        api_id = self.deployment.api_id()
        if api_id is None:
            return None
        stage = found(self.api.get_stage, ApiId=api_id, StageName=self.name)
        if stage is None:
            return None
        different = [name for name, value in self.wanted().items() if stage.get(name) != value]
        return different + ([] if self._zappas_is_bounded(api_id) else ["bounds of Zappa's stage"])

    def _zappas_is_bounded(self, api_id: str | None) -> bool:
        stage = found(self.api.get_stage, ApiId=api_id, StageName=ZAPPAS)
        bounds = self.wanted()["DefaultRouteSettings"]
        return stage is None or stage.get("DefaultRouteSettings") == bounds

    def settle(self) -> None:
        api_id = self.deployment.api_id()
        if not self._zappas_is_bounded(api_id):
            bounds = self.wanted()["DefaultRouteSettings"]
            self.api.update_stage(ApiId=api_id, StageName=ZAPPAS, DefaultRouteSettings=bounds)
        words = {"ApiId": api_id, "StageName": self.name, **self.wanted()}
        if found(self.api.get_stage, ApiId=api_id, StageName=self.name) is None:
            self.api.create_stage(**words)
        else:
            self.api.update_stage(**words)

    def remove(self) -> None:
        """Do nothing: it goes with the HTTP API."""


class Tables(Resource):
    """The database's tables, as the migrations of this code want them."""

    kind = "tables"

    def __init__(self, site: Site) -> None:
        self.site = site

    @property
    def name(self) -> str:  # type: ignore[override]
        """Return the database's host and name; never its user or password."""
        parts = urlsplit(self.site.deployment.secret("DATABASE_URL") or "")
        return f"{parts.hostname}{parts.path}" if parts.hostname else "of the database"

    def differences(self) -> Differences | None:
        if "DATABASE_URL" in self.site.deployment.renewed:
            return [UNKNOWN]
        if self.site.deployment.secret("DATABASE_URL") is None:
            return None
        facts = self.site.facts()
        return None if facts["is_empty"] else facts["pending"]

    def settle(self) -> None:
        self.site.manage("migrate", "--no-input", "--verbosity=0")
        self.site.forget()

    def remove(self) -> None:
        """Do nothing: the database was there before us, and may hold more than ours."""


class StaticFiles(Resource):
    """Style sheets, scripts and pictures in the static bucket, under names with their digest.

    Old ones stay, for pages that were opened before the change.
    """

    kind = "files"
    name = "static"
    mark = "static.sha256"

    def __init__(self, site: Site) -> None:
        self.site = site
        self.bucket = site.deployment.names.bucket("deployments")

    def digest(self) -> str:
        """Return a digest of all that may be collected: ours, and packages by the lock file."""
        sources = [ROOT / "uv.lock", *sorted((ROOT / "static").rglob("*"))]
        sources += sorted((ROOT / "frontend" / "dist").rglob("*"))
        digest = hashlib.sha256()
        for path in sources:
            if path.is_file():
                digest.update(f"{path.relative_to(ROOT)}\0".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
        return digest.hexdigest()

    def differences(self) -> Differences | None:
        s3 = self.site.deployment.client("s3")
        mark = found(s3.get_object, Bucket=self.bucket, Key=self.mark)
        if mark is None:
            return None
        return [] if mark["Body"].read().decode() == self.digest() else ["their content"]

    def settle(self) -> None:
        self.site.manage("collectstatic", "--no-input", "--verbosity=0")
        s3 = self.site.deployment.client("s3")
        s3.put_object(Bucket=self.bucket, Key=self.mark, Body=self.digest().encode())

    def remove(self) -> None:
        """Do nothing: they go with the buckets."""


class Administrator(Resource):
    """The first account, which makes the others. Once there is one, this is nobody's business."""

    kind = "account"

    def __init__(self, site: Site, password: Callable[[], str]) -> None:
        self.site = site
        self.password = password
        self.name = site.deployment.settings.admin_email

    def differences(self) -> Differences | None:
        if "DATABASE_URL" in self.site.deployment.renewed:
            return [UNKNOWN]
        if self.site.deployment.secret("DATABASE_URL") is None:
            return None
        return [] if self.site.facts()["administrators"] else None

    def settle(self) -> None:
        self.site.run("-m", "deploy.inside", "administrator", self.name, told=self.password())
        self.site.forget()

    def remove(self) -> None:
        """Do nothing: it is in the database, which stays."""
