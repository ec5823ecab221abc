"""`python -m grading bench`, as a user would."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.grading.client import PROJECT
from tests.grading.setting import expected_layers


def bench(*arguments: str, path: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "grading", "bench", "--rounds", "1", *arguments],
        cwd=PROJECT,
        env={**os.environ, "PATH": str(path)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_all_kinds_of_figures_come_as_json_and_what_is_absent_says_how_to_get_it(tmp_path: Path):
    done = bench("--json", "--language", "python", "--language", "cobol", path=tmp_path)

    found = json.loads(done.stdout)
    cores = [number for number in (1, 2) if number <= len(os.sched_getaffinity(0))]
    places = [("python", number, way) for number in cores for way in ("ours", "subprocess")]
    where = [
        [(one["language"], one["cores"], one["way"]) for one in found[kind]]
        for kind in ("per_test", "first_results")
    ]
    assert done.returncode == 0
    assert where == [places, places]
    assert [(one["language"], one["way"]) for one in found["slowdowns"]] == [
        ("python", "ours"),
        ("python", "subprocess"),
    ]
    assert all(one["minimum_ms_per_test"] > 0 for one in found["per_test"])
    assert [(one["name"], bool(one["how_to_get"])) for one in found["absent"]][:2] == [
        ("bubblewrap", True),
        ("nsjail", True),
    ]
    assert found["absent"][-1]["reason"] == "the bench has programs in python, c, javascript only"
    assert (found["rounds"], tuple(found["machine"]["layers"])) == (1, expected_layers())


def test_without_a_sandbox_nothing_is_measured(tmp_path: Path):
    done = bench("--layers", "walls", path=tmp_path)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "Nothing can be judged here: there is no layer 'walls'; there are:"
        " lockdown, filtered, confined, other_user, contained\n"
    )
