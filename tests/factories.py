"""Makes records for tests: valid by themselves, and telling only what a test is about.

    QuestionFactory(kind="text", quiz=quiz, points=5)   a question, its published version, its place
    AttemptFactory(quiz=quiz, closes_at=NOON)           with a blank answer to each question
    InvitationFactory(started=True)                     with an attempt that is still open
    SubmissionFactory(graded=7, answer__text="a")       an answer, frozen, with a grade of 7 points

Nothing here goes through the domain, so that a test of a verb begins before it.
"""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory, Password

from accounts.models import User
from accounts.roles import Role, group_of
from interview.models import (
    Candidate,
    Criterion,
    Decision,
    Invitation,
    Position,
    Problem,
    Scorecard,
    ScorecardLine,
)
from quizzes.choices import (
    Counting,
    Difficulty,
    Disclosure,
    FinishReason,
    QuestionKind,
    SubmissionCause,
    SubmissionState,
    Verdict,
)
from quizzes.domain import results
from quizzes.models import (
    Answer,
    AnswerRevision,
    Attempt,
    Choice,
    Grade,
    Question,
    QuestionVersion,
    Quiz,
    QuizQuestion,
    Section,
    Skill,
    Solution,
    Submission,
    Tag,
    TestCase,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
PASSWORD = "a password of the cast"

ECHO = "print(input())\n"
"""A right answer to what CodingQuestion asks: its outputs equal its inputs."""


# Staff


class UserFactory(DjangoModelFactory[User]):
    """A member of staff without a role."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"staff{n}@example.com")
    name = factory.Sequence(lambda n: f"Member {n} of Staff")
    password = Password(PASSWORD)
    is_staff = True


class InterviewerFactory(UserFactory):
    """Somebody who interviews; `PositionFactory(interviewers=[...])` says for what."""

    @factory.post_generation
    def role(self: User, create: bool, extracted: Role | None, **_: Any) -> None:
        self.groups.add(group_of(extracted or Role.INTERVIEWER))


class AdministratorFactory(UserFactory):
    """Somebody who sees every position."""

    @factory.post_generation
    def role(self: User, create: bool, extracted: None, **_: Any) -> None:
        self.groups.add(group_of(Role.ADMINISTRATOR))


# Quizzes


class TagFactory(DjangoModelFactory[Tag]):
    class Meta:
        model = Tag

    name = factory.Sequence(lambda n: f"tag {n}")


class SkillFactory(DjangoModelFactory[Skill]):
    class Meta:
        model = Skill

    name = factory.Sequence(lambda n: f"skill {n}")


class QuizFactory(DjangoModelFactory[Quiz]):
    """A quiz without questions; `QuestionFactory(quiz=...)` adds one."""

    class Meta:
        model = Quiz

    title = factory.Sequence(lambda n: f"Quiz {n}")
    time_limit = timedelta(hours=1)


class SectionFactory(DjangoModelFactory[Section]):
    """A section without questions; `QuestionFactory(quiz=..., section=...)` adds one."""

    class Meta:
        model = Section

    quiz = factory.SubFactory(QuizFactory)
    title = factory.Sequence(lambda n: f"Section {n}")
    time_limit = timedelta(minutes=20)
    position = factory.Sequence(int)


class QuestionFactory(DjangoModelFactory[Question]):
    """A question with one published version, or a draft with ``draft=True``.

    Takes the fields of the version as well, ``quiz`` to be asked in, its ``section``
    there, and the ``points`` it is worth. ``parts=False`` leaves out choices and test cases.
    """

    class Meta:
        model = Question

    code = factory.Sequence(lambda n: f"question-{n}")

    @classmethod
    def _create(cls, model_class: type[Question], *args: Any, **fields: Any) -> Question:
        question = model_class.objects.create(code=fields.pop("code"))
        quiz, points = fields.pop("quiz", None), fields.pop("points", 10)
        section = fields.pop("section", None)
        QuestionVersionFactory(question=question, **fields)
        if quiz is not None:
            QuizQuestionFactory(quiz=quiz, question=question, points=points, section=section)
        return question


class BareQuestionFactory(DjangoModelFactory[Question]):
    """A question that has no version yet."""

    class Meta:
        model = Question

    code = factory.Sequence(lambda n: f"bare-question-{n}")


class QuestionVersionFactory(DjangoModelFactory[QuestionVersion]):
    """A published version that can be asked and graded.

    Code echoes its input; of choices a and b are right when several may be,
    else a alone.
    """

    class Meta:
        model = QuestionVersion
        skip_postgeneration_save = True

    class Params:
        draft = factory.Trait(published_at=None)

    question = factory.SubFactory(BareQuestionFactory)
    number = 1
    kind = QuestionKind.CODING
    title = factory.Sequence(lambda n: f"Question {n}")
    statement = "Write what you read."
    difficulty = Difficulty.MEDIUM
    estimated_minutes = 10
    published_at = NOON - timedelta(days=30)

    @factory.post_generation
    def parts(self: QuestionVersion, create: bool, wanted: bool | None, **_: Any) -> None:
        if wanted is False:
            return
        if self.is_coding:
            TestCaseFactory(version=self, code="sample", is_sample=True, input="1\n")
            TestCaseFactory(version=self, code="hidden", input="2\n")
        elif self.has_choices:
            right = "ab" if self.kind == QuestionKind.MULTIPLE_CHOICE else "a"
            for position, code in enumerate("abc"):
                ChoiceFactory(version=self, code=code, position=position, is_correct=code in right)


class ChoiceFactory(DjangoModelFactory[Choice]):
    class Meta:
        model = Choice

    version = factory.SubFactory(
        QuestionVersionFactory, kind=QuestionKind.SINGLE_CHOICE, parts=False
    )
    code = factory.Sequence(lambda n: f"choice-{n}")
    text = factory.LazyAttribute(lambda choice: f"Choice {choice.code}")


class TestCaseFactory(DjangoModelFactory[TestCase]):
    """A hidden test case whose expected output is its input."""

    __test__ = False

    class Meta:
        model = TestCase

    version = factory.SubFactory(QuestionVersionFactory, parts=False)
    code = factory.Sequence(lambda n: f"case-{n}")
    input = "1\n"
    expected_output = factory.SelfAttribute("input")


class SolutionFactory(DjangoModelFactory[Solution]):
    """A right program that has not been checked yet."""

    class Meta:
        model = Solution

    version = factory.SubFactory(QuestionVersionFactory)
    name = factory.Sequence(lambda n: f"solution{n}.py")
    source = ECHO
    expected_verdict = Verdict.ACCEPTED


class QuizQuestionFactory(DjangoModelFactory[QuizQuestion]):
    class Meta:
        model = QuizQuestion

    quiz = factory.SubFactory(QuizFactory)
    question = factory.SubFactory(QuestionFactory)
    points = 10
    position = factory.Sequence(int)


class AttemptFactory(DjangoModelFactory[Attempt]):
    """An attempt that began an hour before it closes, with a blank answer to each question.

    It closes at ``closes_at``, else half an hour from now. ``finished=True``
    ended it ten minutes early by hand, ``expired=True`` when time ran out.
    """

    class Meta:
        model = Attempt
        skip_postgeneration_save = True

    class Params:
        finished = factory.Trait(
            finished_at=factory.LazyAttribute(lambda it: it.closes_at - timedelta(minutes=10)),
            finish_reason=FinishReason.SUBMITTED,
        )
        expired = factory.Trait(
            finished_at=factory.SelfAttribute("closes_at"), finish_reason=FinishReason.EXPIRED
        )

    quiz = factory.SubFactory(QuizFactory)
    title = factory.LazyAttribute(lambda it: it.quiz.title if it.quiz else "A question")
    counting = factory.LazyAttribute(lambda it: it.quiz.counting if it.quiz else Counting.BEST)
    disclosure = factory.LazyAttribute(
        lambda it: it.quiz.disclosure if it.quiz else Disclosure.NOTHING
    )
    time_limit = timedelta(hours=1)
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(minutes=30))
    started_at = factory.LazyAttribute(lambda it: it.closes_at - it.time_limit)

    @factory.post_generation
    def answers(self: Attempt, create: bool, wanted: None, **_: Any) -> None:
        asked = QuestionVersion.objects.asked_by(self.quiz) if self.quiz else ()
        for number, version in enumerate(asked, start=1):
            AnswerFactory(attempt=self, question=version, number=number, points=version.points)
        results.update_result(attempt=self, now=self.started_at)


class AnswerFactory(DjangoModelFactory[Answer]):
    """A blank answer. With a ``text`` or ``choices`` it was saved ten minutes after the start."""

    class Meta:
        model = Answer
        skip_postgeneration_save = True

    attempt = factory.SubFactory(AttemptFactory)
    question = factory.SubFactory(QuestionVersionFactory)
    number = factory.LazyAttribute(lambda it: it.attempt.answers.count() + 1)
    points = 10
    choice_order = factory.LazyAttribute(
        lambda it: [choice.code for choice in it.question.choices.all()]
    )
    text = ""
    choices: list[str] = []
    language = factory.LazyAttribute(lambda it: "python" if it.question.is_coding else "")
    revision = factory.LazyAttribute(lambda it: 1 if it.text or it.choices else 0)
    saved_at = factory.LazyAttribute(
        lambda it: it.attempt.started_at + timedelta(minutes=10) if it.revision else None
    )

    @factory.post_generation
    def first_revision(self: Answer, create: bool, wanted: None, **_: Any) -> None:
        if self.revision:
            AnswerRevisionFactory(
                answer=self, text=self.text, choices=self.choices, saved_at=self.saved_at
            )


class AnswerRevisionFactory(DjangoModelFactory[AnswerRevision]):
    class Meta:
        model = AnswerRevision

    answer = factory.SubFactory(AnswerFactory)
    number = factory.LazyAttribute(lambda it: it.answer.revisions.count() + 1)
    text = "text"
    language = factory.SelfAttribute("answer.language")
    saved_at = factory.LazyAttribute(lambda it: it.answer.attempt.started_at)


class SubmissionFactory(DjangoModelFactory[Submission]):
    """What stands in the answer, sent to be graded and waiting.

    ``graded=points`` gives it a grade.
    """

    class Meta:
        model = Submission
        skip_postgeneration_save = True

    answer = factory.SubFactory(AnswerFactory, text=ECHO)
    number = factory.LazyAttribute(lambda it: it.answer.submissions.count() + 1)
    text = factory.SelfAttribute("answer.text")
    choices = factory.SelfAttribute("answer.choices")
    language = factory.SelfAttribute("answer.language")
    submitted_at = factory.LazyAttribute(
        lambda it: it.answer.attempt.started_at + timedelta(minutes=20)
    )
    cause = SubmissionCause.PRESSED
    state = factory.LazyAttribute(
        lambda it: (
            SubmissionState.REVIEW
            if it.answer.question.kind == QuestionKind.TEXT
            else SubmissionState.QUEUED
        )
    )
    state_at = factory.SelfAttribute("submitted_at")

    @factory.post_generation
    def graded(self: Submission, create: bool, points: float | None, **fields: Any) -> None:
        if points is not None:
            GradeFactory(submission=self, points=Decimal(str(points)), **fields)
            self.state = SubmissionState.GRADED
            self.save()
        results.update_result(attempt=self.answer.attempt, now=self.submitted_at)


class GradeFactory(DjangoModelFactory[Grade]):
    class Meta:
        model = Grade

    submission = factory.SubFactory(SubmissionFactory)
    points = Decimal(10)
    verdict = factory.LazyAttribute(
        lambda it: Verdict.ACCEPTED if it.submission.answer.question.is_coding else ""
    )
    graded_at = factory.LazyAttribute(lambda it: it.submission.submitted_at + timedelta(seconds=2))


# Hiring


class PositionFactory(DjangoModelFactory[Position]):
    """An open position; ``interviewers=[...]`` are those who see its candidates."""

    class Meta:
        model = Position
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Position {n}")
    quiz = factory.SubFactory(QuizFactory)

    @factory.post_generation
    def interviewers(self: Position, create: bool, staff: list[User] | None, **_: Any) -> None:
        self.interviewers.set(staff or [])


class CriterionFactory(DjangoModelFactory[Criterion]):
    class Meta:
        model = Criterion

    position = factory.SubFactory(PositionFactory)
    name = factory.Sequence(lambda n: f"Criterion {n}")
    levels = "Nothing\nA little\nEnough\nGood\nExcellent"
    order = factory.Sequence(int)


class CandidateFactory(DjangoModelFactory[Candidate]):
    class Meta:
        model = Candidate

    name = factory.Sequence(lambda n: f"Candidate {n}")
    email = factory.Sequence(lambda n: f"candidate{n}@example.org")


class InvitationFactory(DjangoModelFactory[Invitation]):
    """An invitation that was not sent yet and expires in the usual time from now.

    ``sent``, ``opened``, ``started`` and ``finished`` each include the ones before.
    """

    class Meta:
        model = Invitation

    class Params:
        sent = factory.Trait(sent_at=factory.SelfAttribute("created_at"))
        opened = factory.Trait(
            sent=True, opened_at=factory.LazyAttribute(lambda it: it.sent_at + timedelta(hours=1))
        )
        started = factory.Trait(
            opened=True,
            attempt=factory.SubFactory(AttemptFactory, quiz=factory.SelfAttribute("..quiz")),
        )
        finished = factory.Trait(
            opened=True,
            attempt=factory.SubFactory(
                AttemptFactory, quiz=factory.SelfAttribute("..quiz"), finished=True
            ),
        )

    position = factory.SubFactory(PositionFactory)
    candidate = factory.SubFactory(CandidateFactory)
    quiz = factory.LazyAttribute(lambda it: it.position.quiz)
    created_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))


class ProblemFactory(DjangoModelFactory[Problem]):
    """A message of a candidate's that waits; ``answered=True`` has an answer."""

    class Meta:
        model = Problem

    class Params:
        answered = factory.Trait(
            answer="Please load the page again.",
            answered_at=factory.LazyAttribute(lambda it: it.at + timedelta(minutes=3)),
            answered_by=factory.SubFactory(InterviewerFactory),
        )

    invitation = factory.SubFactory(InvitationFactory, started=True)
    text = "The Run button does nothing."
    at = factory.LazyFunction(timezone.now)


class ScorecardFactory(DjangoModelFactory[Scorecard]):
    class Meta:
        model = Scorecard

    invitation = factory.SubFactory(InvitationFactory, finished=True)
    reviewer = factory.SubFactory(InterviewerFactory)
    recommendation = "advance"
    filled_in_at = factory.LazyFunction(timezone.now)


class ScorecardLineFactory(DjangoModelFactory[ScorecardLine]):
    class Meta:
        model = ScorecardLine

    scorecard = factory.SubFactory(ScorecardFactory)
    criterion = factory.SubFactory(
        CriterionFactory, position=factory.SelfAttribute("..scorecard.invitation.position")
    )
    level = 3


class DecisionFactory(DjangoModelFactory[Decision]):
    class Meta:
        model = Decision

    invitation = factory.SubFactory(InvitationFactory, finished=True)
    outcome = "advance"
    reason = "Strong in all."
    decided_by = factory.SubFactory(InterviewerFactory)
    decided_at = factory.LazyFunction(timezone.now)
