"""A deployment's settings: one small file without secrets, which may be kept with the code."""

import json
import re
import tomllib
from dataclasses import MISSING, asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Self

from deploy.errors import WrongSettings
from deploy.names import MAXIMUM_NAME_LENGTH, is_name

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_REGION = re.compile(r"[a-z]{2}(-[a-z]+)+-\d")
_SITE = re.compile(r"https://[^/\s]+")

KINDS: dict[type, str] = {
    str: "a text in quotes",
    int: "a whole number, 0 or more",
    bool: "true or false",
    tuple: "a list of texts",
}

EXPLANATIONS = {
    "name": "what everything is called after",
    "region": "AWS's region, near the candidates",
    "account": "written by the first deployment; credentials of another one are refused then",
    "admin_email": "who gets the alarms and the first account",
    "mail_from": "the sender of invitations, whom SES has to know; empty sends no mail",
    "company": "what candidates read as the name of the house",
    "time_zone": "of dates in mails and in the admin",
    "site_address": "https:// and a domain of your own; empty for the address that AWS gives",
    "web_at_once": "reserved concurrency: pages, so connections to the database; 0 for none",
    "worker_at_once": "the same for the worker; submissions graded at once are two fewer",
    "grader_at_once": "the same for the grader; Run asks it as well as Submit",
    "container_workers": "true where containers grade what the function cannot isolate",
    "grader_subnets": "subnets without a way out, for the grader; empty leaves it outside a VPC",
    "grader_security_groups": "security groups without rules outward, for those subnets",
    "variables": "more of docs/operations.md for web and worker, such as COST_CAP; no secrets",
}

VARIABLES = {
    "CONTACT_EMAIL",
    "COST_CAP",
    "COST_FIXED",
    "DATABASE_CA",
    "DATABASE_STATEMENT_SECONDS",
    "EMAIL_URL",
    "GRADING_MINIMUM_ISOLATION",
    "INVITATION_DAYS",
    "LAMBDA_COMMANDS",
    "MAIL_EVENTS_TOPIC",
    "EXTRA_TIME_LIMIT_PERCENT",
}
"""What may stand in the table `variables`: neither decided by this program nor a secret."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a company decides about its deployment. EXPLANATIONS says what each means."""

    region: str
    admin_email: str
    name: str = "interview"
    account: str = ""
    mail_from: str = ""
    company: str = "Our company"
    time_zone: str = "UTC"
    site_address: str = ""
    web_at_once: int = 40
    worker_at_once: int = 12
    grader_at_once: int = 30
    container_workers: bool = False
    grader_subnets: tuple[str, ...] = ()
    grader_security_groups: tuple[str, ...] = ()
    variables: dict[str, str] = field(default_factory=dict)

    @classmethod
    def from_text(cls, text: str, *, source: str) -> Self:
        """Read a TOML file's text.

        Raises:
            WrongSettings: with the name of the setting that is not understood.
        """
        try:
            values = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise WrongSettings(f"{source} is no TOML: {error}.") from error
        known = {one.name for one in fields(cls)}
        if unknown := sorted(set(values) - set(known)):
            raise WrongSettings(
                f"{source} has {unknown[0]!r}, which is no setting."
                f" There are: {', '.join(EXPLANATIONS)}."
            )
        missing = [name for name in ("region", "admin_email") if not values.get(name)]
        if missing:
            raise WrongSettings(f"{source} lacks {missing[0]!r}: {EXPLANATIONS[missing[0]]}.")
        settings = cls(**{name: _as_tuple(value) for name, value in values.items()})
        settings.check_types(source)
        settings.check(source)
        return settings

    def check_types(self, source: str) -> None:
        """Raises WrongSettings when a value is of another kind than its setting."""
        for one in fields(self):
            if one.name == "variables":
                self.check_variables(source)
                continue
            value: Any = getattr(self, one.name)
            kind = str if one.default is MISSING else type(one.default)
            texts = value if isinstance(value, tuple) else ()
            is_right = type(value) is kind and all(isinstance(text, str) for text in texts)
            if not is_right or (isinstance(value, int) and value < 0):
                raise WrongSettings(
                    f"{source}: {one.name} is {value!r}, but must be {KINDS[kind]}."
                )

    def check_variables(self, source: str) -> None:
        """Raises WrongSettings when the table names what it may not, or holds no texts."""
        table: Any = self.variables
        if not isinstance(table, dict):
            raise WrongSettings(f"{source}: variables must be a table, [variables].")
        for name, value in table.items():
            if name not in VARIABLES:
                raise WrongSettings(
                    f"{source}: variables has {name}, which this program sets itself, keeps as a"
                    f" secret or does not know. There are: {', '.join(sorted(VARIABLES))}."
                )
            if not isinstance(value, str) or not value:
                raise WrongSettings(f"{source}: {name} is {value!r}, but must be a text in quotes.")
            if name == "EMAIL_URL" and not value.startswith("ses://"):
                raise WrongSettings(
                    f"{source}: EMAIL_URL must begin with ses://, without a secret."
                )

    def check(self, source: str) -> None:
        """Raises WrongSettings when a value makes no sense."""
        expected: dict[str, tuple[bool, str]] = {
            "name": (
                is_name(self.name),
                f"small letters, digits and single hyphens, at most {MAXIMUM_NAME_LENGTH},"
                " a letter first",
            ),
            "region": (bool(_REGION.fullmatch(self.region)), "a region such as eu-central-1"),
            "account": (bool(re.fullmatch(r"(\d{12})?", self.account)), "twelve digits"),
            "admin_email": (bool(_ADDRESS.fullmatch(self.admin_email)), "an e-mail address"),
            "mail_from": (
                not self.mail_from or bool(_ADDRESS.fullmatch(self.mail_from)),
                "an e-mail address",
            ),
            "site_address": (
                not self.site_address or bool(_SITE.fullmatch(self.site_address)),
                "https://, a domain and nothing behind it",
            ),
            "worker_at_once": (
                self.worker_at_once == 0 or self.worker_at_once >= 4,  # noqa: PLR2004 -- see below
                "0, or 4 and more: the queue takes two fewer, and AWS allows no less than 2",
            ),
            "grader_security_groups": (
                bool(self.grader_subnets) == bool(self.grader_security_groups),
                "given together with grader_subnets",
            ),
        }
        for name, (is_right, words) in expected.items():
            if not is_right:
                raise WrongSettings(
                    f"{source}: {name} is {getattr(self, name)!r}, but must be {words}."
                )

    def in_account(self, number: str) -> Self:
        """Return the settings tied to the account that they were deployed to.

        Raises:
            WrongSettings: they are tied to another one.
        """
        if self.account and self.account != number:
            raise WrongSettings(
                f"These settings belong to account {self.account}, and your credentials to"
                f" {number}. Choose the right AWS_PROFILE, or other settings by --settings."
            )
        return replace(self, account=number)

    def to_text(self) -> str:
        """Return a TOML file that `from_text` reads, with what each setting means."""
        lines = ["# Settings of a deployment; docs/deploying.md. No secrets in here.", ""]
        values = asdict(self)
        table = values.pop("variables")  # in TOML, a table takes all that comes after it
        for name, value in values.items():
            lines += [f"# {EXPLANATIONS[name]}", f"{name} = {_as_toml(value)}"]
        lines += ["", f"# {EXPLANATIONS['variables']}", "[variables]"]
        lines += [f"{name} = {_as_toml(value)}" for name, value in table.items()]
        return "\n".join(lines) + "\n"


def read(path: Path) -> Settings:
    """Raises WrongSettings when the file is not there or not understood."""
    try:
        text = path.read_text()
    except FileNotFoundError as error:
        raise WrongSettings(
            f"There is no {path}. `make deploy` on a terminal asks for what it needs and writes"
            " it; docs/deploying.md has an example."
        ) from error
    return Settings.from_text(text, source=path.name)


def write(path: Path, settings: Settings) -> None:
    """Write the file whole or not at all."""
    draft = path.with_suffix(".draft")
    draft.write_text(settings.to_text())
    draft.replace(path)


def _as_toml(value: Any) -> str:
    """Return a value as TOML has it; its strings and lists look like JSON's."""
    return json.dumps(value, ensure_ascii=False)


def _as_tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
