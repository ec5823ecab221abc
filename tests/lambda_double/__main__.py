"""Runs a command under Lambda's rules and ends with its exit status.

    this process (root, waits)
      | fork, in namespaces of their own
    COMMAND (process 1 there, a user without rights)

As process 1 it cannot be reached by ``kill(-1)`` from below, and all that it started
ends with it. Ctrl-C is heard by it directly; SIGINT sent to us is passed on, and
SIGTERM ends it at once.
"""

import argparse
import os
import signal
import sys
from typing import NoReturn

from tests.lambda_double.place import furnish, leave_namespaces, renounce

NOBODY = 65534
SENT_BY_A_PROCESS = 0  # SI_USER, sigaction(2); what a terminal sends has another code
AWAITED = (signal.SIGCHLD, signal.SIGINT, signal.SIGTERM)


def become(user_id: int, command: list[str]) -> NoReturn:
    furnish()
    renounce(user_id)
    os.execvp(command[0], command)  # the caller's own command, no shell


def wait_for(child: int) -> int:
    """Wait until the child has ended; return what a shell would call its exit status."""
    while True:
        heard = signal.sigwaitinfo(AWAITED)
        if heard.si_signo == signal.SIGTERM:
            os.kill(child, signal.SIGKILL)
        elif heard.si_signo == signal.SIGINT and heard.si_code == SENT_BY_A_PROCESS:
            os.kill(child, signal.SIGINT)
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            code = os.waitstatus_to_exitcode(status)
            return code if code >= 0 else 128 - code


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.lambda_double", description=__doc__)
    parser.add_argument("--user-id", type=int, default=NOBODY)
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    if os.geteuid() != 0:
        sys.exit("only root can put a process under Lambda's rules")
    signal.pthread_sigmask(signal.SIG_BLOCK, AWAITED)
    leave_namespaces()
    child = os.fork()
    if child == 0:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, AWAITED)
        become(options.user_id, options.command)
    return wait_for(child)


if __name__ == "__main__":
    sys.exit(main())
