"""The real launcher, built as the guardian builds it, with programs built by the same compiler."""

import os
import resource
import select
import signal
import stat
import subprocess
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grading.sandbox import system_calls, unreadable
from grading.sandbox.filters import filter_for, install
from grading.sandbox.launcher import SOURCE, LauncherUnavailable, build_launcher
from grading.sandbox.submission import sealed_memfd
from tests.grading.sandbox.launched import MIB, PATIENCE_SECONDS, Ended, Launched
from tests.grading.setting import may_call_prctl

type Compiler = Callable[[str], str]

needs_prctl = pytest.mark.skipif(
    not may_call_prctl(), reason="only without Lambda's rules: prctl and seccomp are refused there"
)

INCLUDES = "\n".join(
    f"#include <{name}.h>"
    for name in (
        *("errno", "fcntl", "signal", "stdio", "stdlib", "string", "unistd"),
        *("sys/resource", "sys/stat", "time"),
    )
)


@pytest.fixture(scope="module")
def launcher() -> Iterator[int]:
    descriptor = build_launcher()
    yield descriptor
    os.close(descriptor)


@pytest.fixture
def program(tmp_path: Path) -> Compiler:
    """Compiles the body of a main function to a static program and returns its path."""

    def compiled(body: str) -> str:
        file = tmp_path / "program.c"
        text = textwrap.indent(textwrap.dedent(body), "    ")
        file.write_text(
            f"{INCLUDES}\nextern char **environ;\n"
            f"int main(int count, char **words)\n{{\n    (void)count, (void)words;\n{text}\n}}\n"
        )
        subprocess.run(
            ["gcc", "-O1", "-static", "-D_GNU_SOURCE", "-o", tmp_path / "program", file], check=True
        )
        return str(tmp_path / "program")

    return compiled


def has_ended(pid: int) -> bool:
    """Wait for the end of a process that is not our child; return False if it lives on."""
    try:
        pidfd = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    dying = select.poll()
    dying.register(pidfd, select.POLLIN)
    ended = bool(dying.poll(PATIENCE_SECONDS * 1000))
    os.close(pidfd)
    return ended


def is_there(pid: int) -> bool:
    """Say whether there is such a process, alive or waiting to be reaped."""
    return Path(f"/proc/{pid}").exists()


def test_a_run_reads_its_input_and_its_writing_is_kept_apart(launcher: int, program: Compiler):
    path = program(
        """
        char line[100];
        puts(fgets(line, sizeof line, stdin));
        fputs("note", stderr);
        write(3, "result", 6);
        return 7;
        """
    )

    with Launched(launcher, path) as launched:
        ended = launched.run(b"question", with_result=True)

    assert (ended.output, ended.error, ended.result) == (b"question\n", b"note", b"result")
    assert (ended.exit_code, ended.signal) == (7, None)


def test_a_signal_that_ends_a_run_is_told(launcher: int, program: Compiler):
    with Launched(launcher, program("abort();")) as launched:
        ended = launched.run()

    assert (ended.exit_code, ended.signal) == (None, signal.SIGABRT)


@pytest.mark.parametrize(("touched_mib", "least", "most"), [(0, 0, 3), (20, 20, 23)])
def test_the_peak_is_the_programs_own(
    launcher: int, program: Compiler, touched_mib: int, least: int, most: int
):
    """Whatever the size of the process that became the launcher: ours has tens of megabytes."""
    path = program(
        f"char *block = malloc({touched_mib} << 20);"
        f" for (long i = 0; i < {touched_mib} << 20; i += 512) ((volatile char *)block)[i] = 1;"
    )
    ballast = bytearray(os.urandom(1)) * (50 * MIB)

    with Launched(launcher, path) as launched:
        ended = launched.run()

    assert least <= ended.peak_kib / 1024 <= most
    assert len(ballast) == 50 * MIB


def test_time_that_a_run_computes_or_sleeps_is_told(launcher: int, program: Compiler):
    path = program("usleep(50000); while (clock() < CLOCKS_PER_SEC / 20) ;")

    with Launched(launcher, path) as launched:
        ended = launched.run()

    assert ended.cpu_us >= 50_000
    assert ended.wall_us >= 100_000
    assert ended.cpu_us <= ended.wall_us


def test_runs_under_way_at_once_are_told_apart(launcher: int, program: Compiler):
    path = program("if (getchar() == 'w') pause(); putchar('x');")

    with Launched(launcher, path) as launched:
        launched.start(11, b"wait")
        launched.start(12, b"wait")
        launched.start(13, b"go")
        first = launched.answer()
        pids = dict(launched.birth() for _ in range(3))
        os.kill(pids[12], signal.SIGTERM)
        second = launched.answer()
        os.kill(pids[11], signal.SIGKILL)
        third = launched.answer()

    told = [
        (n, end.output, end.signal) for n, end in (first, second, third) if isinstance(end, Ended)
    ]
    assert told == [
        (13, b"x", None),
        (12, b"", signal.SIGTERM),
        (11, b"", signal.SIGKILL),
    ]


def test_each_run_has_the_limits_of_its_request(launcher: int, program: Compiler):
    names = (
        "CPU",
        "AS",
        "DATA",
        "FSIZE",
        "NOFILE",
        "NPROC",
        "CORE",
        "MEMLOCK",
        "MSGQUEUE",
        "STACK",
    )
    path = program(
        "\n".join(
            f"struct rlimit l{name}; getrlimit(RLIMIT_{name}, &l{name});"
            f' printf("{name} %ld %ld\\n", (long)l{name}.rlim_cur, (long)l{name}.rlim_max);'
            for name in names
        )
    )

    with Launched(launcher, path, options=("memory=data", "stack_bytes=1048576")) as launched:
        other = launched.run(memory_bytes=9 * MIB, cpu_seconds=1, output_bytes=999)
    with Launched(launcher, path, options=("descriptors=5", "processes=6")) as launched:
        ended = launched.run(memory_bytes=16 * MIB, cpu_seconds=3, output_bytes=1000)

    def limits(ended: Ended) -> dict[str, tuple[int, int]]:
        lines = [line.split() for line in ended.output.decode().splitlines()]
        return {name: (int(soft), int(hard)) for name, soft, hard in lines}

    none = (0, 0)
    shared = {"CORE": none, "MEMLOCK": none, "MSGQUEUE": none}
    assert limits(ended) == shared | {
        "CPU": (3, 4),
        "AS": (16 * MIB, 16 * MIB),
        "DATA": limits(ended)["DATA"],
        "FSIZE": (1001, 1001),
        "NOFILE": (5, 5),
        "NPROC": (6, 6),
        "STACK": (16 * MIB, 16 * MIB),
    }
    assert limits(other) == shared | {
        "CPU": (1, 2),
        "AS": limits(other)["AS"],
        "DATA": (9 * MIB, 9 * MIB),
        "FSIZE": (1000, 1000),
        "NOFILE": none,
        "NPROC": none,
        "STACK": (MIB, MIB),
    }


@pytest.mark.parametrize(("with_result", "open_ones"), [(False, b"0 1 2 "), (True, b"0 1 2 3 ")])
def test_a_run_has_no_descriptor_but_its_files(
    launcher: int, program: Compiler, with_result: bool, open_ones: bytes
):
    path = program('for (int i = 0; i < 4096; i++) if (fcntl(i, F_GETFD) >= 0) printf("%d ", i);')

    with Launched(launcher, path) as launched:
        launched.start(1, with_result=with_result)
        launched.start(2, with_result=with_result)
        both = [launched.answer()[1], launched.answer()[1]]

    assert [end.output for end in both if isinstance(end, Ended)] == [open_ones] * 2


def test_a_run_has_the_words_and_the_environment_of_the_launcher(launcher: int, program: Compiler):
    path = program(
        """
        for (char **word = words; *word; word++) puts(*word);
        for (char **word = environ; *word; word++) puts(*word);
        """
    )

    with Launched(launcher, path, "one", "two words", environment={"A": "b c"}) as launched:
        ended = launched.run()

    assert ended.output.decode().splitlines() == [path, "one", "two words", "A=b c"]


def test_a_run_finds_signals_as_a_fresh_process_does(launcher: int, program: Compiler):
    """Python ignores SIGPIPE and SIGXFSZ, and that would be inherited."""
    path = program(
        """
        struct sigaction action;
        sigset_t blocked;
        sigprocmask(SIG_SETMASK, NULL, &blocked);
        for (int i = 1; i < NSIG; i++) {
            if (sigaction(i, NULL, &action) == 0 && action.sa_handler != SIG_DFL) printf("%d ", i);
            if (sigismember(&blocked, i) == 1) printf("blocked %d ", i);
        }
        """
    )

    with Launched(launcher, path) as launched:
        ended = launched.run()

    assert ended.output == b""


def test_a_run_is_in_a_session_of_its_own(launcher: int, program: Compiler):
    path = program('printf("%d", getsid(0) == getpid() && getpgrp() == getpid());')

    with Launched(launcher, path) as launched:
        ended = launched.run()

    assert ended.output == b"1"


def test_writing_one_byte_more_than_allowed_shows_and_ends_the_run(
    launcher: int, program: Compiler
):
    path = program('for (;;) write(1, "0123456789", 10);')

    with Launched(launcher, path) as launched:
        ended = launched.run(output_bytes=1000)

    assert (len(ended.output), ended.signal) == (1001, signal.SIGXFSZ)


@needs_prctl
def test_under_its_filters_a_run_signals_itself_and_nobody_else(launcher: int, program: Compiler):
    """As in the sandbox: one filter over the launcher, another on top of it in each run."""
    path = program(
        """
        kill(getppid(), SIGKILL);
        printf("%s, ", strerror(errno));
        printf("%d", fork());
        fflush(stdout);
        abort();
        """
    )
    on_top = sealed_memfd("filter", filter_for("no_processes"))
    os.set_inheritable(on_top, True)

    def filter_launcher() -> None:
        system_calls.refuse_new_privileges()
        install(filter_for("program", signals=True))

    with Launched(
        launcher, path, options=(f"filter={on_top}",), prepare=filter_launcher
    ) as launched:
        ended = [launched.run(), launched.run()]
    os.close(on_top)

    told = [(end.output, end.signal) for end in ended]
    assert told == [(b"Operation not permitted, -1", signal.SIGABRT)] * 2


@needs_prctl
@pytest.mark.parametrize("profile", ["program", "threads"])
def test_a_filter_over_the_launcher_does_not_keep_it_from_ending_its_runs(
    launcher: int, program: Compiler, profile: str
):
    def filter_launcher() -> None:
        system_calls.refuse_new_privileges()
        install(filter_for(profile))

    with Launched(launcher, program("for (;;) pause();"), prepare=filter_launcher) as launched:
        launched.start(1)
        _number, pid = launched.birth()
        lived = is_there(pid)

        launched.end()

    assert (lived, is_there(pid)) == (True, False)


@pytest.mark.parametrize(
    ("name", "options", "step"),
    [
        ("nothing", (), "start the program: ENOENT"),
        ("text", (), "start the program: EACCES"),
        ("text", ("descriptors=999999999999",), "limit the run: EPERM"),
    ],
)
def test_a_step_that_fails_says_its_name_and_the_launcher_goes_on(
    launcher: int, tmp_path: Path, name: str, options: tuple[str, ...], step: str
):
    (tmp_path / "text").touch()

    with Launched(launcher, str(tmp_path / name), options=options) as launched:
        launched.start(5)
        answer = launched.answer()
        born, _pid = launched.birth()
        launched.ask("run number=6 nonsense=1")
        next_answer = launched.answer()

    assert (answer, born) == ((5, step), 5)
    assert next_answer == (6, "understand the request: EINVAL")


def test_files_that_are_missing_are_refused(launcher: int):
    with Launched(launcher, "/bin/true") as launched:
        launched.ask("run number=1 cpu_seconds=1 memory_bytes=1 output_bytes=1", 0, 1)
        answer = launched.answer()

    assert answer == (1, "understand the request: EINVAL")


@pytest.mark.parametrize(
    ("options", "command", "problem"),
    [
        (("option=1",), ("/bin/true",), b"understand the options: EINVAL"),
        (("descriptors=many",), ("/bin/true",), b"understand the options: EINVAL"),
        ((), (), b"find the program: EINVAL"),
        (("filter=77",), ("/bin/true",), b"find the filter: EBADF"),
    ],
)
def test_a_command_line_that_is_not_understood_ends_the_launcher(
    launcher: int, options: tuple[str, ...], command: tuple[str, ...], problem: bytes
):
    with Launched(launcher, *command, options=options) as launched:
        said = launched.channel.recv(100)
        status = launched.end()

    assert said == b"failed 0 " + problem
    assert os.waitstatus_to_exitcode(status) == 1


def test_when_the_keeper_is_gone_the_launcher_ends_with_all_its_runs(
    launcher: int, program: Compiler
):
    with Launched(launcher, program("for (;;) pause();")) as launched:
        launched.start(1)
        launched.start(2)
        pids = [launched.birth()[1], launched.birth()[1]]
        lived = [is_there(pid) for pid in pids]

        status = launched.end()

    assert lived == [True, True]
    assert os.waitstatus_to_exitcode(status) == 0
    assert [is_there(pid) for pid in pids] == [False, False]


@needs_prctl
def test_when_the_launcher_is_killed_its_runs_end_too(launcher: int, program: Compiler):
    with Launched(launcher, program("for (;;) pause();")) as launched:
        launched.start(1)
        _number, pid = launched.birth()

        os.kill(launched.pid, signal.SIGKILL)

        assert has_ended(pid)


def test_a_thousand_runs_leave_nothing_in_the_launcher(launcher: int, tmp_path: Path):
    def allow_few_descriptors() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))

    with Launched(launcher, str(tmp_path / "nothing"), prepare=allow_few_descriptors) as launched:
        answers = []
        for number in range(1000):
            launched.start(number)
            answers.append(launched.answer())
            launched.birth()
        children = Path(f"/proc/{launched.pid}/task/{launched.pid}/children").read_text()

    assert answers == [(number, "start the program: ENOENT") for number in range(1000)]
    assert children == ""


def test_the_launcher_can_be_neither_read_nor_changed(launcher: int):
    mode = stat.S_IMODE(os.fstat(launcher).st_mode)

    with pytest.raises(PermissionError):
        os.write(launcher, b"x")

    assert mode == 0o111


@pytest.mark.skipif(os.geteuid() == 0, reason="only without root: root may read any file")
def test_a_running_launcher_can_be_looked_into_by_nobody(launcher: int):
    with Launched(launcher, "/bin/true") as launched:
        launched.start(1)
        launched.answer()

        assert unreadable.is_unreadable(launched.pid)


def test_without_a_working_compiler_the_reason_is_its_own_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    compiler = tmp_path / "cc"
    compiler.write_text("#!/bin/sh\necho 'my licence has expired' >&2\nexit 1\n")
    compiler.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}")

    with pytest.raises(LauncherUnavailable, match=r"cc does not compile .* my licence has expired"):
        build_launcher()


def test_compilers_find_nothing_to_warn_of(tmp_path: Path):
    warnings = ("-Wall", "-Wextra", "-Wshadow", "-Wstrict-prototypes", "-Werror")

    done = subprocess.run(
        ["gcc", "-O2", "-std=gnu17", *warnings, "-c", "-o", tmp_path / "x.o", SOURCE],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stderr == ""
