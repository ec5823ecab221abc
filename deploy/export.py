"""All that people have put into a deployment, in a folder: the database as JSON, and the files."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from deploy.aws import found, words_for_refusals
from deploy.deployment import Deployment
from deploy.errors import WrongSettings
from deploy.site import Site

REBUILT = ("contenttypes", "auth.permission", "sessions")
"""Tables that migrations fill, or that nobody misses."""


def export(deployment: Deployment, folder: Path, say: Callable[[str], None]) -> Path:
    """Write the export into a new folder below ``folder`` and return it.

    What a half-removed deployment no longer has is left out, and said. The folder holds
    names, addresses and answers: only its owner may read it.
    """
    stamp = datetime.now(tz=UTC).strftime("%Y-%m-%d-%H%M%S")
    place = folder / f"{deployment.names.name}-{stamp}"
    place.mkdir(parents=True, mode=0o700)
    with words_for_refusals():
        has_database = deployment.secret("DATABASE_URL") is not None
        files = export_files(deployment, place / "files")
    if has_database:
        export_database(deployment, place / "database.json.gz")
        say(f"The database: {place / 'database.json.gz'}")
    else:
        say("The database: its address is gone from Parameter Store, so it was not exported.")
    say(f"The files: {files} in {place / 'files'}")
    facts = {
        "deployment": deployment.names.name,
        "account": deployment.names.account,
        "region": deployment.names.region,
        "exported_at": stamp,
        "database": has_database,
        "files": files,
    }
    (place / "export.json").write_text(json.dumps(facts, indent=4) + "\n")
    return place


def export_database(deployment: Deployment, path: Path) -> None:
    """Write what `manage.py loaddata` reads back into an empty, migrated database.

    Raises:
        WrongSettings: the database's tables are not those of this code.
    """
    site = Site(deployment)
    if pending := site.facts()["pending"]:
        raise WrongSettings(
            f"This code is newer than the database, which lacks {', '.join(pending)}. Export with"
            " the code that is deployed, or run `up` first."
        )
    left_out = [f"--exclude={table}" for table in REBUILT]
    site.manage("dumpdata", "--natural-foreign", "--indent=1", *left_out, f"--output={path}")
    path.chmod(0o600)


def export_files(deployment: Deployment, folder: Path) -> int:
    """Copy the newest version of every file; return how many there were."""
    s3, bucket = deployment.client("s3"), deployment.names.bucket("files")
    if found(s3.head_bucket, Bucket=bucket) is None:
        return 0
    count = 0
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket):
        for one in page.get("Contents", ()):
            path = (folder / one["Key"]).resolve()
            if not path.is_relative_to(folder.resolve()):
                continue  # a key such as ../x would leave the folder; we write none
            path.parent.mkdir(parents=True, exist_ok=True)
            s3.download_file(bucket, one["Key"], str(path))
            count += 1
    return count
