// Makes system calls by the doors of 32-bit programs: it is killed at the first.
// verdict: run_time_error wrong_answer
// output: refused
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(void)
{
#ifdef __x86_64__
    long result, allowed = 0;
    long doors[][2] = {{2, 0}, {42, 0}, {41, 0}, {120, 17}, {190, 0}};
    for (int i = 0; i < 5; i++) {
        __asm__ volatile("int $0x80"
                         : "=a"(result)
                         : "a"(doors[i][0]), "b"(doors[i][1]), "c"(0), "d"(0)
                         : "memory", "r8", "r9", "r10", "r11");
        if ((int)result == 0 && i != 1 && i != 2)
            _exit(0);
        allowed += (int)result >= 0;
    }
    allowed += syscall(0x40000000 | 2, "/etc/passwd", 0) >= 0;
    if (allowed)
        return printf("%ld\n", allowed);
#endif
    if (syscall(-1) >= 0 || syscall(99999) >= 0)
        return 1;
    puts("refused");
}
