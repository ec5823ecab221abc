"""The tables and sentences that a person reads."""

from dataclasses import replace

from grading.bench.figures import OURS, PLAIN, Absent, Figures, FirstResult, PerTest, Slowdown
from grading.bench.machine import Machine
from grading.bench.words import in_words

MACHINE = Machine("0", "Linux 6", "EPYC", 2, "CPython 3.13", "root", 0.1, ("lockdown", "filtered"))
FIGURES = Figures.of(
    MACHINE,
    7,
    [
        PerTest("python", 1, OURS, 1.254, 1.2, 797.4, 1.0),
        PerTest("python", 1, PLAIN, 15.5, 14.0, 64.5, 12.36),
        FirstResult("python", 1, OURS, 4.0, 3.25, 1.0),
        Slowdown("python", OURS, 301.26, 299.0, -0.5),
        Absent("nsjail", "there is no program nsjail on PATH", "get it there"),
        Absent("c", "no compiler"),
    ],
)


def test_every_figure_stands_in_a_table_and_the_aims_come_last():
    machine, ways, *rest = in_words(FIGURES).split("\n\n")

    assert machine == (
        "Linux 6, EPYC, CPython 3.13, user: root\n"
        "Medians and minima of 7 rounds, the ways taking turns.\n"
        "Our layers: lockdown, filtered."
    )
    assert [line.partition(":")[0] for line in ways.splitlines()] == [
        "What each way gives a run",
        "  ours",
        "  subprocess",
        "  bubblewrap",
        "  nsjail",
    ]
    assert rest == [
        "One of many test cases of a submission, milliseconds\n"
        "  language  cores  way         median  minimum  times ours  tests/s\n"
        "  python        1  ours          1.25     1.20         1.0      797\n"
        "  python        1  subprocess   15.50    14.00        12.4       64",
        "First result of a fresh submission, compiling included, milliseconds\n"
        "  language  cores  way   median  minimum  times ours\n"
        "  python        1  ours    4.00     3.25         1.0",
        "A loop that only computes, CPU milliseconds; beside a plain subprocess, by the minima\n"
        "  language  way   median  minimum  slower\n"
        "  python    ours   301.3    299.0  -0.5 %",
        "Not measured here:\n"
        "  nsjail: there is no program nsjail on PATH; get it there\n"
        "  c: no compiler",
        "What we want, and what was found:\n"
        "  Python, one core: at most 1.2 ms per test case (1.5 is good enough): 1.25, good enough\n"
        "  Python, two cores: at least 1300 test cases per second: not measured\n"
        "  Python, first result of a fresh submission: at most 5 ms: 4.00, met\n"
        "  C, one core: at most 1 ms per test case: not measured\n"
        "  code that only computes, the worst of all languages: at most 3 % slower: -0.50, met",
    ]


def test_a_busy_machine_is_told_because_only_ratios_mean_something_then():
    busy = replace(FIGURES, machine=replace(MACHINE, load_average=3.21))

    assert "Other programs computed when it began (load 3.2)" in in_words(busy)
    assert "Other programs" not in in_words(FIGURES)
