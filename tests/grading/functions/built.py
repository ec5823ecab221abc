"""Compiles a candidate's function with its harness and calls it, outside of the sandbox."""

import functools
import json
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grading.functions.harness import function_program
from grading.functions.signature import Signature
from grading.languages.cpp import CPP
from grading.languages.go import GO
from grading.languages.java import JAVA
from grading.languages.javascript import JAVASCRIPT
from grading.languages.language import Toolchain
from grading.languages.plans import plan_program
from grading.protocol import Function, Parameter

COMPILED = {language.name: language for language in (JAVASCRIPT, JAVA, CPP, GO)}
"""The languages whose harness is a program of its own. Python's is tested by test_call.py."""

UNOPTIMISED = {"cpp": ("-O0",)}
"""It takes half the time, and what is tested here is the same."""

MEMORY_BYTES = 256 * 1024 * 1024


class CompileFailed(Exception):
    """The compiler's messages."""


@dataclass(frozen=True)
class Answer:
    """What one call left: exit status, standard output and error, and descriptor 3."""

    status: int
    output: bytes
    complaint: str
    result: bytes

    @property
    def value(self) -> Any:
        assert self.status == 0, self
        return json.loads(self.result)


@dataclass(frozen=True)
class Built:
    """A program that can be called."""

    command: tuple[str, ...]
    environment: Mapping[str, str]
    folder: Path

    def call(self, *arguments: Any) -> Answer:
        return self.call_with_text(json.dumps(arguments).encode())

    def call_with_text(self, arguments: bytes) -> Answer:
        """Start the program with three standard files and an empty memfd as descriptor 3."""
        descriptor = os.memfd_create("result")
        try:
            done = subprocess.run(
                self.command,
                cwd=self.folder,
                env=self.environment,
                input=arguments,
                capture_output=True,
                preexec_fn=lambda: os.dup2(descriptor, 3),
                pass_fds=[3],
                check=False,
            )
            size = os.fstat(descriptor).st_size
            result = os.pread(descriptor, size, 0)
        finally:
            os.close(descriptor)
        return Answer(done.returncode, done.stdout, done.stderr.decode(), result)


def function(name: str, *parameters: str, returns: str) -> Function:
    """Return a function whose parameters are called a0, a1 and so on."""
    names = (f"a{index}" for index in range(len(parameters)))
    return Function(name, tuple(map(Parameter, names, parameters)), returns)


def build(language: str, asked: Function, source: str, folder: Path) -> Built:
    """Write the files into a new folder, and compile them as a submission's are.

    Raises:
        CompileFailed: they do not compile.
    """
    signature = Signature.of(asked, (language,))
    program = function_program(signature, language, source.encode())
    planned = plan_program(
        _toolchain(language),
        files={file.name: file.content for file in program.files},
        sources=program.sources,
        main=program.main,
        memory_bytes=MEMORY_BYTES,
    )
    folder.mkdir()
    for name, content in planned.files.items():
        (folder / name).write_bytes(content)
    for command in planned.commands:
        _compile((*command, *UNOPTIMISED.get(language, ())), folder, planned.environment)
    return Built(planned.start, planned.environment, folder)


@functools.cache
def _toolchain(language: str) -> Toolchain:
    found = COMPILED[language].toolchain()
    assert isinstance(found, Toolchain), found
    return found


def _compile(command: tuple[str, ...], folder: Path, environment: Mapping[str, str]) -> None:
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise CompileFailed(done.stderr + done.stdout)
