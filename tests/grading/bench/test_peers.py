"""Peers: found or not, what they are given, and when they fail."""

import resource
from dataclasses import replace
from pathlib import Path

import pytest

from grading.bench.figures import Absent
from grading.bench.peers import LIMITS, MIB, PEERS, Built, PeerFailed, build
from grading.bench.programs import LANGUAGES, add_one, loop, toolchain
from grading.languages.language import Toolchain, Unavailable

PLAIN, BUBBLEWRAP, NSJAIL = PEERS
BUILT = Built(
    directory="/tmp/solution",
    command=("/usr/bin/python", "solution.py"),
    environment={"A": "1"},
    readable=("/lib", "/usr/lib"),
    limits=(
        (resource.RLIMIT_CPU, 10),
        (resource.RLIMIT_AS, 256 * MIB),
        (resource.RLIMIT_FSIZE, 8 * MIB),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ),
)


@pytest.fixture
def python() -> Toolchain:
    found = toolchain("python")
    assert isinstance(found, Toolchain)
    return found


def executable(path: Path, content: bytes) -> str:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    path.chmod(0o755)
    return str(path)


def test_a_script_that_starts_a_peer_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    executable(tmp_path / "first" / "nsjail", b"#!/usr/bin/python3\n")
    program = executable(tmp_path / "second" / "nsjail", b"\x7fELF")
    monkeypatch.setenv("PATH", f"{tmp_path / 'first'}:{tmp_path / 'second'}")

    with_both = NSJAIL.find()
    monkeypatch.setenv("PATH", str(tmp_path / "first"))
    with_script = NSJAIL.find()

    assert with_both == program
    assert with_script == Absent("nsjail", "there is no program nsjail on PATH", NSJAIL.how_to_get)


def test_every_peer_that_has_to_be_installed_says_how():
    assert {peer.name: bool(peer.how_to_get) for peer in PEERS} == {
        "subprocess": False,
        "bubblewrap": True,
        "nsjail": True,
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_adds_one_and_measures_its_loop(language: str, tmp_path: Path):
    tools = toolchain(language)
    if isinstance(tools, Unavailable):
        pytest.skip(f"this machine has no tools for {language}: {tools.reason}")

    added = PLAIN.run("", build(language, tools, add_one(language), str(tmp_path)), b"41\n")
    seconds, number = PLAIN.run(
        "", build(language, tools, loop(language), str(tmp_path)), b""
    ).split()

    assert added.split() == [b"42"]
    assert 0 < float(seconds) < LIMITS.cpu_time_ms / 1000
    assert number.lstrip(b"-").isdigit()


def test_a_plain_subprocess_has_the_limits(tmp_path: Path, python: Toolchain):
    source = b"import resource as r\nprint(*(r.getrlimit(getattr(r, 'RLIMIT_' + n)) for n in "
    source += b"('CPU', 'AS', 'FSIZE', 'CORE')), sep='\\n')"
    memory_bytes = LIMITS.memory_bytes + python.base_memory_bytes

    output = PLAIN.run("", build("python", python, source, str(tmp_path)), b"")

    assert output.decode().splitlines() == [
        "(10, 10)",
        f"({memory_bytes}, {memory_bytes})",
        f"({LIMITS.output_bytes}, {LIMITS.output_bytes})",
        "(0, 0)",
    ]


def test_a_peer_that_fails_says_what_it_said(tmp_path: Path, python: Toolchain):
    built = build("python", python, b"raise SystemExit('no such thing')", str(tmp_path))

    with pytest.raises(PeerFailed, match=r"^subprocess ended with status 1: no such thing$"):
        PLAIN.run("", built, b"")


def test_bubblewrap_gets_namespaces_and_what_the_language_needs_read_only():
    assert BUBBLEWRAP.words("/bin/bwrap", BUILT) == [
        *("/bin/bwrap", "--unshare-all", "--unshare-user", "--uid", "65534", "--gid", "65534"),
        *("--cap-drop", "ALL", "--die-with-parent", "--new-session"),
        *("--ro-bind", "/lib", "/lib", "--ro-bind", "/usr/lib", "/usr/lib"),
        *("--ro-bind", "/tmp/solution", "/box", "--chdir", "/box"),
        *("--", "/usr/bin/python", "solution.py"),
    ]


def test_nsjail_gets_the_same_and_sets_the_limits_itself():
    words = " ".join(NSJAIL.words("/bin/nsjail", BUILT))

    assert NSJAIL.sets_limits
    assert words.startswith("/bin/nsjail --mode o --really_quiet --user 65534 --group 65534 ")
    assert "--rlimit_cpu 10 --rlimit_nofile 64 --rlimit_as 256 --rlimit_fsize 8 " in words
    assert "--nice_level 0" in words  # by itself it would lower the priority to 19
    assert words.endswith(
        " --env A=1 --bindmount_ro /lib --bindmount_ro /usr/lib"
        " --bindmount_ro /tmp/solution:/box --cwd /box -- /usr/bin/python solution.py"
    )


def test_nsjail_does_not_limit_addresses_where_the_language_counts_data():
    limits = tuple(pair for pair in BUILT.limits if pair[0] != resource.RLIMIT_AS)

    words = NSJAIL.words("/bin/nsjail", replace(BUILT, limits=limits))

    assert words[words.index("--rlimit_as") + 1] == "inf"
