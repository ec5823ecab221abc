"""Does every submission of real problem packages get the verdict that its folder promises?

Judges whole packages by `python -m grading judge PACKAGE --json`, and counts, by language,
what came out as promised, what did not and what could not be judged.

    python -m benchmarks.packages DIR [DIR...] [--every] [--json]

DIR holds clones, at any depth, of Kodsport/kth-challenge-2014,
icpc/na-rocky-mountain-2020-public, Kattis/problemtools and icpc/problem-package-format; from
the environment variable PACKAGES if it is not given. Without --every only the packages named
in `NAMES` are judged. Exit status 1 if a submission differs from its promise.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[1]

NAMES = {
    *("absurdistan2", "cowcrane", "numbertree", "tomosynthesis", "vonwalken"),
    *("forcedchoice", "stopwatch"),
    *("different", "hello"),
    *("maximal", "passfail"),
}
"""By repository, in the order above: of the last two, the pass-fail examples."""

OUTCOMES = ("as_expected", "differs", "not_judged")


def packages(folders: list[Path], *, every: bool) -> Iterator[Path]:
    """Yield the folders of packages, each once, by path."""
    found = {file.parent for folder in folders for file in folder.rglob("problem.yaml")}
    for package in sorted(found):
        if every or package.name in NAMES:
            yield package


def judged(package: Path) -> tuple[list[dict[str, Any]], str]:
    """Judge a package; return its submissions, or nothing and why it is refused."""
    command = [sys.executable, "-m", "grading", "judge", str(package), "--json"]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    submissions = [json.loads(line) for line in done.stdout.splitlines()]
    return submissions, "" if submissions else done.stderr.strip().rpartition("\n")[2]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    fallback = [Path(os.environ["PACKAGES"])] if "PACKAGES" in os.environ else None
    parser.add_argument("folders", type=Path, nargs="*" if fallback else "+", default=fallback)
    parser.add_argument("--every", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    counts: dict[str, Counter[str]] = {}
    differing: list[dict[str, Any]] = []
    refused: dict[str, str] = {}
    for package in packages(options.folders, every=options.every):
        submissions, refusal = judged(package)
        if refusal:
            refused[package.name] = refusal
        for one in submissions:
            language = one["language"] or "none that its files tell"
            counts.setdefault(language, Counter())[one["comparison"]] += 1
            if one["comparison"] == "differs" or (one["verdict"] == "judge_error"):
                differing.append({"package": package.name} | _facts(one))
        if not options.json:
            tally = Counter(one["comparison"] for one in submissions)
            print(f"{package.name:16} {refusal or _listed(tally)}", flush=True)
    if options.json:
        print(json.dumps({"counts": counts, "differing": differing, "refused": refused}))
    else:
        _print_summary(counts, differing)
    return 1 if any(one["verdict"] != "judge_error" for one in differing) else 0


def _facts(one: dict[str, Any]) -> dict[str, Any]:
    return {name: one[name] for name in ("file", "language", "verdict", "complaints")}


def _listed(tally: Counter[str]) -> str:
    return ", ".join(f"{tally[name]} {name.replace('_', ' ')}" for name in OUTCOMES if tally[name])


def _print_summary(counts: dict[str, Counter[str]], differing: list[dict[str, Any]]) -> None:
    print()
    for language, tally in sorted(counts.items()):
        print(f"{language:26} {_listed(tally)}")
    print(f"{'all':26} {_listed(sum(counts.values(), Counter()))}")
    for one in differing:
        print(f"\n{one['package']}/{one['file']}: {one['verdict']}")
        print("\n".join(f"    {complaint}" for complaint in one["complaints"]))


if __name__ == "__main__":
    sys.exit(main())
