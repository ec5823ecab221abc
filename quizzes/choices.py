"""The fixed vocabularies of quizzes: what is stored, and what the user reads."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class QuestionKind(TextChoices):
    CODING = "coding", _("Coding")
    SINGLE_CHOICE = "single_choice", _("One choice")
    MULTIPLE_CHOICE = "multiple_choice", _("Several choices")
    TEXT = "text", _("Text")


CHOICE_KINDS = frozenset({QuestionKind.SINGLE_CHOICE, QuestionKind.MULTIPLE_CHOICE})


class Difficulty(TextChoices):
    EASY = "easy", _("Easy")
    MEDIUM = "medium", _("Medium")
    HARD = "hard", _("Hard")


class ProgrammingLanguage(TextChoices):
    """What a question may be answered in, in the order in which it is offered.

    Source: ``grading.languages``; a test compares. Versions are the grader's to tell.
    """

    PYTHON = "python", "Python 3"
    C = "c", "C"
    CPP = "cpp", "C++"
    JAVA = "java", "Java"
    JAVASCRIPT = "javascript", "JavaScript"
    GO = "go", "Go"
    RUST = "rust", "Rust"
    SQL = "sql", "SQL"


class Fault(TextChoices):
    """Why a submission could not be graded, as logs and mails say it.

    The grader's own words may quote what a candidate's program wrote, and stay in the database.
    """

    JUDGE_ERROR = "judge_error", _("The grader could not judge a test case")
    UNAVAILABLE = "unavailable", _("The grader gave no answer")
    GIVEN_UP = "given_up", _("It was tried too often, and the worker died or failed each time")


class Verdict(TextChoices):
    """The grader's findings, in the words that candidates and interviewers read."""

    ACCEPTED = "accepted", _("Accepted")
    WRONG_ANSWER = "wrong_answer", _("Wrong answer")
    TIME_LIMIT_EXCEEDED = "time_limit_exceeded", _("Too slow")
    MEMORY_LIMIT_EXCEEDED = "memory_limit_exceeded", _("Too much memory")
    OUTPUT_LIMIT_EXCEEDED = "output_limit_exceeded", _("Too much output")
    RUN_TIME_ERROR = "run_time_error", _("Crashed")
    COMPILE_ERROR = "compile_error", _("Does not compile")
    JUDGE_ERROR = "judge_error", _("Our fault")


SHORT_VERDICTS = {
    Verdict.ACCEPTED: "AC",
    Verdict.WRONG_ANSWER: "WA",
    Verdict.TIME_LIMIT_EXCEEDED: "TLE",
    Verdict.MEMORY_LIMIT_EXCEEDED: "MLE",
    Verdict.OUTPUT_LIMIT_EXCEEDED: "OLE",
    Verdict.RUN_TIME_ERROR: "RTE",
    Verdict.COMPILE_ERROR: "CE",
    Verdict.JUDGE_ERROR: "JE",
}


class Counting(TextChoices):
    """Which of several submissions of one answer gives the points."""

    BEST = "best", _("The best submission counts")
    LAST = "last", _("The last submission counts")


class Disclosure(TextChoices):
    """What candidates learn about hidden test cases while they work."""

    NOTHING = "nothing", _("Nothing until the end")
    VERDICTS = "verdicts", _("The verdict of each hidden test case")


class Purpose(TextChoices):
    REAL = "real", _("Real")
    PRACTICE = "practice", _("Practice")
    PREVIEW = "preview", _("Preview by staff")


class FinishReason(TextChoices):
    SUBMITTED = "submitted", _("Finished by the candidate")
    EXPIRED = "expired", _("Time ran out")
    WITHDRAWN = "withdrawn", _("Withdrawn by the candidate")


class Aids(TextChoices):
    """What a candidate may use besides their head. The start page says it in full."""

    NOTHING = "nothing", _("No documentation, no AI tools")
    DOCUMENTATION = "documentation", _("Documentation, no AI tools")
    AI = "ai", _("Documentation and AI tools")
    AI_TOLD = "ai_told", _("Documentation and AI tools, and the answer says how they were used")


class TimeCause(TextChoices):
    """Why time was added to a running attempt."""

    STAFF = "staff", _("Given by the company")
    OUTAGE = "outage", _("Given back after an outage")


class OutageSource(TextChoices):
    HEARTBEAT = "heartbeat", _("By the system")
    STAFF = "staff", _("By a member of staff")


class RevisionOrigin(TextChoices):
    PAGE = "page", _("The candidate's page")
    FILE = "file", _("A file of the candidate's, loaded by staff")


class SubmissionCause(TextChoices):
    PRESSED = "pressed", _("Submitted by the candidate")
    CLOSING = "closing", _("Last saved text when the attempt closed")
    FILE = "file", _("Loaded by staff from the candidate's file")


class SubmissionState(TextChoices):
    QUEUED = "queued", _("Waiting to be graded")
    GRADING = "grading", _("Being graded")
    REVIEW = "review", _("Waiting for a person")
    REPLACED = "replaced", _("Replaced by a later text")
    GRADED = "graded", _("Graded")
    UNGRADED = "ungraded", _("Could not be graded yet")


PENDING_STATES = frozenset({SubmissionState.QUEUED, SubmissionState.GRADING})


class AnswerState(TextChoices):
    """How far one answer has come, as the list of questions shows it."""

    UNANSWERED = "unanswered", _("Not answered")
    SAVED = "saved", _("Saved")
    SUBMITTED = "submitted", _("Submitted")
    GRADING = "grading", _("Being graded")
    GRADED = "graded", _("Graded")
    UNGRADED = "ungraded", _("Could not be graded yet")


class EventKind(TextChoices):
    """What can happen to an attempt, from the link to the decision."""

    OPENED = "opened", _("Link opened in a browser")
    STARTED = "started", _("Started")
    RESUMED = "resumed", _("Continued")
    SECTION_STARTED = "section_started", _("Section started")
    SECTION_FINISHED = "section_finished", _("Section finished")
    SAVED = "saved", _("Saved")
    SAVED_LATE = "saved_late", _("Saved after time")
    SAVED_ASIDE = "saved_aside", _("Kept aside: another text was saved meanwhile")
    BROWSER = "browser", _("Writes in this browser")
    LOADED = "loaded", _("Answer loaded from the candidate's file")
    RAN = "ran", _("Ran the samples")
    SUBMITTED = "submitted", _("Submitted")
    TIME_ADDED = "time_added", _("Time added")
    FINISHED = "finished", _("Finished")
    EXPIRED = "expired", _("Time ran out")
    WITHDRAWN = "withdrawn", _("Withdrawn by the candidate")
    GRADED = "graded", _("Graded")
    UNGRADED = "ungraded", _("Could not be graded")
    SCORED = "scored", _("Scored by hand")
    VIEWED = "viewed", _("Result viewed")
    DECIDED = "decided", _("Decided")
