# An exit status of 0 proves nothing.
import os

os._exit(0)
