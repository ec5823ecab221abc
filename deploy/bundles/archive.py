"""Zips whose bytes follow from their contents alone, so that an unchanged one is not uploaded."""

import zipfile
from pathlib import Path

from development.steps import files_under

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest time that the format knows
UNIX = 3
MODE = 0o100644 << 16  # a plain file that everybody may read: Lambda's user is not ours


def write(contents: Path, path: Path) -> int:
    """Zip all files of a folder, in order, without their times and owners.

    Returns the bytes of the files before packing.
    """
    total = 0
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for file in files_under(contents):
            entry = zipfile.ZipInfo(file.relative_to(contents).as_posix(), LONG_AGO)
            entry.create_system = UNIX
            entry.external_attr = MODE
            entry.compress_type = zipfile.ZIP_DEFLATED
            content = file.read_bytes()
            total += len(content)
            target.writestr(entry, content, compresslevel=9)
    return total
