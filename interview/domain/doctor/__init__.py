"""Says whether the whole system works, and how to mend what does not.

`examine()` yields a Report for each check; the last plays a candidate through everything.
"""

from interview.domain.doctor.check import Check, Finding, Report, State
from interview.domain.doctor.examination import CHECKS, examine, examine_one, worst

__all__ = ["CHECKS", "Check", "Finding", "Report", "State", "examine", "examine_one", "worst"]
