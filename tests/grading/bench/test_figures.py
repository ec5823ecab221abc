"""How figures compare with what we want."""

from grading.bench.figures import OURS, PLAIN, Aim, Figures, FirstResult, PerTest, Slowdown
from grading.bench.machine import Machine

MACHINE = Machine("0", "Linux", "a processor", 2, "CPython", "ordinary", 0.0, ("lockdown",))


def test_less_is_better_unless_said_and_what_is_good_enough_is_told_apart():
    aims = {
        found: Aim("x", "ms", wanted=1.2, at_most=1.5, found=found)
        for found in (1.1, 1.2, 1.3, 1.5, 1.6, None)
    }
    rates = {
        found: Aim("x", "tests", wanted=1300, found=found, more_is_better=True)
        for found in (1299.0, 1300.0, 1301.0)
    }

    assert {found: aim.outcome for found, aim in aims.items()} == {
        1.1: "met",
        1.2: "met",
        1.3: "good enough",
        1.5: "good enough",
        1.6: "missed",
        None: "not measured",
    }
    assert {found: aim.outcome for found, aim in rates.items()} == {
        1299.0: "missed",
        1300.0: "met",
        1301.0: "met",
    }


def test_aims_look_at_our_figures_alone_and_at_the_slowest_loop():
    figures = Figures.of(
        MACHINE,
        7,
        [
            PerTest("python", 1, OURS, 1.25, 1.2, 800, 1.0),
            PerTest("python", 1, PLAIN, 15.0, 14.0, 66, 12.0),
            PerTest("python", 2, OURS, 0.75, 0.7, 1333, 1.0),
            PerTest("c", 1, OURS, 0.9, 0.8, 1111, 1.0),
            FirstResult("python", 1, PLAIN, 15.0, 14.0, 4.0),
            FirstResult("python", 2, OURS, 9.0, 8.0, 1.0),
            FirstResult("python", 1, OURS, 4.0, 3.0, 1.0),
            Slowdown("python", OURS, 300, 300, 1.5),
            Slowdown("c", OURS, 300, 300, 2.5),
            Slowdown("c", "nsjail", 300, 300, 9.5),
        ],
    )

    assert [aim.found for aim in figures.aims] == [1.25, 1333, 4.0, 0.9, 2.5]


def test_what_was_not_measured_misses_no_aim():
    figures = Figures.of(MACHINE, 7, [])

    assert {aim.outcome for aim in figures.aims} == {"not measured"}
