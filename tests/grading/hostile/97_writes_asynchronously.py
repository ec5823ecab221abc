# Has the kernel write to its output later, by asynchronous input and output, and leaves at once:
# what is there after its death counts, and nothing is added then.
# verdict: wrong_answer
import ctypes
import os
import struct

SETUP, SUBMIT = {"x86_64": (206, 209), "aarch64": (0, 2)}[os.uname().machine]
PWRITE = 1
libc = ctypes.CDLL(None)
context = ctypes.c_ulong()
text = ctypes.create_string_buffer(b"late\n")
if libc.syscall(SETUP, 128, ctypes.byref(context)) == 0:
    orders = []
    for number in range(64):
        address = ctypes.addressof(text)
        order = struct.pack("QIiHhIQQqQII", 0, 0, 0, PWRITE, 0, 1, address, 5, number * 5, 0, 0, 0)
        orders.append(ctypes.create_string_buffer(order))
    pointers = (ctypes.c_void_p * 64)(*map(ctypes.addressof, orders))
    libc.syscall(SUBMIT, context, 64, pointers)
os._exit(0)
