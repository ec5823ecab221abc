"""The figures as a person reads them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grading.bench.figures import OURS, Aim, Figures
from grading.bench.peers import PEERS

GETS_OURS = (
    "the layers named above, put on once for each submission; a run is a fork in them, and"
    " those with threads (Node) go one at a time"
)


def in_words(figures: Figures) -> str:
    """Return tables of what was found, what is absent, and the aims beside what was found."""
    parts = (
        _machine(figures),
        _ways(),
        _table(
            "One of many test cases of a submission, milliseconds",
            ("language", "cores", "way", "median", "minimum", "times ours", "tests/s"),
            [
                (
                    *(one.language, str(one.cores), one.way),
                    f"{one.median_ms_per_test:.2f}",
                    f"{one.minimum_ms_per_test:.2f}",
                    f"{one.times_ours:.1f}",
                    f"{one.tests_per_second:.0f}",
                )
                for one in figures.per_test
            ],
        ),
        _table(
            "First result of a fresh submission, compiling included, milliseconds",
            ("language", "cores", "way", "median", "minimum", "times ours"),
            [
                (
                    *(one.language, str(one.cores), one.way),
                    f"{one.median_ms:.2f}",
                    f"{one.minimum_ms:.2f}",
                    f"{one.times_ours:.1f}",
                )
                for one in figures.first_results
            ],
        ),
        _table(
            "A loop that only computes, CPU milliseconds; beside a plain subprocess, by the minima",
            ("language", "way", "median", "minimum", "slower"),
            [
                (
                    *(one.language, one.way),
                    f"{one.median_cpu_ms:.1f}",
                    f"{one.minimum_cpu_ms:.1f}",
                    f"{one.slower_percent:+.1f} %",
                )
                for one in figures.slowdowns
            ],
        ),
        _absent(figures),
        _aims(figures.aims),
    )
    return "\n\n".join("\n".join(lines) for lines in map(list, parts) if len(lines) > 1)


def _machine(figures: Figures) -> list[str]:
    machine = figures.machine
    lines = [
        f"{machine.system}, {machine.processor}, {machine.python}, user: {machine.user}",
        f"Medians and minima of {figures.rounds} rounds, the ways taking turns.",
        f"Our layers: {', '.join(machine.layers)}.",
    ]
    if machine.is_busy:
        lines.append(
            f"Other programs computed when it began (load {machine.load_average:.1f}): the ratios"
            " may be compared, the milliseconds not."
        )
    return lines


def _ways() -> list[str]:
    gets = {OURS: GETS_OURS, **{peer.name: peer.gets for peer in PEERS}}
    return ["What each way gives a run:", *(f"  {name}: {words}" for name, words in gets.items())]


def _table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return lines with columns as wide as needed, figures to the right; none without rows."""
    columns = list(zip(heads, *rows, strict=True))
    widths = [max(map(len, column)) for column in columns]
    is_figure = [column[-1][:1] in "+-0123456789" for column in columns]
    lines = [
        "  ".join(
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(row, widths, is_figure, strict=True)
        )
        for row in (heads, *rows)
    ]
    return [title, *(f"  {line.rstrip()}" for line in lines)] if rows else []


def _absent(figures: Figures) -> list[str]:
    lines = [
        f"  {one.name}: {one.reason}{'; ' if one.how_to_get else ''}{one.how_to_get}"
        for one in figures.absent
    ]
    return ["Not measured here:", *lines]


def _aims(aims: Sequence[Aim]) -> Iterator[str]:
    yield "What we want, and what was found:"
    for aim in aims:
        bound = "at least" if aim.more_is_better else "at most"
        also = "" if aim.at_most is None else f" ({aim.at_most:g} is good enough)"
        found = "" if aim.found is None else f"{aim.found:.2f}, "
        yield f"  {aim.name}: {bound} {aim.wanted:g} {aim.unit}{also}: {found}{aim.outcome}"
