"""What candidates read of a language: as it is used, and nothing of this machine."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from grading.languages import LANGUAGES, Language, Toolchain, Unavailable
from grading.languages.described import description

TOOLS = Toolchain(
    version="Tool 1",
    compile=(
        ("/opt/tools/bin/tool", "-O2", "linker=/usr/bin/ld", "-o", "./program", "{sources}"),
        ("/opt/tools/bin/tool", "-e", "a program\nof ours", "{main}"),
    ),
    start=("./program", "-m{memory_mib}"),
)


def language(found):
    return Language("tool", (".t",), "solution.t", "lockdown", lambda: found)


def test_commands_are_told_without_folders_and_without_programs_of_ours():
    assert description(language(TOOLS)) == {
        "name": "tool",
        "version": "Tool 1",
        "compile": ["tool -O2 linker=ld -o ./program solution.t", "tool -e … solution.t"],
        "start": "./program -m{memory_mib}",
    }


def test_a_language_without_tools_has_no_version():
    assert description(language(Unavailable("no tool"))) == {
        "name": "tool",
        "version": "",
        "compile": [],
        "start": "",
    }


@pytest.mark.parametrize("one", LANGUAGES, ids=lambda one: one.name)
def test_no_description_names_a_folder_of_this_machine(one):
    told = json.dumps(description(one))

    assert not any(folder in told for folder in ("/usr", "/root", "/home", "/opt", "/tmp"))


def test_the_terminal_tells_the_same():
    done = subprocess.run(
        [sys.executable, "-m", "grading.languages", "--json"],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        check=True,
    )

    assert json.loads(done.stdout) == [description(one) for one in LANGUAGES]
