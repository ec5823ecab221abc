"""What is asked: a question, its versions, and the parts of a version."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.choices import (
    CHOICE_KINDS,
    Difficulty,
    ProgrammingLanguage,
    QuestionKind,
    Verdict,
)


class Tag(models.Model):
    """A word to find questions by."""

    name = models.CharField(_("name"), max_length=50, unique=True)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Skill(models.Model):
    """Something that a question shows a candidate to be able to do."""

    name = models.CharField(_("name"), max_length=80, unique=True)

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Question(models.Model):
    """The lasting identity of a question through all its versions.

    Quizzes refer to it and take its newest published version when an attempt
    starts. It is made with its first version and never changes afterwards.
    """

    code = models.SlugField(
        _("code"), max_length=60, unique=True, help_text=_("A short name, such as word-count.")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code

    def newest_published(self) -> "QuestionVersion | None":
        return self.versions.published().order_by("-number").first()


class QuestionVersionQuerySet(models.QuerySet["QuestionVersion"]):
    def published(self) -> "QuestionVersionQuerySet":
        return self.filter(published_at__isnull=False)

    def newest(self) -> "QuestionVersionQuerySet":
        """Keep the newest version of each question, published or not."""
        newest = (
            QuestionVersion.objects.filter(question=models.OuterRef("question"))
            .order_by("-number")
            .values("pk")[:1]
        )
        return self.filter(pk=models.Subquery(newest))

    def asked_by(self, quiz: models.Model) -> "QuestionVersionQuerySet":
        """Keep the newest published version of each question of a quiz, in the quiz's order."""
        newest = (
            QuestionVersion.objects.published()
            .filter(question=models.OuterRef("question"))
            .order_by("-number")
            .values("pk")[:1]
        )
        return (
            self.filter(question__quiz_questions__quiz=quiz, pk=models.Subquery(newest))
            .annotate(
                points=models.F("question__quiz_questions__points"),
                section=models.F("question__quiz_questions__section"),
            )
            .order_by("question__quiz_questions__position", "question__quiz_questions__pk")
        )


class QuestionVersion(models.Model):
    """One wording of a question, with all that is needed to ask and grade it.

    It may be edited until it is published. From then on it stays as it is,
    because attempts keep the version they were shown; a change makes a new one.
    """

    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="versions", verbose_name=_("question")
    )
    number = models.PositiveIntegerField(_("version"), default=1)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    kind = models.CharField(_("kind"), max_length=20, choices=QuestionKind)
    title = models.CharField(_("title"), max_length=200)
    statement = models.TextField(
        _("statement"),
        help_text=_("Markdown, with tables, code, images, and maths between dollar signs."),
    )
    guide = models.TextField(
        _("guide for reviewers"), blank=True, help_text=_("Never shown to candidates.")
    )

    tags = models.ManyToManyField(Tag, blank=True, verbose_name=_("tags"))
    skills = models.ManyToManyField(Skill, blank=True, verbose_name=_("skills"))
    difficulty = models.CharField(
        _("difficulty"), max_length=10, choices=Difficulty, default=Difficulty.MEDIUM
    )
    estimated_minutes = models.PositiveSmallIntegerField(
        _("estimated minutes"), default=10, validators=[MinValueValidator(1)]
    )

    starter_codes: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField(
        _("starter code"),
        default=dict,
        blank=True,
        help_text=_("By language, what stands in the editor at the start."),
    )
    cpu_time_limit_ms = models.PositiveIntegerField(
        _("CPU time limit (ms)"),
        default=2000,
        validators=[MinValueValidator(50), MaxValueValidator(60_000)],
        help_text=_("For one test case."),
    )
    memory_limit_mb = models.PositiveIntegerField(
        _("memory limit (MiB)"),
        default=256,
        validators=[MinValueValidator(32), MaxValueValidator(4096)],
    )
    output_limit_kb = models.PositiveIntegerField(
        _("output limit (KiB)"),
        default=8192,
        validators=[MinValueValidator(1), MaxValueValidator(65_536)],
    )
    checker = models.JSONField(
        _("checker"),
        default=dict,
        blank=True,
        help_text=_(
            "How outputs are compared, for example"
            ' {"float_absolute_tolerance": 1e-6} or {"case_sensitive": true}.'
        ),
    )

    objects = QuestionVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ("question__code", "-number")
        constraints = (
            models.UniqueConstraint(fields=("question", "number"), name="unique_version_number"),
        )

    def __str__(self) -> str:
        return f"{self.title} (v{self.number})"

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def has_choices(self) -> bool:
        return self.kind in CHOICE_KINDS

    @property
    def is_coding(self) -> bool:
        return self.kind == QuestionKind.CODING

    @property
    def languages(self) -> list[ProgrammingLanguage]:
        """The languages that it may be answered in: those with starter code, be it blank."""
        offered = [one for one in ProgrammingLanguage if one.value in self.starter_codes]
        return offered or [ProgrammingLanguage.PYTHON]

    def starter_code(self, language: str) -> str:
        return self.starter_codes.get(language, "")


class Choice(models.Model):
    """One option of a choice question."""

    version = models.ForeignKey(QuestionVersion, on_delete=models.CASCADE, related_name="choices")
    code = models.SlugField(
        _("code"), max_length=20, help_text=_("Unique in the question: a, b, c.")
    )
    text = models.TextField(_("text"), help_text=_("Markdown."))
    is_correct = models.BooleanField(_("correct"), default=False)
    note = models.TextField(
        _("note for reviewers"),
        blank=True,
        help_text=_("Why it is wrong, or what choosing it shows. Never shown to candidates."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("version", "code"), name="unique_choice_code"),
        )

    def __str__(self) -> str:
        return f"{self.code}: {self.text[:60]}"


class TestCase(models.Model):
    """One input of a coding question with its expected output."""

    __test__ = False  # else pytest collects it

    version = models.ForeignKey(
        QuestionVersion, on_delete=models.CASCADE, related_name="test_cases"
    )
    code = models.CharField(
        _("code"), max_length=80, help_text=_("Unique in the question: sample-1, empty, large.")
    )
    input = models.TextField(_("input"), blank=True)
    expected_output = models.TextField(_("expected output"), blank=True)
    is_sample = models.BooleanField(
        _("sample"), default=False, help_text=_("Shown to candidates; the others are hidden.")
    )
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)
    explanation = models.TextField(_("explanation"), blank=True, help_text=_("Of a sample."))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("test case")
        verbose_name_plural = _("test cases")
        ordering = ("-is_sample", "position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("version", "code"), name="unique_test_case_code"),
        )

    def __str__(self) -> str:
        return self.code


class Solution(models.Model):
    """A program by the author whose verdict is known beforehand.

    The accepted ones are reference solutions. The others show that the test
    cases catch what they should. ``judgement`` is what the grader found last.
    """

    EXPECTED: ClassVar = [
        (verdict.value, verdict.label)
        for verdict in (
            Verdict.ACCEPTED,
            Verdict.WRONG_ANSWER,
            Verdict.TIME_LIMIT_EXCEEDED,
            Verdict.MEMORY_LIMIT_EXCEEDED,
            Verdict.RUN_TIME_ERROR,
        )
    ]

    version = models.ForeignKey(QuestionVersion, on_delete=models.CASCADE, related_name="solutions")
    name = models.CharField(_("name"), max_length=100)
    language = models.CharField(
        _("language"),
        max_length=20,
        choices=ProgrammingLanguage,
        default=ProgrammingLanguage.PYTHON,
    )
    source = models.TextField(_("source"))
    expected_verdict = models.CharField(
        _("expected verdict"), max_length=30, choices=EXPECTED, default=Verdict.ACCEPTED
    )
    verdict = models.CharField(
        _("verdict"), max_length=30, choices=Verdict, blank=True, editable=False
    )
    judgement = models.JSONField(_("judgement"), null=True, blank=True, editable=False)
    checked_at = models.DateTimeField(_("checked"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("solution")
        verbose_name_plural = _("solutions")
        ordering = ("expected_verdict", "name")
        constraints = (
            models.UniqueConstraint(fields=("version", "name"), name="unique_solution_name"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_as_expected(self) -> bool:
        return self.verdict == self.expected_verdict
