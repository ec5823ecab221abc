"""Tries the sandbox on this very machine and says in words what may be relied on.

    doctor --> guardian --> keeper --> zygote --> stem --> run: one attack after the other

Nothing is concluded from versions or settings: each attack is a submission like any
other, and what it reports is what a candidate's program could do here.
"""

from __future__ import annotations

import json
import os
import platform
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from grading import VERSION
from grading.attacks import ATTACKS, Attack
from grading.guardian import Guardian, Options, as_line
from grading.languages import LANGUAGES
from grading.protocol import Job, Judgement, TestCase, Verdict
from grading.sandbox import SandboxUnavailable

EXIT_SAFE = 0
EXIT_UNAVAILABLE = 2

LAYERS = {
    "lockdown": "A run can open no file and no socket, start no process and no thread, and"
    " cannot look into the grader. Needs no privilege; works in AWS Lambda.",
    "filtered": "Most system calls are refused (seccomp): signals, System V IPC, keyrings,"
    " other processes' limits, removing files.",
    "confined": "No path can be reached but those that are allowed (Landlock), so compilers"
    " and languages that open files can be held.",
    "other_user": "A run has a user of its own, so it can neither signal the grader nor touch"
    " anybody's files. Needs root.",
    "contained": "No network, no other process, an empty machine (namespaces); what a"
    " submission leaves running ends with it.",
}
"""What the names in a judgement's isolation mean."""


@dataclass(frozen=True, slots=True)
class Tried:
    """An attack and what became of it."""

    attack: Attack
    refused: bool
    said: str


def examine(options: Options, *, as_json: bool) -> int:
    """Print which layers hold and which attacks were refused; return the exit status.

    It is 0 if candidate code can be judged here and 2 if not.
    """
    with Guardian(options) as guardian:
        try:
            layers = guardian.start()
        except SandboxUnavailable as error:
            _print(as_json, {"available": False, "reason": str(error)}, f"Unavailable: {error}")
            return EXIT_UNAVAILABLE
        with TemporaryDirectory() as folder:
            bait = Path(folder, "bait")
            bait.touch()
            tried = [_try(guardian, attack, str(bait)) for attack in ATTACKS]
    report = {
        "available": True,
        "grader_version": VERSION,
        "user": "root" if os.geteuid() == 0 else "ordinary",
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "layers": list(layers),
        "languages": {language.name: language.version for language in LANGUAGES},
        "attacks": [
            {
                "name": one.attack.name,
                "refused": one.refused,
                "said": one.said,
                "if_not_refused": one.attack.consequence,
            }
            for one in tried
        ],
    }
    _print(as_json, report, _in_words(layers, tried))
    return EXIT_SAFE


def _try(guardian: Guardian, attack: Attack, bait: str) -> Tried:
    guardian.start()  # the attack before may have cost us the keeper
    targets = f"{guardian.keeper_pid} {guardian.zygote_pid} {os.getpid()} {bait}\n"
    job = Job(
        code=attack.name,
        language="python",
        source=attack.source.encode(),
        test_cases=(TestCase("attack", targets.encode(), b"refused\n"),),
    )
    judgement = guardian.judge(as_line(job))
    return Tried(attack, judgement.verdict is Verdict.ACCEPTED, _said(judgement))


def _said(judgement: Judgement) -> str:
    (run,) = judgement.runs
    return run.output_excerpt.strip() or run.error_excerpt.strip().rpartition("\n")[2] or run.reason


def _in_words(layers: tuple[str, ...], tried: list[Tried]) -> str:
    lines = ["Layers that hold here, weakest first:"]
    lines += [f"  {name}: {meaning}" for name, meaning in LAYERS.items() if name in layers]
    lines += [f"  (not here) {name}: {text}" for name, text in LAYERS.items() if name not in layers]
    width = max(len(one.attack.name) for one in tried)
    lines += ["", "Attacks tried just now:"]
    lines += [
        f"  {one.attack.name:{width}}  {'refused' if one.refused else 'NOT refused: ' + one.said}"
        for one in tried
    ]
    lines += ["", "What that means:"]
    open_ends = [one.attack.consequence for one in tried if not one.refused]
    lines += [f"  - {consequence}" for consequence in open_ends]
    if not open_ends:
        lines += ["  - None of the attacks that the doctor knows got anywhere."]
    return "\n".join(lines)


def _print(as_json: bool, report: dict[str, Any], words: str) -> None:
    sys.stdout.write((json.dumps(report) if as_json else words) + "\n")
