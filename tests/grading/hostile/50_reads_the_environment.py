# Looks for secrets in its environment, from Python and from C: there is nothing of the starter's.
# verdict: wrong_answer
import ctypes
import os

environ = ctypes.POINTER(ctypes.c_char_p).in_dll(ctypes.CDLL(None), "environ")
position = 0
while environ and environ[position]:
    print(environ[position].decode())
    position += 1
print(dict(os.environ))

# The block that execve(2) made stays on the stack, whatever was unset since: look at it too.
auxval = ctypes.CDLL(None).getauxval
auxval.restype = ctypes.c_ulong
execfn = auxval(31)  # AT_EXECFN, which stands right behind the environment
print(ctypes.string_at(execfn - 600, 600))
