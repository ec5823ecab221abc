"""Zips whose bytes follow from their contents alone, so that an unchanged one is not uploaded."""

import shutil
import zipfile
from pathlib import Path

from development.steps import files_under

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest time that the format knows
UNIX = 3
MODE = 0o100644 << 16  # a plain file that everybody may read: Lambda's user is not ours


def write(contents: Path, path: Path, *, onto: Path | None = None) -> int:
    """Zip all files of a folder, in order, without their times and owners.

    onto: a zip of ours whose files come first; they are copied as they are packed.

    Returns the bytes of all files before packing.
    """
    if onto is not None:
        shutil.copyfile(onto, path)
    with zipfile.ZipFile(
        path, "w" if onto is None else "a", zipfile.ZIP_DEFLATED, compresslevel=9
    ) as target:
        for file in files_under(contents):
            entry = zipfile.ZipInfo(file.relative_to(contents).as_posix(), LONG_AGO)
            entry.create_system = UNIX
            entry.external_attr = MODE
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, file.read_bytes(), compresslevel=9)
        return sum(entry.file_size for entry in target.infolist())
