"""Says why tests were skipped, and in CI refuses a skip of something this machine can run.

A skip gives its reason in one of these ways; any other is an error when the
environment has CI=true, since nobody would notice that the test is gone:

- "only as root: ..." and "only without root: ...", told from who we are;
- "this machine has no ...": a kernel or a processor that lacks something. What
  a package manager could install is no such reason; `make test` installs it.
"""

import os

import pytest


def may_skip(reason: str, *, root: bool) -> bool:
    """Return whether a skip for this reason hides nothing that could run here."""
    if reason.startswith("only as root: "):
        return not root
    if reason.startswith("only without root: "):
        return root
    return reason.startswith("this machine has no ")


def reason_of(report: pytest.TestReport | pytest.CollectReport) -> str:
    """Return the reason of a skipped report without pytest's own words."""
    if isinstance(report.longrepr, tuple):
        return report.longrepr[2].removeprefix("Skipped: ")
    return str(report.longrepr)


class SkipCourt:
    """Hears every skip of one run and judges it at the end."""

    def __init__(self) -> None:
        self.refused: list[str] = []

    def hear(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        expected_failure = hasattr(report, "wasxfail")
        if report.skipped and not expected_failure:
            reason = reason_of(report)
            if not may_skip(reason, root=os.geteuid() == 0):
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
