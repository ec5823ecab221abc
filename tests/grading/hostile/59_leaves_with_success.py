# Leaves with exit status 0 before it has printed anything, past everything that might object:
# an exit status proves nothing.
# verdict: wrong_answer
import os

os._exit(0)
