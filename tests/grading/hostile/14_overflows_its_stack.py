# Overflows the stack in C, where Python cannot see it: it is ended by a signal.
# verdict: run_time_error
import faulthandler

faulthandler._stack_overflow()
