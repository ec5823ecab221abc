# Leaves mail in each of the kernel's keyrings that it can name; the second submission looks.
# Refused by a filter.
# verdict: wrong_answer
# submissions: 2
# output: nothing there
# exception under lockdown: the keyrings of a user stay, and are not ours to clear if he has others
# output under lockdown: *
# exception under other_user: two of its user's keyrings are not cleared
# output under other_user: *
import ctypes
import os

ADD_KEY, KEYCTL = {"x86_64": (248, 250), "aarch64": (217, 219)}[os.uname().machine]
SEARCH, LINK, GET_PERSISTENT = 10, 8, 22
THREAD, PROCESS, SESSION, USER, USER_SESSION = -1, -2, -3, -4, -5
libc = ctypes.CDLL(None, use_errno=True)
persistent = libc.syscall(KEYCTL, GET_PERSISTENT, -1, PROCESS)
found = []
for keyring in (SESSION, USER, USER_SESSION, persistent):
    if libc.syscall(KEYCTL, SEARCH, keyring, b"user", b"grader-mail", 0) > 0:
        found.append(keyring)
for keyring in (SESSION, USER, USER_SESSION, persistent):
    libc.syscall(ADD_KEY, b"user", b"grader-mail", b"x", 1, keyring)
print(found or "nothing there")
