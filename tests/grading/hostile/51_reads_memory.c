// Reads and writes the memory of whoever it knows or can guess: the grader, its launcher, runs
// beside it. Traces them, takes their descriptors, lowers their limits: each is refused.
// also: 52
// verdict: wrong_answer
// output: refused
// runs: 3
#define _GNU_SOURCE
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static int allowed;

static void attack(pid_t pid)
{
    char mine[8];
    struct iovec here = {mine, sizeof mine}, there = {mine, sizeof mine};
    struct rlimit none = {0, 0};
    cpu_set_t first;
    if (pid <= 0 || pid == getpid())
        return;
    if (process_vm_readv(pid, &here, 1, &there, 1, 0) >= 0 || errno == EFAULT)
        allowed += printf("read %d\n", pid);
    if (process_vm_writev(pid, &here, 1, &there, 1, 0) >= 0 || errno == EFAULT)
        allowed += printf("wrote %d\n", pid);
    if (ptrace(PTRACE_SEIZE, pid, 0, 0) == 0 || ptrace(PTRACE_ATTACH, pid, 0, 0) == 0)
        allowed += printf("traced %d\n", pid);
    if (syscall(SYS_pidfd_open, pid, 0) >= 0)
        allowed += printf("named %d\n", pid);
    if (prlimit(pid, RLIMIT_CORE, &none, NULL) == 0)
        allowed += printf("limited %d\n", pid);
    CPU_ZERO(&first);
    CPU_SET(0, &first);
    if (sched_setaffinity(pid, sizeof first, &first) == 0)
        allowed += printf("moved %d\n", pid);
    if (setpriority(PRIO_PROCESS, pid, 19) == 0)
        allowed += printf("slowed %d\n", pid);
}

int main(void)
{
    int pid;
    for (int i = 0; i < 3 && scanf("%d", &pid) == 1; i++)
        attack(pid);
    attack(getppid());
    for (pid = 1; pid < 10; pid++)
        attack(pid);
    for (pid = getpid() - 20; pid < getpid() + 20; pid++)
        attack(pid);
    if (!allowed)
        puts("refused");
}
