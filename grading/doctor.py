"""Tries the sandbox on this very machine and says in words what may be relied on.

    doctor --> guardian --> keeper --> zygote --> stem --> run: one attack after the other

Nothing is concluded from versions or settings: each attack is a submission like any
other, and what it reports is what a candidate's program could do here. Each language is
asked to add one to a number.
"""

from __future__ import annotations

import json
import os
import platform
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from grading import VERSION
from grading.attacks import ATTACKS, Attack
from grading.guardian import Guardian, Options, as_line
from grading.languages import LANGUAGES, Language
from grading.protocol import Job, Judgement, TestCase, Verdict
from grading.sandbox import SandboxUnavailable
from grading.sandbox.layers import LAYERS

EXIT_SAFE = 0
EXIT_UNAVAILABLE = 2

MEANINGS = {
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

ADD_ONE = {
    "python": "print(int(input()) + 1)",
    "c": '#include <stdio.h>\nint main(void) { int n; scanf("%d", &n); printf("%d\\n", n + 1); }',
    "cpp": "#include <iostream>\nint main() { int n; std::cin >> n; std::cout << n + 1; }",
    "java": "public class Main { public static void main(String[] words) {"
    " System.out.println(new java.util.Scanner(System.in).nextInt() + 1); } }",
    "javascript": 'console.log(Number(require("fs").readFileSync(0)) + 1)',
    "go": 'package main\nimport "fmt"\nfunc main() { var n int; fmt.Scan(&n); fmt.Println(n + 1) }',
    "rust": "fn main() { let mut line = String::new();"
    " std::io::stdin().read_line(&mut line).unwrap();"
    ' println!("{}", line.trim().parse::<i32>().unwrap() + 1); }',
    "sql": "SELECT number + 1 FROM numbers",
}
"""A program of each language that reads a number and writes the next."""

ONE = {"sql": b"CREATE TABLE numbers (number); INSERT INTO numbers VALUES (1)"}
"""What a program reads, where that is not just a number."""


def examine(options: Options, *, as_json: bool) -> int:
    """Print which layers hold and which attacks were refused; return the exit status.

    It is 0 if candidate code can be judged here and 2 if not.
    """
    with Guardian(options) as guardian:
        report = examination(guardian)
    sys.stdout.write((json.dumps(report) if as_json else in_words(report)) + "\n")
    return EXIT_SAFE if report["available"] else EXIT_UNAVAILABLE


def examination(guardian: Guardian) -> dict[str, Any]:
    """Try everything with this guardian and return what was found, for JSON."""
    system = {
        "grader_version": VERSION,
        "user": "root" if os.geteuid() == 0 else "ordinary",
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
    }
    try:
        layers = guardian.start()
    except SandboxUnavailable as error:
        return {"available": False, "reason": str(error), **system}
    return {
        "available": True,
        **system,
        "layers": list(layers),
        "missing_layers": guardian.missing_layers,
        "languages": {language.name: _language(guardian, language) for language in LANGUAGES},
        "attacks": _attacks(guardian),
    }


def _language(guardian: Guardian, language: Language) -> dict[str, Any]:
    """Have a language add one; a reason that is not empty says why it is unavailable."""
    test_case = TestCase("one", ONE.get(language.name, b"1\n"), b"2\n")
    job = Job(language.name, language.name, ADD_ONE[language.name].encode(), (test_case,))
    judgement = guardian.judge(as_line(job))
    works = judgement.verdict is Verdict.ACCEPTED
    return {
        "available": works,
        "version": language.version if works else "",
        "reason": "" if works else f"{judgement.reason} {judgement.compile_output}".strip(),
    }


def _attacks(guardian: Guardian) -> list[dict[str, Any]]:
    with TemporaryDirectory() as folder:
        bait = Path(folder, "bait")
        bait.touch()
        return [_attack(guardian, attack, str(bait)) for attack in ATTACKS]


def _attack(guardian: Guardian, attack: Attack, bait: str) -> dict[str, Any]:
    guardian.start()  # the attack before may have cost us the keeper
    targets = f"{guardian.keeper_pid} {guardian.zygote_pid} {os.getpid()} {bait}\n"
    test_case = TestCase("attack", targets.encode(), b"refused\n")
    job = Job(attack.name, "python", attack.source.encode(), (test_case,))
    judgement = guardian.judge(as_line(job))
    return {
        "name": attack.name,
        "refused": judgement.verdict is Verdict.ACCEPTED,
        "said": _said(judgement),
        "if_not_refused": attack.consequence,
    }


def _said(judgement: Judgement) -> str:
    (run,) = judgement.runs
    return run.output_excerpt.strip() or run.error_excerpt.strip().rpartition("\n")[2] or run.reason


def in_words(report: dict[str, Any]) -> str:
    """Return a report as an administrator reads it."""
    if not report["available"]:
        return f"Nothing can be judged here: {report['reason']}"
    return "\n\n".join(
        "\n".join(lines)
        for lines in (
            _layers_in_words(report["layers"], report["missing_layers"]),
            _languages_in_words(report["languages"]),
            _attacks_in_words(report["attacks"]),
            _consequences_in_words(report["attacks"]),
        )
    )


def _layers_in_words(layers: list[str], missing: dict[str, str]) -> list[str]:
    lines = ["Layers that hold here, weakest first:"]
    lines += [f"  {name}: {MEANINGS[name]}" for name in layers]
    lines += [f"  (not here) {name}: {missing[name]}" for name in LAYERS if name in missing]
    return lines


def _languages_in_words(languages: dict[str, dict[str, Any]]) -> list[str]:
    width = max(map(len, languages))
    return ["Languages:"] + [
        f"  {name:{width}}  {found['version'] or 'not available: ' + found['reason']}"
        for name, found in languages.items()
    ]


def _attacks_in_words(attacks: list[dict[str, Any]]) -> list[str]:
    width = max(len(one["name"]) for one in attacks)
    return ["Attacks tried just now:"] + [
        f"  {one['name']:{width}}  {'refused' if one['refused'] else 'NOT refused: ' + one['said']}"
        for one in attacks
    ]


def _consequences_in_words(attacks: list[dict[str, Any]]) -> list[str]:
    open_ends = [one["if_not_refused"] for one in attacks if not one["refused"]]
    return [
        "What that means:",
        *(f"  - {consequence}" for consequence in open_ends),
        *([] if open_ends else ["  - None of the attacks that the doctor knows got anywhere."]),
    ]
