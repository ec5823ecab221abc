"""From a job to what the sandbox has to do for it, or why it cannot be done here.

Everything that can be refused is refused here, by name, before anything is run: it is a
`judge_error`, which tells an administrator and costs the candidate nothing.
"""

from __future__ import annotations

import os
from typing import Literal

from grading.functions.harness import function_program
from grading.functions.signature import Signature, SignatureRefused, TestCaseUnfit
from grading.languages import Language, Toolchain, language_named
from grading.languages.plans import Plan, plan, plan_program
from grading.protocol import Function, Job, Limits
from grading.sandbox.compiling import WALL_SECONDS
from grading.sandbox.extensions import needs_all_extensions
from grading.sandbox.recipe import Commands, Recipe

ROOM_SECONDS = 5.0
"""For what comes around compiling: writing files, locking down, becoming the launcher. A guess."""

SQL_EXTENSIONS = frozenset({"_sqlite3"})

IN_ZYGOTE = {"python", "sql"}
"""Languages that this interpreter runs by itself."""


class JobRefused(ValueError):
    """This grader cannot do the job; the message names what and why."""


def recipe_for_job(job: Job, toolchain: Toolchain) -> Recipe:
    """Return what to do with a job's submission.

    Raises:
        JobRefused: its function, files or modules do not go with its language.
    """
    language = language_named(job.language)
    extra = {file.name: file.content for file in job.extra_files}
    if job.preload and language.name != "python":
        raise JobRefused(f"job.preload is only for python, not for {language.name}")
    if language.name in IN_ZYGOTE:
        return _recipe_in_zygote(job, language, extra)
    memory_bytes = longest_limits(job).memory_bytes
    if job.function is None:
        planned = plan(
            language, toolchain, job.source, memory_bytes=memory_bytes, extra_files=extra
        )
        return program_recipe(language, toolchain, planned)
    program = function_program(_checked_signature(job, job.function), language.name, job.source)
    planned = plan_program(
        toolchain,
        files={file.name: file.content for file in program.files},
        sources=program.sources,
        main=program.main,
        memory_bytes=memory_bytes,
    )
    return program_recipe(language, toolchain, planned, wants_result=True)


def program_recipe(
    language: Language,
    toolchain: Toolchain,
    planned: Plan,
    *,
    wants_result: bool = False,
    writable: str = "",
) -> Recipe:
    """Return what to do with a program that is compiled and started outside the zygote.

    writable: a folder in its directory in which runs may write; none if empty.
    """
    return Recipe(
        kind="program",
        source=b"",
        file_name="",
        files=dict(planned.files),
        commands=Commands(
            compile=planned.commands,
            start=planned.start,
            environment=dict(planned.environment),
            readable=toolchain.readable,
            run_readable=toolchain.run_readable,
            writable=writable,
            memory=toolchain.memory,
            stack_bytes=toolchain.stack_bytes,
            descriptors=toolchain.descriptors,
            processes=toolchain.processes,
            profile="checker" if writable else _profile(toolchain),
        ),
        base_memory_bytes=toolchain.base_memory_bytes,
        out_of_memory=language.out_of_memory,
        wants_result=wants_result,
        compile_seconds=WALL_SECONDS + ROOM_SECONDS,
        threads=(os.cpu_count() or 1) if toolchain.processes else 1,
        base_resident_bytes=(toolchain.base_resident_bytes if toolchain.memory == "data" else None),
    )


def _profile(toolchain: Toolchain) -> Literal["program", "threads"]:
    return "threads" if toolchain.processes else "program"


def longest_limits(job: Job) -> Limits:
    """Return the largest of each limit that a test case of this job has."""
    every = [job.limits, *(case.limits for case in job.test_cases if case.limits)]
    return Limits(
        cpu_time_ms=max(one.cpu_time_ms for one in every),
        wall_time_ms=max(one.wall_time_ms for one in every),
        memory_bytes=max(one.memory_bytes for one in every),
        output_bytes=max(one.output_bytes for one in every),
    )


def _recipe_in_zygote(job: Job, language: Language, extra: dict[str, bytes]) -> Recipe:
    if extra and language.name == "sql":
        raise JobRefused("job.extra_files cannot be used with sql")
    function = None
    if job.function is not None:
        signature = _checked_signature(job, job.function)
        function = signature.name, tuple(str(type_) for type_ in signature.types)
    extensions: frozenset[str] | None = SQL_EXTENSIONS
    if language.name == "python":
        texts = b"\n".join([job.source, *extra.values()])
        extensions = None if needs_all_extensions(texts) else frozenset()
    return Recipe(
        kind="sql" if language.name == "sql" else "python",
        source=job.source,
        file_name=language.file_name,
        files=extra,
        function=function,
        out_of_memory=language.out_of_memory,
        memory_bytes=longest_limits(job).memory_bytes,
        preload=job.preload,
        extensions=extensions,
        wants_result=function is not None,
    )


def _checked_signature(job: Job, function: Function) -> Signature:
    """Return the job's signature, which every test case fits."""
    languages = (job.language,)
    try:
        signature = Signature.of(function, languages)
        for test_case in job.test_cases:
            signature.check_test_case(test_case, languages)
    except (SignatureRefused, TestCaseUnfit) as refusal:
        raise JobRefused(f"job: {refusal}") from None
    return signature
