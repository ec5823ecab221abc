"""All that a deployment is made of, in the order in which the parts need each other."""

from collections.abc import Callable
from dataclasses import dataclass

from deploy.deployment import Deployment
from deploy.names import STAGES
from deploy.packages import Packages
from deploy.plan import Resource
from deploy.resources.buckets import Bucket, PublicBucket, SharedWithSite
from deploy.resources.events import Mapping, Schedule
from deploy.resources.functions import Function, FunctionEnvironment
from deploy.resources.pages import Address, Administrator, StaticFiles, Tables
from deploy.resources.queues import queue_with_dead_letters
from deploy.resources.roles import Role, policy
from deploy.resources.secrets import Secret, new_key
from deploy.resources.watching import Alarm, LogGroup, Topic, watches
from deploy.site import Site
from deploy.zappa import stage_settings

KEPT_ZIPS_DAYS = 90
"""How far back a function's earlier code can be had again."""

FORGIVEN_DAYS = 30
"""How long a file that was overwritten or deleted by mistake can be had again."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What the person who deploys is asked for, when it is needed and not before."""

    database_url: Callable[[], str]
    password: Callable[[], str]


def blueprint(deployment: Deployment, packages: Packages, answers: Answers) -> list[Resource]:
    """Return every resource. `up` goes through them forward, `destroy` backward."""
    site = Site(deployment)
    static = PublicBucket(deployment, "static", expire=old_versions(FORGIVEN_DAYS))
    worker_seconds = stage_settings("worker")["timeout_seconds"]
    return [
        *roles(deployment),
        *(LogGroup(deployment, stage) for stage in ("web", "worker")),
        Topic(deployment),
        Bucket(
            deployment,
            "deployments",
            expire={"Expiration": {"Days": KEPT_ZIPS_DAYS}, **old_versions(FORGIVEN_DAYS)},
        ),
        Bucket(deployment, "files", expire=old_versions(FORGIVEN_DAYS)),
        static,
        *(
            queue
            for purpose in deployment.queues
            for queue in queue_with_dead_letters(
                deployment, purpose, timeout_seconds=worker_seconds
            )
        ),
        Secret(deployment, "SECRET_KEY", new_key),
        Secret(deployment, "MAIL_EVENTS_SECRET", new_key),
        Secret(deployment, "DATABASE_URL", answers.database_url, site.check_database),
        Tables(site),
        StaticFiles(site),
        *(Function(deployment, stage, packages) for stage in STAGES),
        Address(deployment),
        SharedWithSite(deployment, static),
        *(FunctionEnvironment(deployment, stage) for stage in ("worker", "web")),
        Administrator(site, answers.password),
        Mapping(deployment),
        Schedule(deployment),
        *(Alarm(deployment, watch) for watch in watches(deployment)),
    ]


def roles(deployment: Deployment) -> list[Resource]:
    """Return the functions' roles; the grader's has no rights unless it must join a network."""
    network = deployment.settings.grader_subnets
    files = {
        "grader": "grader_in_vpc.json" if network else None,
        "worker": "worker.json",
        "web": "web.json",
    }
    return [
        Role(deployment, stage, policy(file, deployment) if file else None)
        for stage, file in files.items()
    ]


def old_versions(days: int) -> dict[str, object]:
    return {"NoncurrentVersionExpiration": {"NoncurrentDays": days}}
