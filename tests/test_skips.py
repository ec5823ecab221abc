"""In CI nobody reads the list of skips, so a skip must not hide what could have run."""

from pathlib import Path

import pytest

from tests.skips import may_skip, under_lambdas_rules

REPOSITORY = Path(__file__).resolve().parent.parent

pytest_plugins = ("pytester",)

SKIPPED = "import pytest\ndef test_it(): pytest.skip({reason!r})\ndef test_other(): pass\n"


SETTINGS = {
    "as root": {"root": True, "lambdas_rules": False},
    "as a user": {"root": False, "lambdas_rules": False},
    "in Lambda": {"root": False, "lambdas_rules": True},
}


@pytest.mark.parametrize(
    ("reason", "where"),
    [
        ("only as root: needs a namespace", {"as a user", "in Lambda"}),
        ("only without root: reads a private file", {"as root"}),
        ("only under Lambda's rules: asks what is refused", {"as root", "as a user"}),
        ("only without Lambda's rules: compiles", {"in Lambda"}),
        ("this machine has no Landlock", set(SETTINGS)),
        ("no Chromium", set()),
        ("", set()),
    ],
)
def test_only_what_cannot_run_here_may_be_skipped(reason, where):
    assert {name for name, setting in SETTINGS.items() if may_skip(reason, **setting)} == where


def test_an_ordinary_process_is_not_under_lambdas_rules():
    assert not under_lambdas_rules()


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
