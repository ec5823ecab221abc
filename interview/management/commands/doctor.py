"""Says whether the whole system works, and how to mend what does not."""

import json
import signal
import sys
from dataclasses import asdict
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from interview.domain import doctor
from interview.domain.doctor import Check, Report, State
from interview.domain.doctor.checks.mail import Mail

EXIT_BROKEN = 1
MARKS = {State.FINE: "fine   ", State.WARNING: "WARNING", State.BROKEN: "BROKEN "}


class Command(BaseCommand):
    help = (
        "Look at every part of the system, play one fake candidate through it, and say what is"
        " wrong and how to mend it. The exit status is 1 if something is broken."
    )
    requires_system_checks = ()  # what they would refuse is what we are here to explain

    def add_arguments(self, parser: CommandParser) -> None:
        names = [check.name for check in doctor.CHECKS]
        parser.add_argument("checks", nargs="*", metavar="CHECK", help=", ".join(names))
        parser.add_argument("--mail-to", default="", help="Send one mail to this address.")
        parser.add_argument("--json", action="store_true", help="For programs.")

    def handle(self, *, checks: list[str], mail_to: str, **options: Any) -> None:
        known = {check.name: check for check in doctor.CHECKS}
        if unknown := set(checks) - known.keys():
            self.stderr.write(f"There is no check {', '.join(sorted(unknown))}. See --help.")
            sys.exit(2)
        signal.signal(signal.SIGTERM, end_politely)
        reports = []
        for name, check in known.items():
            if not checks or name in checks:
                reports.append(self.look(check, mail_to=mail_to, aloud=not options["json"]))
        if options["json"]:
            self.write_json(reports)
        else:
            self.write_summary(reports)
        if doctor.worst(reports) == State.BROKEN:
            sys.exit(EXIT_BROKEN)

    def look(self, check: type[Check], *, mail_to: str, aloud: bool) -> Report:
        """Make one check, and say what is being looked at while it takes its time."""
        if aloud and self.stdout.isatty():
            self.stdout.write(f"        {check.title} ...\r", ending="")
            self.stdout.flush()
        one = Mail(mail_to) if check is Mail else check()
        report = doctor.examine_one(one)
        if aloud:
            self.write_report(report)
        return report

    def write_report(self, report: Report) -> None:
        finding = report.finding
        self.stdout.write(f"{MARKS[finding.state]} {report.title:18} {finding.words}")
        if finding.remedy:
            self.stdout.write(f"{'':26} -> {finding.remedy}")
        self.stdout.flush()

    def write_summary(self, reports: list[Report]) -> None:
        wrong = [report for report in reports if report.finding.state != State.FINE]
        seconds = sum(report.took_ms for report in reports) / 1000
        if not wrong:
            self.stdout.write(f"All of {len(reports)} checks are fine ({seconds:.0f} s).")
            return
        titles = ", ".join(report.title for report in wrong)
        self.stdout.write(f"Of {len(reports)} checks look at: {titles} ({seconds:.0f} s).")

    def write_json(self, reports: list[Report]) -> None:
        found = {
            "state": doctor.worst(reports),
            "checks": [asdict(report) for report in reports],
        }
        self.stdout.write(json.dumps(found))


def end_politely(number: int, frame: FrameType | None) -> None:
    """Unwind, so that the fake candidate is removed."""
    sys.exit(128 + number)
