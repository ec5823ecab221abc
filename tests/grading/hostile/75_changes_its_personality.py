# Changes what the processor and the kernel think of it: addresses that can be guessed, segments,
# shadow stacks. It gains nothing by it.
# verdict: wrong_answer run_time_error
# output: done
import ctypes
import os

libc = ctypes.CDLL(None)
NO_RANDOMIZE, READ_IMPLIES_EXEC, PER_LINUX32, UNAME26 = 0x40000, 0x400000, 0x8, 0x20000
for persona in (NO_RANDOMIZE | READ_IMPLIES_EXEC, PER_LINUX32, UNAME26, 0):
    libc.personality(persona)
if os.uname().machine == "x86_64":
    ARCH_PRCTL, MODIFY_LDT, SET_THREAD_AREA = 158, 154, 205
    for code in (0x1011, 0x1012, 0x4001, 0x5001, 0x5002, 0x1022, 0x1023):
        libc.syscall(ARCH_PRCTL, code, 0)
    entry = (ctypes.c_uint * 4)(0, 0, 0xFFFFF, 0x51)
    libc.syscall(MODIFY_LDT, 1, entry, 16)
    libc.syscall(SET_THREAD_AREA, entry)
print("done")
