"""Why a grader gave no judgement. Each is our fault, and says what it was."""


class GraderUnavailable(Exception):
    """The grader did not answer, or not in words we understand. It is our fault."""

    worth_a_second_try = True


class GraderStopped(GraderUnavailable):
    """The grader ended while it judged: perhaps the submission's doing."""


class GraderSilent(GraderUnavailable):
    """No answer came in the time that the job allows. That is nobody's guilt: a machine that
    hangs looks the same. Asking again at once would cost as long again; later, it may help."""

    worth_a_second_try = False


class GraderStale(GraderUnavailable):
    """The environment that was asked is no more what it was, and has left unasked."""


class GraderRefused(GraderUnavailable):
    """Asking again changes nothing: a right is missing, or there is no such grader."""

    worth_a_second_try = False


class GraderBusy(GraderUnavailable):
    """The grader had no room for the job, however often it was asked. It may have some later."""

    worth_a_second_try = False


class NoTimeLeft(GraderUnavailable):
    """Whoever asks will be ended before the grader can have answered."""

    worth_a_second_try = False


class DoesNotFit(Exception):
    """A job is too large, or takes too long, for one errand; the message says how."""


class TestCaseDoesNotFit(GraderUnavailable):
    """A test case does not fit into an errand of its own."""

    __test__ = False  # else pytest collects it
    worth_a_second_try = False

    def __init__(self, code: str, reason: DoesNotFit) -> None:
        super().__init__(f"Test case {code} cannot be sent to the grader: {reason}")
        self.code = code
