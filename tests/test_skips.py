"""In CI nobody reads the list of skips, so a skip must not hide what could have run."""

from pathlib import Path

import pytest

from tests.skips import may_skip

REPOSITORY = Path(__file__).resolve().parent.parent

pytest_plugins = ("pytester",)

SKIPPED = "import pytest\ndef test_it(): pytest.skip({reason!r})\ndef test_other(): pass\n"


@pytest.mark.parametrize(
    ("reason", "as_root", "as_user"),
    [
        ("only as root: needs a namespace", False, True),
        ("only without root: reads a private file", True, False),
        ("this machine has no Landlock", True, True),
        ("no Chromium", False, False),
        ("", False, False),
    ],
)
def test_only_what_cannot_run_here_may_be_skipped(reason, as_root, as_user):
    assert (may_skip(reason, root=True), may_skip(reason, root=False)) == (as_root, as_user)


@pytest.mark.parametrize(
    ("ci", "reason", "status"),
    [
        ("true", "too slow", pytest.ExitCode.TESTS_FAILED),
        ("true", "this machine has no Landlock", pytest.ExitCode.OK),
        ("", "too slow", pytest.ExitCode.OK),
    ],
)
def test_ci_fails_on_a_skip_without_need(pytester, monkeypatch, ci, reason, status):
    monkeypatch.setenv("CI", ci)
    monkeypatch.setenv("PYTHONPATH", str(REPOSITORY))
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    pytester.makepyfile(SKIPPED.format(reason=reason))

    result = pytester.runpytest_subprocess("-p", "tests.skips")

    assert result.ret == status
