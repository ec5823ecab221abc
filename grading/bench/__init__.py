"""Measures the grader beside other ways to run programs, in one run, the ways taking turns.

    bench --> guardian --> keeper --> zygote --> stem --> run                 ours
          --fork--> worker --subprocess.run--> [bubblewrap, nsjail] --> run   theirs

Read in this order: ``figures`` (what is found), ``peers`` (who we are compared with),
``measuring``.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence

from grading.bench.figures import Figures
from grading.bench.machine import this_machine
from grading.bench.measuring import measure, places
from grading.bench.programs import LANGUAGES
from grading.bench.words import in_words
from grading.doctor import EXIT_UNAVAILABLE
from grading.guardian import Options
from grading.sandbox import SandboxUnavailable

EXIT_MEASURED = 0


def bench(
    options: Options,
    *,
    as_json: bool,
    rounds: int,
    languages: Sequence[str] | None = None,
) -> int:
    """Measure, print what was found and return the exit status. Takes some minutes.

    Standard error tells what is being measured. The status is 0 whatever the figures
    are, and 2 if nothing can be judged here. `options.at_once` counts for nothing:
    one core is measured with one run at once, and two with two.

    languages: all that we have programs in, if none are named.
    """
    load_average = os.getloadavg()[0]
    try:
        with places(options) as everywhere:
            machine = this_machine(everywhere[0].ours.layers, load_average=load_average)
            found = list(measure(everywhere, rounds=rounds, languages=languages or LANGUAGES))
    except SandboxUnavailable as error:
        sys.stderr.write(f"Nothing can be judged here: {error}\n")
        return EXIT_UNAVAILABLE
    figures = Figures.of(machine, rounds, found)
    sys.stdout.write((json.dumps(figures.to_json()) if as_json else in_words(figures)) + "\n")
    return EXIT_MEASURED
