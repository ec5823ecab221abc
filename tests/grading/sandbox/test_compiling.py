"""Compilers played by the shell, which can do all that a compiler could be made to do."""

import os
import resource
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.sandbox.compiling import (
    CPU_SECONDS,
    CUT,
    DESCRIPTORS,
    FILE_BYTES,
    MEMORY_BYTES,
    MESSAGE_BYTES,
    CompileResult,
    Workshop,
    compile_files,
    without_paths,
)
from grading.sandbox.steps import StepFailed
from tests.grading.sandbox.children import in_child

type Shell = Callable[..., CompileResult]


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """Runs shell scripts as compilers, in a child: their parent adopts orphans for good."""

    def run(*scripts: str, **about: object) -> CompileResult:
        commands = [("/bin/sh", "-c", script) for script in scripts]
        environment = {"PATH": "/usr/bin:/bin", "GREETING": "hello"}
        workshop = Workshop(str(tmp_path), environment=environment, **about)  # type: ignore[arg-type]

        def compiled() -> tuple[bool, str, float]:
            result = compile_files(commands, workshop)
            return result.ok, result.output, result.seconds

        ok, output, seconds = in_child(compiled)
        return CompileResult(ok=ok, output=output, seconds=seconds)

    return run


END_SECONDS = 10
"""What killed processes may take to end where nobody can wait for them: under Lambda's rules."""


def left(word: str) -> list[str]:
    """Return the command lines that hold a word of processes that do not end."""
    deadline = time.monotonic() + END_SECONDS
    while (lines := living(word)) and time.monotonic() < deadline:
        time.sleep(0.01)
    return lines


def living(word: str) -> list[str]:
    """Return the command lines of processes that hold a word, zombies not."""
    lines = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            line = (folder / "cmdline").read_bytes().decode(errors="replace")
        except OSError:  # it has ended meanwhile
            continue
        if word in line:
            lines.append(line)
    return lines


def test_what_is_said_and_made_is_kept(shell: Shell, tmp_path: Path):
    result = shell("echo $GREETING; echo careful >&2; echo made > program")

    assert (result.ok, result.output) == (True, "hello\ncareful")
    assert (tmp_path / "program").read_text() == "made\n"


def test_commands_follow_each_other_until_one_fails(shell: Shell):
    result = shell("echo one", "echo two; exit 3", "echo three")

    assert (result.ok, result.output) == (False, "one\ntwo")


@pytest.mark.parametrize(
    ("script", "output"),
    [
        ("exit 1", "the compiler failed"),
        ("echo why; exit 1", "why"),
        ("echo why; kill -SEGV $$", "the compiler was ended by signal 11\nwhy"),
        ("kill -XCPU $$", f"compiling took more than {CPU_SECONDS} s of CPU time"),
    ],
)
def test_a_failure_says_what_is_known(shell: Shell, script: str, output: str):
    result = shell(script)

    assert (result.ok, result.output) == (False, output)


def test_all_commands_together_have_a_deadline(shell: Shell):
    result = shell("echo started", "sleep 987654", wall_seconds=0.2)

    assert (result.ok, result.output) == (
        False,
        "compiling took more than 0.2 s of time\nstarted",
    )
    assert result.seconds >= 0.2
    assert left("987654") == []


def test_helpers_end_with_their_compiler(shell: Shell):
    """Also those whose parent is gone, and those that ignore what can be ignored."""
    result = shell("trap '' TERM HUP INT; (sleep 876543 &) ; sleep 876543 & echo done")

    assert (result.ok, result.output) == (True, "done")
    assert left("876543") == []


def test_messages_are_cut_and_need_not_be_text(shell: Shell):
    long = shell(f"yes | head -c {10 * MESSAGE_BYTES}; exit 1")
    odd = shell("printf 'a\\377\\000b'; exit 1")

    assert (len(long.output) <= MESSAGE_BYTES + len(CUT), long.output[-len(CUT) :]) == (True, CUT)
    assert odd.output == "a\N{REPLACEMENT CHARACTER}\0b"


def test_a_compiler_has_its_limits(shell: Shell):
    result = shell("cat /proc/self/limits", processes=123)

    lines = [line.split("  ") for line in result.output.splitlines()]
    found = {words[0]: [word.strip() for word in words[1:] if word.strip()] for words in lines}
    assert {name: found[name][:2] for name in found if name in LIMITS} == LIMITS


LIMITS = {
    "Max cpu time": [str(CPU_SECONDS), str(CPU_SECONDS + 1)],
    "Max file size": [str(FILE_BYTES)] * 2,
    "Max data size": [str(MEMORY_BYTES)] * 2,
    "Max open files": [str(DESCRIPTORS)] * 2,
    "Max processes": ["123"] * 2,
    "Max core file size": ["0"] * 2,
}


def test_a_limit_that_is_lower_already_stays(tmp_path: Path):
    def compiled() -> str:
        resource.setrlimit(resource.RLIMIT_NOFILE, (99, 99))
        workshop = Workshop(str(tmp_path), environment={})
        return compile_files([("/bin/sh", "-c", "ulimit -n")], workshop).output

    assert in_child(compiled) == "99"


def test_a_compiler_holds_nothing_of_ours(shell: Shell):
    secret = os.memfd_create("secret", 0)

    result = shell("ls /proc/self/fd")  # 3 is what ls reads there
    os.close(secret)

    assert result.output.split() == ["0", "1", "2", "3"]


GLIBCS_OWN_SIGNALS = 0b11 << 31
"""32 and 33: glibc lets nobody block or reset them, and sets them where it needs them."""


def test_a_compiler_finds_signals_as_a_fresh_process_does(shell: Shell, inherited_signals: None):
    """Python ignores SIGPIPE and SIGXFSZ, a shell SIGQUIT in what it runs behind."""
    result = shell("grep -E 'SigIgn|SigBlk' /proc/self/status")

    blocked, ignored = (int(word, 16) for word in result.output.split()[1::2])
    assert blocked & ~GLIBCS_OWN_SIGNALS == 0
    assert ignored & ~GLIBCS_OWN_SIGNALS == 0


@pytest.fixture
def inherited_signals() -> Iterator[None]:
    handler = signal.signal(signal.SIGQUIT, signal.SIG_IGN)
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
    yield
    signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
    signal.signal(signal.SIGQUIT, handler)


def refuse() -> None:
    raise PermissionError(13, "not here")


@pytest.mark.parametrize(
    ("command", "about", "step"),
    [
        (("/nowhere/cc",), {}, "start the compiler: ENOENT"),
        (("/dev/null",), {}, "start the compiler: EACCES"),
        (("/bin/true",), {"lock_down": refuse}, "lock the compiler down: EACCES"),
    ],
)
def test_a_step_of_ours_that_fails_says_its_name(
    tmp_path: Path, command: tuple[str, ...], about: dict[str, Callable[[], None]], step: str
):
    workshop = Workshop(str(tmp_path), environment={}, **about)  # type: ignore[arg-type]

    def compiled() -> str:
        with pytest.raises(StepFailed) as failure:
            compile_files([command], workshop)
        return str(failure.value)

    assert in_child(compiled) == step


def test_the_lock_down_holds_the_compiler(shell: Shell, tmp_path: Path):
    def lock_down() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))

    result = shell("echo x > program", lock_down=lock_down)

    assert result.ok is False
    assert (tmp_path / "program").read_bytes() == b""


def test_children_that_are_not_compilers_are_left_alone(tmp_path: Path):
    def compiled() -> tuple[int, int]:
        other = os.fork()
        if other == 0:
            time.sleep(100)
            os._exit(0)
        compile_files([("/bin/true",)], Workshop(str(tmp_path), environment={}))
        still_there = os.waitpid(other, os.WNOHANG)
        os.kill(other, 9)
        os.waitpid(other, 0)
        return still_there

    assert in_child(compiled) == (0, 0)


HIDDEN = ("/tmp/box", "/usr", "/opt/go", "/etc/ld.so.cache")


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("/tmp/box/solution.c:3:1: error", "solution.c:3:1: error"),
        ("In file included from /usr/include/c++/12/bits/x.h:3", "In file included from x.h:3"),
        ("/usr/bin/ld: cannot find '/tmp/box/a.o'", "ld: cannot find 'a.o'"),
        ("`/usr/lib/gcc/x/12/../../../crt1.o'", "`crt1.o'"),
        ("file:///tmp/box/solution.mjs:3", "solution.mjs:3"),
        ("See <file:///usr/share/doc/gcc/README.Bugs>", "See <README.Bugs>"),
        ("(/opt/go/src/fmt/print.go)", "(print.go)"),
        ("/etc/ld.so.cache is odd", "ld.so.cache is odd"),
        # What the candidate wrote, or what only looks alike:
        ('#include "/etc/passwd"', '#include "/etc/passwd"'),
        ("/usrx/a /tmp/boxes/b", "/usrx/a /tmp/boxes/b"),
        ("a = b/usr/c", "a = b/usr/c"),
        ("no path", "no path"),
    ],
)
def test_files_of_the_machine_show_by_their_names(said: str, shown: str):
    assert without_paths(said, HIDDEN) == shown


@given(st.text(alphabet="/abusrtmpox.: '\n"))
def test_no_hidden_folder_shows(text: str):
    shown = without_paths(f"{text} /tmp/box/{text}", HIDDEN)

    assert " /tmp/box/" not in shown
    assert without_paths(text.replace("/", ""), HIDDEN) == text.replace("/", "")
