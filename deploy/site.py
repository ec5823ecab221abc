"""Runs the product's own commands here, with the environment that its functions have there."""

import json
import os
import re
import subprocess
import sys
from typing import Any

from deploy.deployment import Deployment
from deploy.environment import variables
from deploy.errors import MissingRight, StepFailed
from deploy.zappa import ROOT

_KEPT = re.compile(r"PATH|HOME|LANG|TMPDIR|VIRTUAL_ENV|AWS_.*|SSL_.*|.*_(proxy|PROXY)")
"""Of this machine's environment. A developer's own settings must not reach the deployment."""

_REFUSED = re.compile(r"not authorized to perform:? \[?([\w-]+:\w+)")


class Site:
    """The product, as it is deployed or about to be."""

    def __init__(self, deployment: Deployment) -> None:
        self.deployment = deployment
        self._facts: dict[str, Any] | None = None

    def facts(self) -> dict[str, Any]:
        """Return what `deploy.inside` found; asked once until `forget`."""
        if self._facts is None:
            self._facts = json.loads(self.run("-m", "deploy.inside", "facts"))
        return self._facts

    def check_database(self, url: str) -> None:
        """Ask a database, whose address is not kept yet, what it holds.

        Raises:
            StepFailed: there is no such database, or it lets nobody in by that address.
        """
        try:
            facts = self.run("-m", "deploy.inside", "facts", DATABASE_URL=url)
        except StepFailed as error:
            raise StepFailed(
                f"This DATABASE_URL does not work and was not kept. {error}"
            ) from error
        self._facts = json.loads(facts)

    def forget(self) -> None:
        self._facts = None

    def manage(self, *words: str) -> str:
        return self.run("manage.py", *words)

    def run(self, *words: str, told: str = "", **variables: str) -> str:
        """Run Python with ``words``, telling it ``told``; return what it printed.

        ``variables`` stand above those of the deployment.

        Raises:
            StepFailed: it ended in an error, which the message holds.
        """
        done = subprocess.run(
            [sys.executable, *words],
            cwd=ROOT,
            env={**self.environment(), **variables},
            input=told,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode == 0:
            return done.stdout
        said = done.stderr.strip()
        if refused := _REFUSED.search(said):
            raise MissingRight(
                f"You may not do {refused[1]}, which `{' '.join(words)}` needs. Ask for the policy"
                " that deploy/policies/deployer.json describes (docs/deploying.md)."
            )
        raise StepFailed(
            f"`{' '.join(words)}` failed: {said[-2000:]}\nIf the database cannot be reached from"
            " here, see docs/deploying.md, The database."
        )

    def environment(self) -> dict[str, str]:
        """Return the web function's variables, on top of the few that this machine needs."""
        kept = {name: value for name, value in os.environ.items() if _KEPT.fullmatch(name)}
        kept.pop("AWS_PROFILE", None)
        return {
            **kept,
            "DJANGO_SETTINGS_MODULE": "interview.settings",
            "ENV_FILE": os.devnull,
            **variables(self.deployment, "web"),
            **self.deployment.account.credentials(),
        }
