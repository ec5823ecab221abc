import pytest

from grading.packages import PackageError, read_package
from grading.protocol import Aggregation, Checker, Group

LEAST = "problem_format_version: 2025-09\nname: Twice\nuuid: 7b1c\n"
SCORING = LEAST + "type: scoring\n"
SUM, MINIMUM, PASS_FAIL = Aggregation.SUM, Aggregation.MINIMUM, Aggregation.PASS_FAIL


def cases_in(*codes):
    return {f"data/{code}.{ending}": "" for code in codes for ending in ("in", "ans")}


@pytest.fixture
def make_newer(make_package):
    """Return a function that writes a package of this format without a test case."""

    def make(*parts, head=LEAST):
        files = {"problem.yaml": head, "data/secret/1.in": None, "data/secret/1.ans": None}
        for part in parts:
            files |= part
        return make_package(files)

    return make


def test_test_cases_may_lie_in_folders_that_are_no_groups(make_newer):
    root = make_newer(
        cases_in("sample/1", "secret/a", "secret/more/b"), {"data/invalid_input/x.in": ""}
    )

    package = read_package(root)

    assert [case.code for case in package.test_cases] == ["sample/1", "secret/a", "secret/more/b"]
    assert package.groups == (Group("secret", PASS_FAIL, 100),)


def test_groups_say_their_points(make_newer):
    root = make_newer(
        cases_in("sample/1", "secret/one/1", "secret/two/deep/1", "secret/zero/1"),
        {
            "problem.yaml": SCORING + "constants:\n  points: 30\n",
            "data/secret/one/test_group.yaml": "max_score: {{points}}\nscore_aggregation: min\n",
            "data/secret/two/test_group.yaml": "max_score: 70\nscore_aggregation: sum\n",
            "data/secret/zero/test_group.yaml": "max_score: 0\n",
        },
    )

    assert read_package(root).groups == (
        Group("secret", SUM, 100),
        Group("secret/one", MINIMUM, 30),
        Group("secret/two", SUM, 70),
        Group("secret/zero", PASS_FAIL, 0),
    )


def test_secret_may_be_scored_without_groups(make_newer):
    root = make_newer(
        cases_in("secret/1", "secret/2"),
        {"data/secret/test_group.yaml": "max_score: 10\nscore_aggregation: min\n"},
        head=SCORING,
    )

    assert read_package(root).groups == (Group("secret", MINIMUM, 10),)


def test_arguments_of_the_validator_are_inherited_and_overruled(make_newer):
    words = "output_validator_args: [float_tolerance, 1e-6]\n"
    root = make_newer(
        cases_in("sample/1", "secret/more/1"),
        {
            "data/sample/test_group.yaml": words,
            "data/secret/test_group.yaml": "output_validator_args: [case_sensitive]\n",
            "data/secret/more/1.yaml": words + "description: The first.\nhint: None.\n",
        },
    )

    assert read_package(root).checker == Checker(
        float_absolute_tolerance=1e-6, float_relative_tolerance=1e-6
    )


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (
            {"data/secret/g/test_group.yaml": "score_aggregation: min\n"},
            "data/secret/g/test_group.yaml: does not say max_score: add the group's points.",
        ),
        (
            {"data/secret/g/test_group.yaml": "max_score: unbounded\n"},
            "data/secret/g/test_group.yaml, line 1: max_score unbounded is not supported:"
            " checkers give no points, so say how many there are.",
        ),
        (
            {"data/secret/g/test_group.yaml": "max_score: 5\nrequire_pass: sample\n"},
            "data/secret/g/test_group.yaml, line 2: require_pass is not supported: repeat the"
            " required test cases in this group.",
        ),
        (
            {"data/secret/g/test_group.yaml": "max_score: 5\nscore_aggregation: max\n"},
            "data/secret/g/test_group.yaml, line 2: score_aggregation must be one of sum, min,"
            " pass-fail, not 'max'.",
        ),
        (
            {"data/secret/test_group.yaml": "static_validation_score: 5\n"},
            "data/secret/test_group.yaml, line 1: static_validation_score is not supported:"
            " remove it.",
        ),
        (
            {"data/secret/g/test_group.yaml": "max_score: 1\n", **cases_in("secret/out")},
            "data/secret/out.in: is in none of the groups secret/g: put it into one, or remove"
            " their test_group.yaml.",
        ),
        (
            {"data/secret/g/h/test_group.yaml": "max_score: 1\n"},
            "data/secret/g/h/test_group.yaml: lies in another group: groups hold no groups.",
        ),
        (
            {"data/secret/testdata.yaml": "scoring:\n  score: 30\n"},
            "data/secret/testdata.yaml, line 1: is of an older format: write test_group.yaml,"
            " with the keys of 2025-09.",
        ),
        (
            {"data/secret/g/1.yaml": "args: [fast]\n"},
            "data/secret/g/1.yaml, line 1: args for submissions are not supported: put them into"
            " the input.",
        ),
        (
            {"data/secret/g/1.yaml": "points: 3\n"},
            "data/secret/g/1.yaml, line 1: the format has no key points; it has args,"
            " description, full_feedback, hint, input_validator_args, input_visualizer_args,"
            " output_validator_args, output_visualizer_args: correct or remove it.",
        ),
        (
            {"data/secret/g/1.files/data.txt": ""},
            "data/secret/g/1.files: files for a submission to open are not supported: put what"
            " it needs into its input.",
        ),
        (
            {"data/secret/g/1.yaml": "output_validator_args: [quick]\n"},
            "data/secret/g/1.yaml, line 1: output_validator_args has the unknown flag 'quick';"
            " the default validator has case_sensitive, space_change_sensitive,"
            " float_absolute_tolerance, float_relative_tolerance, float_tolerance.",
        ),
        (
            {
                "data/secret/g/1.yaml": "output_validator_args: [case_sensitive]\n",
                **cases_in("secret/g/2"),
            },
            "data/secret/test_group.yaml: wants",
        ),
    ],
)
def test_what_cannot_be_done_is_refused_by_name(make_newer, files, message):
    root = make_newer(cases_in("secret/g/1"), files, head=SCORING)

    with pytest.raises(PackageError) as refusal:
        read_package(root)

    assert str(refusal.value).startswith(message) or "wants other" in str(refusal.value)


def test_points_are_refused_where_the_problem_has_none(make_newer):
    root = make_newer(cases_in("secret/1"), {"data/secret/test_group.yaml": "max_score: 5\n"})

    with pytest.raises(PackageError, match="max_score is only for problems of type scoring"):
        read_package(root)
