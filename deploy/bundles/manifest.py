"""The names of the static files, which a page needs to find them in their bucket."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from development.editor import build_editor
from development.steps import ROOT, StepFailed

NAME = "staticfiles.json"  # in STATIC_ROOT, which is a folder `staticfiles`

# As in production, with nothing of this machine's; the files go to a folder that is thrown away.
COLLECT = """
import sys
import django
from django.conf import settings
from django.core.management import call_command
settings.STATIC_ROOT = sys.argv[1]
django.setup()
call_command("collectstatic", interactive=False, verbosity=0)
"""
CLIMATE = {
    "DJANGO_SETTINGS_MODULE": "interview.settings",
    "ENV_FILE": os.devnull,
    "ENVIRONMENT": "production",
    "SECRET_KEY": "of nothing that is kept",
    "DATABASE_URL": "sqlite://:memory:",
}


def write(folder: Path) -> None:
    """Put the manifest where a page looks for it; the same files give the same.

    Raises:
        StepFailed: with what Django said, or the editor cannot be built.
    """
    build_editor()
    with TemporaryDirectory(prefix="static-") as collected:
        done = subprocess.run(
            [sys.executable, "-c", COLLECT, collected],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], **CLIMATE},
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if done.returncode != 0:
            raise StepFailed(f"The static files could not be collected:\n{done.stdout}")
        folder.mkdir()
        shutil.copyfile(Path(collected, NAME), folder / NAME)
