"""What a candidate may see of the grader's findings while the attempt is open."""

from quizzes.choices import Disclosure


def may_see_verdict(*, is_sample: bool, disclosure: str) -> bool:
    """Say whether a test case's verdict is shown: samples' always, others' if disclosed."""
    return is_sample or disclosure == Disclosure.VERDICTS


def may_see_output(*, is_sample: bool) -> bool:
    """Say whether input, output and expected output are shown; of hidden test cases never."""
    return is_sample
