"""What of the packages is not needed on Lambda. tests/deployment/test_zips.py tries all that is."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

# The services that we ask. Each has its description in botocore's data, 0.1 MB on average.
SERVICES = ("cloudwatch", "lambda", "rds", "s3", "sesv2", "sns", "sqs", "sts")

SERVICES_ASKED = re.compile(r"""\b(?:client|resource)\(\s*["']([a-z0-9-]+)["']""")
"""How our code names one."""

LANGUAGES = ("en", "zh_Hant")  # LANGUAGES in settings.py, as folders

# Patterns of pathlib, below the folder of the packages.
UNUSED = (
    # Of installing, typing and documentation.
    *("bin", "README.rst", "**/*.pyi", "**/py.typed", "**/__pycache__"),
    # Some packages look up their own version, which stands in METADATA.
    "*.dist-info/[!M]*",
    # Static files are served from the bucket or by the container.
    *("django/contrib/admin/static", "unfold/static", "unfold/contrib/*/static"),
    "unfold/styles.css",
    # The zones of dateutil, of which botocore uses only UTC and the local one.
    "dateutil/zoneinfo/*.tar.gz",
    # Apps that are not installed.
    "django/contrib/gis",
    "django/contrib/admindocs",
    "django/contrib/flatpages",
    "django/contrib/redirects",
    *("unfold/contrib/constance", "unfold/contrib/guardian", "unfold/contrib/hijack"),
    *("unfold/contrib/import_export", "unfold/contrib/location_field"),
    *("unfold/contrib/reversion", "unfold/contrib/reversion_compare"),
    *("unfold/contrib/simple_history", "unfold/contrib/waffle"),
    # Tools for programmers, and the other ways in which Zappa is used.
    *("django/conf/app_template", "django/conf/project_template", "django/contrib/admin/tests.py"),
    *("boto3/examples", "pygments/sphinxext.py"),
    *("zappa/cli.py", "zappa/core.py", "zappa/letsencrypt.py", "zappa/policies"),
)


# Modules that only import others, of which we need few: werkzeug's server takes 50 ms to import.
EMPTIED = ("werkzeug/__init__.py",)


def prune(packages: Path) -> None:
    """Remove what is listed above from a folder of packages, and other languages' words."""
    for name in EMPTIED:
        (packages / name).write_text("")
    for pattern in UNUSED:
        for path in sorted(packages.glob(pattern)):
            remove(path)
    for locale in packages.glob("**/locale"):
        keep_only(locale, lambda path: path.name in LANGUAGES or path.suffix == ".py")
    for services in (packages / "boto3" / "data", packages / "botocore" / "data"):
        keep_only(services, lambda path: path.name in SERVICES or path.is_file())
    for source in packages.glob("**/*.po"):
        remove(source)


def keep_only(folder: Path, is_kept: Callable[[Path], bool]) -> None:
    for path in sorted(folder.iterdir()):
        if not is_kept(path):
            remove(path)


def remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
