// Forks for ever in three ways, refused or not: the time limit ends it and nobody notices.
// verdict: time_limit_exceeded
// limits: cpu_time_ms=300
#define _GNU_SOURCE
#include <sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(void)
{
    for (;;) {
        fork();
        if (vfork() == 0)
            _exit(0);
        syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0);
    }
}
