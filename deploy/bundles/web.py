"""What is in the zips of web and worker: packages, our code, and what only a build knows."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from deploy.bundles import compiling, manifest
from development.steps import ROOT, StepFailed

# The web knows of grading how jobs are written and packages read; what runs programs stays out.
CODE = ("accounts", "interview", "quizzes", "grading")
DATA = ("templates", "locale")
UNUSED = shutil.ignore_patterns("__pycache__", "demo", "demo.py", "*.po", "bench", "sandbox")

# Zappa would bake in the region, over the one that Lambda tells: a zip is for all of them.
AFTERWORD = "# Lambda tells the region, and `make deploy` the rest.\nENVIRONMENT_VARIABLES={}\n"


def fill(contents: Path, stage: str, settings: Path) -> None:
    """Put everything of one stage's zip but the packages into an empty folder."""
    code = contents / "code"
    for name in CODE:
        shutil.copytree(ROOT / name, code / name, ignore=UNUSED)
    write_settings(code / "zappa_settings.py", stage, settings)
    compiling.compile_beside_sources(code)
    for name in DATA:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, code / name, ignore=UNUSED)
    for path in sorted(code.iterdir()):
        path.rename(contents / path.name)
    code.rmdir()
    manifest.write(contents / "staticfiles")


def write_settings(path: Path, stage: str, settings: Path) -> None:
    """Let Zappa write what its handler reads: which Django project, how much it logs.

    Raises:
        StepFailed: with what Zappa said.
    """
    zappa = Path(sys.executable).with_name("zappa")
    command = [str(zappa), "save-python-settings-file", stage, "-s", str(settings), "-o", str(path)]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "VIRTUAL_ENV": sys.prefix},
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode != 0:
        raise StepFailed(f"Zappa does not write the settings of {stage}:\n{done.stdout}")
    path.write_text(path.read_text() + AFTERWORD)
