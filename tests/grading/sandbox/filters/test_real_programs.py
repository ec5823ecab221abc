"""Compilers, interpreters and what they make really work under their profiles."""

import functools
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grading.sandbox.filters import filter_for
from tests.grading.sandbox.filters.forked import (
    Finished,
    filtered,
    run_program,
    skip_without_filters,
)

skip_without_filters()

PROGRAM = filtered("program", "no_processes", signals=True)
THREADS = filtered("threads", "no_processes", signals=True)


def tool(name: str) -> str:
    """Return a tool's path, or skip."""
    beside = Path(sys.executable).with_name(name)
    found = shutil.which(name) or (str(beside) if beside.exists() else None)
    if not found:
        pytest.skip(f"this machine has no {name}")
    return found


def go() -> str:
    """Return the program itself: what the wheel puts on PATH is a script for one interpreter."""
    in_wheel = Path(pytest.__file__).parents[1] / "go/bin/go"
    return str(in_wheel) if in_wheel.exists() else tool("go")


def compiled(*command: str) -> None:
    ended = run_program(filtered("compile"), *command)
    assert ended.status == 0, ended.output


CPP = """
    #include <iostream>
    #include <random>
    #include <stdexcept>
    #include <thread>
    #include <cstdio>
    int main() {
        int a, b;
        std::cin >> a >> b;
        std::cout << a + b << std::endl;
        try { throw std::runtime_error("caught"); }
        catch (std::exception &error) { puts(error.what()); }
        std::mt19937 dice(std::random_device{}());
        try { std::thread([] {}).join(); puts("a thread"); }
        catch (std::exception &error) { puts("no thread"); }
        puts(fopen("new", "w") ? "a file" : "no file");
        puts(system("true") == 0 ? "a command" : "no command");
        fflush(stdout);
        throw a;
    }
"""


@pytest.mark.parametrize("linking", ["-static", "-dynamic"])
def test_cpp(tmp_path: Path, linking: str):
    (tmp_path / "solution.cpp").write_text(CPP)
    program = str(tmp_path / "solution")
    compiled(tool("g++"), "-O2", "-std=gnu++20", linking, "-o", program, f"{program}.cpp")

    ended = run_program(PROGRAM, program, input="1 2\n")

    assert ended.output.startswith("3\ncaught\nno thread\nno file\nno command\nterminate called")
    assert ended.status == -6


def test_c(tmp_path: Path):
    (tmp_path / "solution.c").write_text("""
        #include <assert.h>
        #include <math.h>
        #include <signal.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <time.h>
        static void caught(int number) { printf("signal %d\\n", number); }
        int main(void) {
            double numbers[2];
            assert(scanf("%lf%lf", numbers, numbers + 1) == 2);
            printf("%.0f\\n", sqrt(numbers[0] * numbers[1]));
            signal(SIGUSR1, caught);
            raise(SIGUSR1);
            char *much = malloc(100 << 20);
            much[99 << 20] = 1;
            free(much);
            nanosleep(&(struct timespec){0, 1000}, NULL);
            fflush(stdout);
            assert(numbers[0] == 9);
        }
    """)
    program = str(tmp_path / "solution")
    compiled(tool("gcc"), "-O2", "-static", "-o", program, f"{program}.c", "-lm")

    ended = run_program(PROGRAM, program, input="2 8\n")

    assert ended.output.startswith("4\nsignal 10\n")
    assert "Assertion `numbers[0] == 9' failed" in ended.output
    assert ended.status == -6


def test_rust(tmp_path: Path):
    (tmp_path / "solution.rs").write_text("""
        use std::collections::HashMap;
        use std::io::Read;
        fn main() {
            let mut text = String::new();
            std::io::stdin().read_to_string(&mut text).unwrap();
            let sum: i64 = text.split_whitespace().map(|word| word.parse::<i64>().unwrap()).sum();
            println!("{}", sum);
            println!("{:?}", HashMap::from([(1, 2)]));
            println!("{}", std::thread::Builder::new().spawn(|| 1).is_ok());
            println!("{}", std::process::Command::new("/bin/true").status().is_ok());
            println!("{}", std::fs::write("new", "x").is_ok());
            let none: Option<i32> = None;
            none.unwrap();
        }
    """)
    program = str(tmp_path / "solution")
    compiled(tool("rustc"), "-O", "--edition", "2021", "-o", program, f"{program}.rs")

    ended = run_program(PROGRAM, program, input="1 2\n")

    assert ended.output.startswith("3\n{1: 2}\nfalse\nfalse\nfalse\n")
    assert ended.status == 101


def test_java(tmp_path: Path):
    (tmp_path / "Main.java").write_text("""
        import java.nio.file.*;
        import java.util.*;
        import java.util.concurrent.*;
        import java.util.stream.*;
        public class Main {
            public static void main(String[] arguments) throws Exception {
                Scanner input = new Scanner(System.in);
                System.out.println(input.nextInt() + input.nextInt());
                System.out.println(IntStream.range(0, 100000).parallel().asLongStream().sum());
                ExecutorService pool = Executors.newFixedThreadPool(3);
                System.out.println(pool.submit(() -> 42).get());
                pool.shutdown();
                Thread sleeper = new Thread(() -> {
                    try { Thread.sleep(60000); }
                    catch (InterruptedException e) { System.out.println("interrupted"); }
                });
                sleeper.start();
                sleeper.interrupt();
                sleeper.join();
                System.gc();
                attempt("a file", () -> Files.writeString(Path.of("new"), "x"));
                attempt("a command", () -> new ProcessBuilder("/bin/true").start());
                attempt("a socket", () -> new java.net.ServerSocket(0));
                try { System.out.println(deep(0)); }
                catch (StackOverflowError e) { System.out.println("too deep"); }
                System.exit(3);
            }
            static int deep(int n) { return deep(n + 1) + 1; }
            static void attempt(String what, Callable<?> action) {
                try { action.call(); System.out.println(what); }
                catch (Exception e) { System.out.println("no " + what.substring(2)); }
            }
        }
    """)
    compiled(tool("javac"), "-proc:none", "-d", str(tmp_path), str(tmp_path / "Main.java"))

    java = (tool("java"), "-XX:+UseSerialGC", "-XX:-UsePerfData", "-cp", str(tmp_path), "Main")
    ended = run_program(THREADS, *java, input="1 2\n")

    assert ended == Finished(
        3,
        "3\n4999950000\n42\ninterrupted\nno file\nno command\nno socket\ntoo deep\n",
    )


def test_javascript():
    code = """
        const fs = require('fs'), zlib = require('zlib');
        const {Worker} = require('worker_threads');
        const attempt = (what, action) => {
            try { action(); console.log('a', what); } catch (error) { console.log('no', what); }
        };
        (async () => {
            const words = fs.readFileSync(0, 'utf8').trim().split(' ');
            console.log(words.map(Number).reduce((a, b) => a + b));
            console.log(await new Promise(done => zlib.gzip('x', (error, bytes) => done(!error))));
            await new Promise(done => setTimeout(done, 5));
            const worker = new Worker(
                "require('worker_threads').parentPort.postMessage(6 * 7)", {eval: true});
            console.log(await new Promise(done => worker.on('message', done)));
            attempt('file', () => fs.writeFileSync('new', 'x'));
            attempt('command', () => require('child_process').execSync('true', {stdio: 'ignore'}));
            let sum = 0;
            for (let i = 0; i < 1e7; i++) sum += i;
            console.log(sum);
            process.on('SIGUSR2', () => process.exit(3));
            process.kill(process.pid, 'SIGUSR2');
            setTimeout(() => {}, 60000);
        })();
    """

    ended = run_program(THREADS, tool("node"), "-e", code, input="1 2\n")

    assert ended == Finished(3, "3\ntrue\n42\nno file\nno command\n49999995000000\n")


def test_go(tmp_path: Path):
    """One thread computes and does not let go; the collector has to take the processor away."""
    (tmp_path / "solution.go").write_text("""
        package main
        import "runtime"
        func main() {
            numbers := make(chan int)
            for i := 0; i < 100; i++ {
                go func() { numbers <- i }()
            }
            sum := 0
            for i := 0; i < 100; i++ {
                sum += <-numbers
            }
            println(sum)
            runtime.GOMAXPROCS(2)
            go func() { for { } }()
            runtime.Gosched()
            runtime.GC()
            println("collected")
            var nothing []int
            println(nothing[sum])
        }
    """)
    environment = {"GOCACHE": str(tmp_path / "cache"), "GOPATH": str(tmp_path / "path")}
    environment |= {"CGO_ENABLED": "0", "GOTOOLCHAIN": "local", "GOTMPDIR": str(tmp_path)}
    program, words = str(tmp_path / "solution"), [f"{k}={v}" for k, v in environment.items()]
    env = functools.partial(compiled, "/usr/bin/env", "-i", *words)
    env(go(), "build", "-o", program, f"{program}.go")

    ended = run_program(THREADS, program)

    assert ended.output.startswith("4950\ncollected\npanic: runtime error: index out of range")
    assert ended.status == 2


PYTHON = """
import sys
sys.path.insert(0, sys.argv[1])
from grading.sandbox.filters import install
from grading.sandbox.system_calls import refuse_new_privileges
refuse_new_privileges()
install(bytes.fromhex(sys.argv[2]))
"""


def python(code: str) -> subprocess.CompletedProcess[str]:
    """Run code in a bare Python that has put the filter over itself, as a stem does."""
    program = filter_for("python").hex()
    return subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-c", PYTHON + code, str(Path.cwd()), program],
        input="1 2\n",
        capture_output=True,
        text=True,
        check=False,
    )


def test_python():
    ended = python("""
import collections, ctypes, dataclasses, decimal, heapq, json, re, sqlite3, time
a, b = map(int, input().split())
print(a + b)
database = sqlite3.connect(":memory:")
database.execute("create table numbers (n integer)")
database.executemany("insert into numbers values (?)", [(n,) for n in range(1000)])
print(database.execute("select sum(n) from numbers").fetchone())
print(ctypes.CDLL(None).abs(-3), len(bytearray(50_000_000)), time.sleep(0.001))
print(re.sub("a", "b", "banana"), decimal.Decimal(2).sqrt() > 1)
""")

    assert ended.stderr == ""
    assert ended.stdout == "3\n(499500,)\n3 50000000 None\nbbnbnb True\n"


def test_python_is_told_what_it_may_not():
    ended = python("""
import asyncio, os, resource, signal, socket, subprocess, threading
def attempt(action):
    try:
        action()
    except Exception as error:
        print(type(error).__name__)
attempt(socket.socket)
attempt(os.pipe)
attempt(lambda: open("/tmp/new", "w"))
attempt(lambda: os.kill(os.getppid(), 0))
attempt(lambda: signal.raise_signal(signal.SIGTERM))
attempt(lambda: subprocess.run(["/bin/true"]))
attempt(lambda: threading.Thread(target=print).start())
attempt(lambda: asyncio.run(asyncio.sleep(0)))
attempt(lambda: os.execv("/bin/true", ["true"]))
attempt(lambda: os.unlink("/tmp/nowhere"))
attempt(lambda: resource.prlimit(os.getppid(), resource.RLIMIT_NOFILE))
""")

    refused = ["PermissionError"] * 6 + ["RuntimeError"] + ["PermissionError"] * 4
    assert ended.stdout.split() == refused


def test_python_makes_no_code_at_run_time():
    """A callback of ctypes is code that is written at run time."""
    ended = python("""
import mmap
for rights in (mmap.PROT_READ | mmap.PROT_WRITE, mmap.PROT_READ | mmap.PROT_EXEC):
    try:
        mmap.mmap(-1, 4096, prot=rights)
        print("mapped")
    except PermissionError:
        print("refused")
""")

    assert ended.stdout == "mapped\nrefused\n"
