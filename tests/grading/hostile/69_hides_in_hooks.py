# Traces, profiles and listens in on its own interpreter, and refuses to leave by an exception
# in each place where it is asked. It harms only itself.
# verdict: wrong_answer run_time_error
import atexit
import gc
import sys


def refuse(*_arguments: object) -> None:
    raise KeyboardInterrupt


class Clinging:
    def __del__(self) -> None:
        raise SystemExit(0)

    def flush(self) -> None:
        raise SystemExit(0)

    closed = False


cling = Clinging()
gc.callbacks.append(refuse)
atexit.register(refuse)
sys.addaudithook(lambda event, _arguments: None)
sys.stdout = Clinging()
