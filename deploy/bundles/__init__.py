"""Makes the zips that Lambda runs, one per stage: small, compiled, and the same bytes each time.

    uv.lock  -> environment -> pruning -> compiling -> packages.zip, kept --.
    our code -> project ----------------> compiling ------------------------+-> STAGE.zip
    Zappa's settings of the stage, static manifest -------------------------'
    grading/ -> grader --------------------------------------------------------> grader.zip

    python -m deploy.bundles web|worker|grader OUT.zip

`zappa deploy STAGE --zip` takes them; what Zappa packs itself is three times as large, and is
compiled anew at each cold start.
"""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from deploy.bundles import archive, grader, web
from deploy.bundles.environment import packed_environment
from development.steps import ROOT

STAGES = ("web", "worker", "grader")
SETTINGS = ROOT / "zappa_settings.json"


@dataclass(frozen=True, slots=True)
class Bundle:
    """A finished zip.

    unzipped_bytes: of all files in it; Lambda takes 250 MB.
    """

    path: Path
    size_bytes: int
    unzipped_bytes: int


def build(stage: str, folder: Path, *, settings: Path = SETTINGS) -> Bundle:
    """Write ``STAGE.zip`` into a folder; an older one is replaced.

    The first build of web or worker installs packages and compiles them, which takes half a
    minute; they are kept. No secret gets into a zip: our code and settings files hold none.

    settings: Zappa's, with that stage.

    Raises:
        StepFailed: packages could not be fetched, or a file does not compile.
        ValueError: there is no such stage.
    """
    if stage not in STAGES:
        raise ValueError(f"{stage!r} is no stage: there are {', '.join(STAGES)}")
    path = folder / f"{stage}.zip"
    with TemporaryDirectory(prefix="bundle-") as temporary:
        contents, packages = Path(temporary, "contents"), None
        contents.mkdir()
        if stage == "grader":
            grader.fill(contents)
        else:
            packages = packed_environment(otherwise=Path(temporary))
            web.fill(contents, stage, settings)
        unzipped = archive.write(contents, path, onto=packages)
    return Bundle(path, path.stat().st_size, unzipped)
