"""A grader as one might write it: it forks, and trusts the fork. Shows that an attack works."""

import os
import tempfile


def handler(event, context):
    with tempfile.TemporaryFile() as output:
        pid = os.fork()
        if pid == 0:
            os.dup2(output.fileno(), 1)
            try:
                exec(compile(event["source"], "solution.py", "exec"), {"__name__": "__main__"})
            finally:
                import sys

                sys.stdout.flush()
                os._exit(0)
        os.waitpid(pid, 0)
        output.seek(0)
        return {"output": output.read().decode(errors="replace")}
