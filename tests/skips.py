"""Says why tests were skipped, and in CI refuses a skip of something this machine can run.

A skip gives its reason in one of these ways; any other is an error when the
environment has CI=true, since nobody would notice that the test is gone:

- "only as root: ..." and "only without root: ...", told from who we are;
- "only under Lambda's rules: ..." and "only without Lambda's rules: ...", told from
  what the kernel refuses us: see tests/lambda_double;
- "this machine has no ...": a kernel or a processor that lacks something. What
  a package manager could install is no such reason; `make test` installs it.
"""

import ctypes
import errno
import os

import pytest

PR_GET_DUMPABLE = 3  # prctl(2); asks only, and needs no right


def under_lambdas_rules() -> bool:
    """Return whether we are where prctl(2) is refused, whatever we were told."""
    try:
        prctl = ctypes.CDLL(None, use_errno=True).prctl
    except AttributeError:  # not Linux
        return False
    return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == -1 and ctypes.get_errno() == errno.EPERM


def may_skip(reason: str, *, root: bool, lambdas_rules: bool) -> bool:
    """Return whether a skip for this reason hides nothing that could run here."""
    not_here = {
        "only as root: ": not root,
        "only without root: ": root,
        "only under Lambda's rules: ": not lambdas_rules,
        "only without Lambda's rules: ": lambdas_rules,
        "this machine has no ": True,
    }
    return any(reason.startswith(start) and true for start, true in not_here.items())


def reason_of(report: pytest.TestReport | pytest.CollectReport) -> str:
    """Return the reason of a skipped report without pytest's own words."""
    if isinstance(report.longrepr, tuple):
        return report.longrepr[2].removeprefix("Skipped: ")
    return str(report.longrepr)


class SkipCourt:
    """Hears every skip of one run and judges it at the end."""

    def __init__(self) -> None:
        self.refused: list[str] = []
        self.root = os.geteuid() == 0
        self.lambdas_rules = under_lambdas_rules()

    def hear(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        expected_failure = hasattr(report, "wasxfail")
        if report.skipped and not expected_failure:
            reason = reason_of(report)
            if not may_skip(reason, root=self.root, lambdas_rules=self.lambdas_rules):
                self.refused.append(f"{report.nodeid}: {reason}")

    pytest_runtest_logreport = hear
    pytest_collectreport = hear

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.refused:
            terminalreporter.section("skipped, but could run here")
            for line in self.refused:
                terminalreporter.line(line)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.refused and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_configure(config: pytest.Config) -> None:
    if os.environ.get("CI") == "true":
        config.pluginmanager.register(SkipCourt(), "skip-court")
