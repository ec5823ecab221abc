// Becomes a shell, a compiler, an interpreter or the linker: where those are there at all, its
// limits stay, and they can open nothing.
// verdict: run_time_error wrong_answer
// output: refused
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    char *programs[] = {"/bin/sh",           "/usr/bin/gcc",  "/usr/bin/python3",
                        "/bin/cat",          "/usr/bin/as",   "/usr/bin/ld",
                        "/bin/busybox",      "/sbin/ldconfig"};
    for (int i = 0; i < 8; i++) {
        char *words[] = {programs[i], "/etc/passwd", NULL};
        execve(programs[i], words, (char *[]){"LD_PRELOAD=./x.so", NULL});
    }
    char *linker[] = {"ld.so", "/bin/cat", "/etc/passwd", NULL};
    execv("/lib64/ld-linux-x86-64.so.2", linker);
    execv("/lib/ld-linux-aarch64.so.1", linker);
    puts("refused");
}
