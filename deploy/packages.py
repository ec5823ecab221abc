"""The functions' zips, each built when it is first asked for."""

import json
from pathlib import Path

import development.steps
from deploy.bundles import build
from deploy.deployment import Deployment
from deploy.errors import StepFailed
from deploy.zappa import settings_for
from development.editor import build_editor


class Packages:
    """Zips in one folder. The same code gives the same bytes, so that a zip tells what changed."""

    def __init__(self, deployment: Deployment, folder: Path) -> None:
        self.deployment = deployment
        self.folder = folder
        self._built: dict[str, Path] = {}

    def prepare(self) -> None:
        """Build what both zips and static files hold. A second call takes no time.

        Raises:
            StepFailed: it could not be built.
        """
        try:
            build_editor()
        except development.steps.StepFailed as error:
            raise StepFailed(f"The editor could not be built. {error}") from error

    def of(self, stage: str) -> Path:
        """Return a stage's zip. Zappa's settings in it name this deployment's region and events.

        Raises:
            StepFailed: it could not be built.
        """
        if stage not in self._built:
            settings = self.folder / f"{stage}.json"
            wanted = settings_for(self.deployment, stage, with_events=True)
            settings.write_text(json.dumps({stage: wanted}))
            try:
                self._built[stage] = build(stage, self.folder, settings=settings).path
            except development.steps.StepFailed as error:
                raise StepFailed(f"The zip of {stage} could not be built. {error}") from error
        return self._built[stage]
