"""What one may ask of the program: plan, up, export, destroy."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from deploy import questions, settings
from deploy.aws import Account, words_for_refusals
from deploy.blueprint import Answers, blueprint
from deploy.deployment import Deployment
from deploy.errors import StepFailed, WrongSettings
from deploy.export import export
from deploy.ownership import check_owners
from deploy.packages import Packages
from deploy.plan import Intent, Resource, Verb, carry_out, is_settled, make_plan, summary, take_away
from deploy.resources.pages import Administrator
from deploy.rights import check_concurrency, check_rights


@dataclass(frozen=True, slots=True)
class Options:
    """What stands on the command line."""

    settings: Path
    yes: bool
    anew: frozenset[str] = frozenset()
    exports: Path = Path("exports")
    without_export: bool = False
    confirm: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """A deployment with all its resources, and the settings as they will be kept."""

    deployment: Deployment
    resources: list[Resource]
    packages: Packages
    answers: Answers
    settings: settings.Settings


def say(sentence: str) -> None:
    print(sentence, flush=True)


@contextmanager
def at_work(options: Options, *, may_ask: bool = False) -> Iterator[Work]:
    """Find out where we are and what is wanted. Zips are kept as long as this lasts.

    Raises:
        WrongSettings, WrongCredentials: what is given makes no sense.
    """
    wanted = questions.settings_from(options.settings, may_ask=may_ask)
    account = Account.enter(wanted.region)
    wanted = wanted.in_account(account.number)
    deployment = Deployment(wanted, account, set(options.anew))
    answers = Answers(
        questions.hidden("DATABASE_URL", "The database, postgresql://user:password@host/name"),
        questions.hidden("ADMIN_PASSWORD", f"A password for {wanted.admin_email}"),
    )
    say(
        f"Deployment {wanted.name} in account {account.number}, {account.region}, as"
        f" {account.caller}"
    )
    with TemporaryDirectory(prefix="deploy-zips-") as folder:
        packages = Packages(Path(folder))
        resources = blueprint(deployment, packages, answers)
        yield Work(deployment, resources, packages, answers, wanted)


def show(plan: list[Intent]) -> None:
    for intent in plan:
        say(f"  {intent}")
    say(summary(plan))


def planned(work: Work) -> list[Intent]:
    """Check rights and limits, look at everything, and show what is to be done."""
    if not check_rights(work.deployment):
        say("Whether you have all rights cannot be asked (iam:SimulatePrincipalPolicy).")
    check_owners(work.resources)
    check_concurrency(work.deployment)
    work.packages.prepare()
    plan = make_plan(work.resources)
    show(plan)
    return plan


def plan(options: Options) -> int:
    """Show what `up` would do. Exit status 2 says that there is something."""
    with at_work(options) as work:
        return 0 if is_settled(planned(work)) else 2


def up(options: Options) -> int:
    """Make everything as wanted, after showing what that means and asking."""
    start = time.monotonic()
    with at_work(options, may_ask=not options.yes) as work:
        intents = planned(work)
        if is_settled(intents):
            say("Nothing to do: everything is as wanted.")
        else:
            if not options.yes and not questions.agreed("Go on? [y/N]"):
                say("Nothing was changed.")
                return 1
            ask_all(work, intents)
            settings.write(options.settings, work.settings)
            carry_out(work.resources)
            say(f"Done in {time.monotonic() - start:.0f} s.")
        with words_for_refusals():
            address = work.deployment.site_address()
        say(f"The site: {address}/\nThe admin: {address}/admin/")
    return 0


def ask_all(work: Work, intents: list[Intent]) -> None:
    """Ask for what will be needed, so that nobody has to wait for a question."""
    for intent in intents:
        if intent.verb is Verb.KEEP:
            continue
        if intent.resource.name == work.deployment.names.parameter("DATABASE_URL"):
            work.answers.database_url()
        elif isinstance(intent.resource, Administrator) and intent.verb is Verb.CREATE:
            work.answers.password()


def export_all(options: Options) -> int:
    """Write the database and the files into a folder."""
    with at_work(options) as work:
        export(work.deployment, options.exports, say)
    return 0


def destroy(options: Options) -> int:
    """Export, then remove everything that `up` made. The database itself stays.

    Raises:
        WrongSettings: nobody has agreed twice.
    """
    with at_work(options) as work:
        name = work.settings.name
        check_owners(work.resources)
        agree(
            options,
            f"This removes {len(work.resources)} things of {name}, with all files. Go on? [y/N]",
            "y",
        )
        if not options.without_export:
            export_or_say_how_to_go_on(work.deployment, options)
        agree(options, f"Type the deployment's name to remove it for ever ({name}):", name)
        take_away(work.resources)
        say("Removed. The database is where it was, with its tables: drop it where you made it.")
    return 0


def export_or_say_how_to_go_on(deployment: Deployment, options: Options) -> None:
    """Raises StepFailed when the export failed, as it does where the database is gone."""
    try:
        export(deployment, options.exports, say)
    except StepFailed as error:
        raise StepFailed(
            f"{error}\nNothing was removed. Mend the cause and run the same command again; where"
            " the database is gone for good, go on without a copy of it by --without-export."
        ) from error


def agree(options: Options, question: str, expected: str) -> None:
    """Raises WrongSettings unless somebody agrees, or has by --yes and --confirm NAME."""
    if options.yes:
        if options.confirm != settings.read(options.settings).name:
            raise WrongSettings(
                "--yes alone destroys nothing: say --confirm and the deployment's name as well."
            )
    elif not questions.agreed(question, expected=expected):
        raise WrongSettings("Nothing was removed.")
