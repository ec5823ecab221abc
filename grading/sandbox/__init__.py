"""Where candidate code runs: forked from a warm Python, locked down, killed, swept up.

    keeper      holds the job, expected outputs, credentials; compares; outer deadline
      | exec, empty environment, from an interpreter file that nobody may read
    zygote      warm Python; never sees a job
      | os.fork, once per submission
    stem        the compiled code, not yet run; true parent of the runs
      | os.fork, once per test case
    run         no descriptor but its own three, no child, then the candidate's code

Read in this order: ``keeper``, ``zygote``, ``stem``, ``run``; then ``limits`` (what the
kernel is asked to refuse), ``unreadable`` (why a run cannot look into us), ``library``
(how a run imports modules although it can open no file) and ``sweeping``.

Nothing here but ``keeper`` knows of test cases, and nothing at all of expected outputs:
what a run's ancestors never held, a run cannot find. ``docs/threat-model.md`` says what
remains possible.
"""


class SandboxUnavailable(Exception):
    """Candidate code cannot be held on this machine; the message says why."""


class SandboxFault(Exception):
    """A step of ours failed, named with its errno; the candidate is not to blame."""


class ZygoteLost(Exception):
    """The zygote is gone or was tampered with; only a fresh environment will do."""
