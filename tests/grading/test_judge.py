"""What a job asks beyond plain test cases: groups, limits of its own, functions, checkers."""

from dataclasses import replace

import pytest

from grading.protocol import (
    Checker,
    CheckerProgram,
    Function,
    Group,
    Limits,
    Parameter,
    SourceFile,
    TestCase,
    Verdict,
)
from tests.grading.client import GOOD, GOOD_TEST, SMALL, Grader
from tests.grading.setting import needs

ECHO = b"print(input())\n"


def cases(*outputs: str, prefix: str = "g/") -> list[TestCase]:
    """Return test cases that ECHO passes where the output is "ok"."""
    return [
        TestCase(f"{prefix}{number}", b"ok\n", f"{output}\n".encode())
        for number, output in enumerate(outputs)
    ]


def verdicts(judgement) -> dict[str, str]:
    return {run.test_case: run.verdict.value for run in judgement.runs}


@pytest.mark.parametrize("at_once", ["1", "2", "7"])
def test_a_group_stops_at_its_first_failure_however_many_run_at_once(at_once: str):
    first = cases("ok", "no", "ok", "no", "ok", prefix="a/")
    second = cases("ok", "ok", prefix="b/")
    groups = (Group("a", stop_at_first_failure=True), Group("b", stop_at_first_failure=True))

    with Grader("--at-once", at_once) as grader:
        judgement = grader.judge(ECHO, *first, *second, groups=groups)

    assert verdicts(judgement) == {
        "a/0": "accepted",
        "a/1": "wrong_answer",
        "b/0": "accepted",
        "b/1": "accepted",
    }
    assert judgement.not_run == ("a/2", "a/3", "a/4")


def test_runs_come_in_the_jobs_order_however_they_ended(grader: Grader):
    source = b"import time\nn = input()\ntime.sleep(float(n))\nprint(n)\n"
    waits = ("0.3", "0", "0.1", "0", "0.2", "0")
    test_cases = [
        TestCase(str(number), f"{wait}\n".encode(), f"{wait}\n".encode())
        for number, wait in enumerate(waits)
    ]

    judgement = grader.judge(source, *test_cases)

    assert [run.test_case for run in judgement.runs] == [case.code for case in test_cases]
    assert judgement.verdict is Verdict.ACCEPTED


def test_a_test_case_may_have_limits_of_its_own(grader: Grader):
    short = replace(SMALL, wall_time_ms=200)
    source = b"import time\ntime.sleep(0.5)\n"

    judgement = grader.judge(source, TestCase("a", b""), TestCase("b", b"", limits=short))

    assert verdicts(judgement) == {"a": "accepted", "b": "time_limit_exceeded"}


def test_a_factor_stretches_the_times(grader: Grader):
    source = b"import time\ntime.sleep(0.5)\n"
    short = replace(SMALL, wall_time_ms=200)

    strict = grader.judge(source, TestCase("a", b""), limits=short)
    generous = grader.judge(source, TestCase("a", b""), limits=short, time_factor=10.0)

    assert (strict.verdict, generous.verdict) == (
        Verdict.TIME_LIMIT_EXCEEDED,
        Verdict.ACCEPTED,
    )


def test_more_memory_than_the_machine_has_is_refused_by_name(grader: Grader):
    judgement = grader.judge(GOOD, limits=replace(SMALL, memory_bytes=1 << 42))

    assert judgement.verdict is Verdict.JUDGE_ERROR
    assert "memory_bytes" in judgement.reason


def test_a_program_may_have_modules_of_its_own(grader: Grader):
    source = b"import helper\nprint(helper.add(*map(int, input().split())))\n"
    helper = SourceFile("helper.py", b"def add(a, b):\n    return a + b\n")
    broken = SourceFile("helper.py", b"def add(a, b:\n")

    good = grader.judge(source, GOOD_TEST, extra_files=(helper,))
    bad = grader.judge(source, GOOD_TEST, extra_files=(broken,))

    assert (good.verdict, bad.verdict) == (Verdict.ACCEPTED, Verdict.COMPILE_ERROR)
    assert "helper.py" in bad.compile_output


TOTAL = Function("total", (Parameter("numbers", "list<int>"),), "int")
TOTALS = {
    "python": b"def total(numbers):\n    print('noise')\n    return sum(numbers)\n",
    "javascript": b"function total(numbers) { console.log('noise');"
    b" return numbers.reduce((a, b) => a + b, 0); }\n",
    "java": b"import java.util.List;\nclass Solution { static long total(List<Long> numbers) {"
    b' System.out.println("noise"); long sum = 0; for (long n : numbers) sum += n; return sum; } }',
    "cpp": b"#include <iostream>\n#include <vector>\nlong long total(std::vector<long long> all) {"
    b' std::cout << "noise\\n"; long long sum = 0; for (auto n : all) sum += n; return sum; }',
    "go": b'package main\n\nimport "fmt"\n\nfunc total(numbers []int64) int64 {\n'
    b'\tfmt.Println("noise")\n\tvar sum int64\n\tfor _, n := range numbers {\n\t\tsum += n\n\t}\n'
    b"\treturn sum\n}\n",
}
ARRAYS = (TestCase("some", b"[[1, 2, 3]]", b"6"), TestCase("none", b"[[]]", b"0"))
PATIENT = Limits(cpu_time_ms=10_000, wall_time_ms=30_000)


@pytest.mark.parametrize("language", TOTALS)
def test_a_function_is_called_and_its_noise_disturbs_nothing(grader: Grader, language: str):
    needs("lockdown" if language == "python" else "confined")

    judgement = grader.judge(
        TOTALS[language],
        *ARRAYS,
        language=language,
        function=TOTAL,
        checker=Checker("json"),
        limits=PATIENT,
    )

    assert [(run.verdict, run.result_excerpt, run.output_excerpt) for run in judgement.runs] == [
        (Verdict.ACCEPTED, "6", "noise\n"),
        (Verdict.ACCEPTED, "0", "noise\n"),
    ], judgement


@pytest.mark.parametrize(
    ("body", "verdict", "reason"),
    [
        (b"raise SystemExit(0)", Verdict.WRONG_ANSWER, "the function never returned"),
        (b"import os; os._exit(0)", Verdict.WRONG_ANSWER, "the function never returned"),
        (b"return {1, 2}", Verdict.RUN_TIME_ERROR, "ended with exit status 1"),
        (b"while True: pass", Verdict.TIME_LIMIT_EXCEEDED, "computed over 300 ms"),
    ],
)
def test_a_function_that_does_not_return_a_result_is_not_right(
    grader: Grader, body: bytes, verdict: Verdict, reason: str
):
    judgement = grader.judge(
        b"def total(numbers):\n    " + body + b"\n",
        ARRAYS[0],
        function=TOTAL,
        checker=Checker("json"),
        limits=replace(SMALL, cpu_time_ms=300, wall_time_ms=10_000),
    )

    assert (judgement.verdict, judgement.reason) == (verdict, reason)


def test_writing_a_result_of_ones_own_does_not_help(grader: Grader):
    source = b"import os\nos.write(3, b'6')\ndef total(numbers):\n    return 5\n"

    judgement = grader.judge(source, ARRAYS[0], function=TOTAL, checker=Checker("json"))

    assert judgement.verdict is Verdict.WRONG_ANSWER


def test_arguments_that_do_not_fit_the_function_are_our_fault(grader: Grader):
    unfit = TestCase("t", b'[["one"]]', b"1")

    judgement = grader.judge(TOTALS["python"], unfit, function=TOTAL, checker=Checker("json"))

    assert judgement.verdict is Verdict.JUDGE_ERROR
    assert "test case 't'" in judgement.reason


CHECKERS = {
    "python": b"import sys\nright = open(sys.argv[2]).read().split()\n"
    b"open(sys.argv[3] + 'judgemessage.txt', 'w').write('compared words')\n"
    b"sys.exit(42 if sys.stdin.read().split() == right else 43)\n",
    "c": b"#include <stdio.h>\n#include <string.h>\n"
    b"int main(int count, char **words) { char right[99] = {0}, found[99] = {0};"
    b' FILE *answer = fopen(words[2], "r"); if (!answer) return 1;'
    b' fscanf(answer, "%98s", right); scanf("%98s", found);'
    b" return strcmp(right, found) ? 43 : 42; }",
}


def checked_by(language: str, text: bytes) -> Checker:
    name = {"python": "check.py", "c": "check.c"}[language]
    return Checker("program", program=CheckerProgram(language, (SourceFile(name, text),)))


@pytest.mark.parametrize("language", CHECKERS)
def test_a_checker_program_decides(grader: Grader, language: str):
    needs("confined")

    judgement = grader.judge(
        ECHO, *cases("ok", "no", "ok"), checker=checked_by(language, CHECKERS[language])
    )

    assert verdicts(judgement) == {
        "g/0": "accepted",
        "g/1": "wrong_answer",
        "g/2": "accepted",
    }


def test_a_checker_program_stops_a_group_too(grader: Grader):
    needs("confined")
    group = Group("g", stop_at_first_failure=True)

    judgement = grader.judge(
        ECHO,
        *cases("ok", "no", "ok"),
        groups=(group,),
        checker=checked_by("python", CHECKERS["python"]),
    )

    assert verdicts(judgement) == {"g/0": "accepted", "g/1": "wrong_answer"}
    assert judgement.not_run == ("g/2",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"import sys\nsys.exit(1)\n", "the checker ended with exit status 1"),
        (b"def broken(:\n", "SyntaxError"),
        (b"open('/etc/passwd')\n", "No such file"),
    ],
)
def test_a_checker_program_that_fails_is_our_fault(grader: Grader, text: bytes, words: str):
    needs("confined")

    judgement = grader.judge(ECHO, *cases("ok"), checker=checked_by("python", text))

    assert judgement.verdict is Verdict.JUDGE_ERROR
    assert words in judgement.reason


def test_a_checker_that_does_not_compile_does_not_blame_the_candidate(grader: Grader):
    needs("confined")

    judgement = grader.judge(ECHO, *cases("ok"), checker=checked_by("c", b"int main( {"))
    its_own = grader.judge(b"def broken(:\n", *cases("ok"), checker=checked_by("c", CHECKERS["c"]))

    assert judgement.verdict is Verdict.JUDGE_ERROR
    assert "the checker does not compile" in judgement.reason
    assert its_own.verdict is Verdict.COMPILE_ERROR


def test_a_language_below_the_level_that_it_needs_is_refused_with_the_reason():
    with Grader("--layers", "lockdown,filtered") as grader:
        judgement = grader.judge(b"int main() {}", language="c")

    assert judgement.verdict is Verdict.JUDGE_ERROR
    assert judgement.reason.startswith("c needs the isolation 'confined', and this machine has")


def test_an_administrator_may_ask_for_more_isolation(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GRADING_MINIMUM_ISOLATION", "lockdown,python=contained")

    with Grader("--layers", "lockdown") as grader:
        judgement = grader.judge(GOOD)

    assert judgement.verdict is Verdict.JUDGE_ERROR
    assert judgement.reason.startswith("python needs the isolation 'contained'")


def test_a_module_called_like_a_missing_one_of_pythons_runs_within_the_limits(grader: Grader):
    slow = SourceFile("winreg.py", b"import time\nwhile time.process_time() < 5: pass\n")

    judgement = grader.judge(
        b"import winreg\n" + GOOD,
        extra_files=(slow,),
        limits=replace(SMALL, cpu_time_ms=300, wall_time_ms=10_000),
    )

    assert judgement.reason == "computed over 300 ms"


def test_a_test_cases_own_broken_script_is_our_fault(grader: Grader):
    good = TestCase("good", b"CREATE TABLE t (a); INSERT INTO t VALUES (1);", b"1\n")
    broken = TestCase("broken", b"CREATE TABEL t (a)", b"1\n")

    judgement = grader.judge(b"SELECT a FROM t", good, broken, language="sql")

    assert verdicts(judgement) == {"good": "accepted", "broken": "judge_error"}
    assert judgement.reason == "the test case's own script does not run"


SQL_TABLES = b"""
CREATE TABLE people (name TEXT, age INTEGER);
INSERT INTO people VALUES ('Ann', 30), ('Bo', NULL), ('a	b', 4.5);
"""


@pytest.mark.parametrize(
    ("query", "verdict", "shown"),
    [
        (b"SELECT name, age FROM people WHERE age = 30;", Verdict.ACCEPTED, "Ann\t30\n"),
        (b"SELECT age FROM people WHERE name = 'Bo'", Verdict.WRONG_ANSWER, "NULL\n"),
        (b"SELECT name FROM people WHERE age = 4.5", Verdict.WRONG_ANSWER, "a\\tb\n"),
        (b"SELECT nothing FROM people", Verdict.RUN_TIME_ERROR, ""),
        (b"ATTACH '/etc/passwd' AS p", Verdict.RUN_TIME_ERROR, ""),
        (b"PRAGMA temp_store_directory = '/tmp'", Verdict.RUN_TIME_ERROR, ""),
        (b"SELECT load_extension('x')", Verdict.RUN_TIME_ERROR, ""),
        (
            b"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n",
            Verdict.TIME_LIMIT_EXCEEDED,
            "",
        ),
        (b"\xff", Verdict.COMPILE_ERROR, ""),
    ],
)
def test_sql_is_run_over_the_tables_of_the_test_case(
    grader: Grader, query: bytes, verdict: Verdict, shown: str
):
    right = TestCase("t", SQL_TABLES, b"Ann\t30\n")

    judgement = grader.judge(
        query,
        right,
        language="sql",
        limits=replace(SMALL, cpu_time_ms=500),
        checker=Checker("exact"),
    )

    (run,) = judgement.runs
    assert (run.verdict, run.output_excerpt) == (verdict, shown), judgement


def test_rows_may_be_compared_without_their_order(grader: Grader):
    rows = TestCase("t", SQL_TABLES, b"Bo\na\\tb\nAnn\n")
    query = b"SELECT name FROM people ORDER BY name"

    with_order = grader.judge(query, rows, language="sql", checker=Checker("exact"))
    without = grader.judge(query, rows, language="sql", checker=Checker("lines"))

    assert (with_order.verdict, without.verdict) == (Verdict.WRONG_ANSWER, Verdict.ACCEPTED)
