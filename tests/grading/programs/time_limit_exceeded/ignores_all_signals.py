# Ignores what can be ignored and computes where Python does not look at signals.
import signal

for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
    try:
        signal.signal(number, signal.SIG_IGN)
    except OSError:
        pass
pow(3, 10**9)
