"""Shows which languages this machine has, and gets ready what has to be made once.

python -m grading.languages            the tools, or what is missing
python -m grading.languages --json     the same with the commands, for the web
python -m grading.languages prepare    compiles Go's library first (half a minute, once)
"""

from __future__ import annotations

import json
import sys

from grading.languages import LANGUAGES
from grading.languages.described import description
from grading.languages.go import prepare
from grading.languages.tools import ToolMissing


def main(arguments: list[str]) -> int:
    """Do what the command line says; return the exit status, 1 if something cannot be made."""
    if arguments == ["--json"]:
        sys.stdout.write(json.dumps([description(language) for language in LANGUAGES]) + "\n")
        return 0
    if arguments not in ([], ["prepare"]):
        sys.stderr.write(__doc__ or "")
        return 2
    status = 0
    if arguments:
        try:
            prepare()
        except ToolMissing as error:
            sys.stderr.write(f"{error}\n")
            status = 1
    for language in LANGUAGES:
        sys.stdout.write(f"{language.name:12} {language.version}\n")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
