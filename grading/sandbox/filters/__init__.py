"""System-call filters: which calls a process may make at all, and with which arguments.

    numbers     what each call is called, on both machines
    rules       how a rule is written
    calls       groups of calls that belong together, with the reason
    checks      rules that look at arguments
    profiles    who may do what: each profile in one view
    assembler   rules to a program for the kernel
    installing  puts the program over the calling process

A filter is made once by the keeper (`filter_for`), handed down as bytes, and installed by
the stem or the run (`install`), which need nothing of the rest. So nothing heavy is
imported here.

A refused call fails with EPERM and the program goes on; ENOSYS says that the kernel does
not have it, where libraries then take another way; a call of another architecture kills.
"""

from __future__ import annotations

import os

from grading.sandbox.filters.installing import install

__all__ = ["filter_for", "install"]


def filter_for(profile: str, machine: str = os.uname().machine, *, signals: bool = False) -> bytes:
    """Return the packed program of a profile: "python", "program", "threads", "compile",
    "checker" or "no_processes". `profiles` says what each is for.

    signals: allow ``kill`` and ``tgkill`` whatever they aim at. Only for one of these cases,
        each of which holds signals back: "no_processes" is installed on top in every run,
        which leaves a run only itself; Landlock scopes signals; a PID namespace.

    Raises:
        KeyError: there is no such profile, or no table for this machine.
    """
    from grading.sandbox.filters.assembler import assemble
    from grading.sandbox.filters.profiles import profile_named

    chosen = profile_named(profile, signals=signals)
    return assemble(chosen.rules, machine, otherwise=chosen.otherwise, unknown=chosen.unknown)
