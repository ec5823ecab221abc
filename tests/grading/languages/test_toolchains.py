"""The machine's own tools, each with nothing but what its toolchain says it needs.

That the lists of paths, descriptors and threads are complete is shown by compiling and
running under Landlock and filters with them alone.
"""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grading.languages import LANGUAGES, Language
from grading.languages.language import Toolchain, Unavailable
from grading.sandbox.launcher import build_launcher
from tests.grading.languages.workbench import Workbench, directory
from tests.grading.sandbox.launched import MIB
from tests.grading.setting import expected_layers

LAUNCHED = [language for language in LANGUAGES if language.level == "confined"]

PROGRAMS = {
    "c": "plain.c",
    "cpp": "library.cpp",
    "go": "goroutines.go",
    "java": "named_as_one_likes.java",
    "javascript": "module.js",
    "rust": "library.rs",
}

needs_confinement = pytest.mark.skipif(
    "confined" not in expected_layers(),
    reason="only without Lambda's rules: Landlock and filters are refused there",
)


@pytest.fixture(scope="module")
def launcher() -> Iterator[int]:
    descriptor = build_launcher()
    yield descriptor
    os.close(descriptor)


@pytest.fixture
def tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Puts a shell script first on PATH."""

    def put(name: str, script: str) -> None:
        (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n")
        (tmp_path / name).chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path), prepend=":")

    return put


def found(language: Language) -> Toolchain:
    toolchain = language.toolchain()
    assert isinstance(toolchain, Toolchain), toolchain
    return toolchain


def accepted_program(language: Language) -> bytes:
    programs = Path(__file__).parents[1] / "programs" / "accepted"
    return (programs / PROGRAMS[language.name]).read_bytes()


@needs_confinement
@pytest.mark.parametrize("language", LAUNCHED, ids=lambda language: language.name)
def test_compiling_and_running_need_no_more_than_is_said(language: Language, launcher: int):
    with directory() as folder:
        bench = Workbench(language, found(language), accepted_program(language), directory=folder)
        compiled = bench.compile()
        assert compiled.ok, compiled.output
        with bench.launched(launcher) as running:
            ended = running.run(b"3 4\n", memory_bytes=bench.allowed_bytes, cpu_seconds=60)

    assert (ended.output, ended.exit_code) == (b"7\n", 0), ended.error


@needs_confinement
@pytest.mark.parametrize("language", LAUNCHED, ids=lambda language: language.name)
def test_a_run_of_a_small_program_fits_into_a_small_limit(language: Language, launcher: int):
    with directory() as folder:
        bench = Workbench(
            language,
            found(language),
            accepted_program(language),
            memory_bytes=32 * MIB,
            directory=folder,
        )
        assert bench.compile().ok
        with bench.launched(launcher) as running:
            ended = running.run(b"3 4\n", memory_bytes=bench.allowed_bytes)

    assert (ended.output, ended.exit_code) == (b"7\n", 0), ended.error


@pytest.mark.parametrize("language", LAUNCHED, ids=lambda language: language.name)
def test_nothing_private_is_readable(language: Language):
    toolchain = found(language)

    too_much = {"/", "/etc", "/home", "/root", "/proc", "/sys", "/tmp", "/var", "/dev", "/run"}
    assert {str(Path(path)) for path in toolchain.readable} & too_much == set()
    assert set(toolchain.run_readable) <= set(toolchain.readable)
    assert all(Path(path).is_absolute() for path in toolchain.readable)


@pytest.mark.parametrize("language", LAUNCHED, ids=lambda language: language.name)
def test_what_is_started_is_there_and_no_script(language: Language):
    """A version manager's shim would want a home, a shell and its settings."""
    toolchain = found(language)

    programs = [*(command[0] for command in toolchain.compile), toolchain.start[0]]
    tools = [Path(program) for program in programs if program != "./program"]
    assert [tool.read_bytes()[:4] for tool in tools] == [b"\x7fELF"] * len(tools)


@pytest.mark.parametrize(
    ("name", "version"),
    [
        ("c", r"(gcc|clang) [\d.]+, C17"),
        ("cpp", r"(g\+\+|clang) [\d.]+, C\+\+20"),
        ("go", r"Go 1\.[\d.]+"),
        ("java", r"Java \d+[\d.]*"),
        ("javascript", r"Node \d+\.\d+\.\d+"),
        ("rust", r"rustc 1\.[\d.]+, edition 2021"),
        ("python", r"CPython 3\.\d+\.\d+"),
        ("sql", r"SQLite 3\.[\d.]+"),
    ],
)
def test_versions_are_for_people(name: str, version: str):
    (language,) = [language for language in LANGUAGES if language.name == name]

    assert re.fullmatch(version, language.version)


@pytest.mark.parametrize(
    ("name", "program", "script", "reason"),
    [
        ("java", "java", "exit 1", r"java does not work: .* exit status 1\."),
        ("java", "java", "echo '    java.version = 1.4.2'", "java does not tell 'java.home'"),
        (
            "java",
            "java",
            "echo '    java.home = /nowhere'; echo '    java.version = 21.0.1'",
            r"Java 21\.0\.1 is here, but no javac: a JDK is needed",
        ),
        ("javascript", "node", "echo /n/node; echo v16.20.2", "Node v16.20.2 cannot tell .*"),
        ("javascript", "node", "echo what", "node does not tell its version"),
        ("go", "go", "echo go1.27", "go does not tell where it is"),
        (
            "go",
            "go",
            "echo go1.0.1; echo /n; echo /n/tool",
            "Go's library is not compiled yet: python -m grading.languages prepare",
        ),
        ("rust", "rustc", "kill -9 $$", "rustc does not work: .*SIGKILL.*"),
        ("c", "gcc", "exit 3", r"gcc does not work: .* exit status 3\."),
    ],
)
def test_tools_that_are_of_no_use_are_unavailable_with_the_reason(
    name: str, tool: Callable[[str, str], None], program: str, script: str, reason: str
):
    tool(program, script)
    (language,) = [language for language in LANGUAGES if language.name == name]

    unavailable = language.toolchain()

    assert isinstance(unavailable, Unavailable)
    assert re.fullmatch(reason, unavailable.reason)
    assert language.version == f"unavailable: {unavailable.reason}"
