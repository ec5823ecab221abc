"""What the functions have in their environment; docs/operations.md says what it means."""

from urllib.parse import urlsplit

from deploy.deployment import Deployment
from deploy.zappa import stage_settings

SECRETS = ("SECRET_KEY", "DATABASE_URL", "MAIL_EVENTS_SECRET")
"""Kept in Parameter Store, which is their source."""

LANGUAGES = "python,sql"
"""What the grader's function can isolate; the others need container workers."""

UNKNOWN_YET = "https://not.known.yet"


def variables(deployment: Deployment, stage: str) -> dict[str, str]:
    """Return a function's environment; the grader, which runs strangers' code, gets nothing."""
    fixed: dict[str, str] = stage_settings(stage).get("aws_environment_variables", {})
    if stage == "grader":
        return fixed
    names, settings = deployment.names, deployment.settings
    address = deployment.site_address() or UNKNOWN_YET
    wanted = {
        **fixed,
        **{name: deployment.secret(name) or "" for name in SECRETS},
        "SITE_URL": address,
        "ALLOWED_HOSTS": urlsplit(address).netloc,
        "FILES_BUCKET": names.bucket("files"),
        "STATIC_BUCKET": names.bucket("static"),
        "TASKS": "sqs",
        "TASKS_QUEUE": deployment.queue_url("tasks") or "",
        "GRADER": "lambda",
        "GRADER_FUNCTION": names.function("grader"),
        "GRADER_FUNCTION_SECONDS": str(stage_settings("grader")["timeout_seconds"]),
        "GRADER_LANGUAGES": LANGUAGES,
        "LOG_FORMAT": "json",
        "ADMINS": settings.admin_email,
        "COMPANY_NAME": settings.company,
        "CONTACT_EMAIL": settings.admin_email,
        "TIME_ZONE": settings.time_zone,
    }
    if settings.container_workers:
        wanted["TASKS_QUEUE_CONTAINERS"] = deployment.queue_url("containers") or ""
    if settings.mail_from:
        wanted |= {"EMAIL_URL": "ses://", "DEFAULT_FROM_EMAIL": settings.mail_from}
    if "MAIL_EVENTS_TOPIC" not in settings.variables:
        del wanted["MAIL_EVENTS_SECRET"]  # the product takes both or neither
    wanted |= settings.variables
    return {name: value for name, value in wanted.items() if value}
