// Sends signals to the grader, its launcher and the runs beside it, by every call, and to all at
// once: each is refused, or reaches nobody but itself.
// verdict: wrong_answer
// output: refused
// runs: 3
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static int allowed;

static void attack(pid_t pid)
{
    siginfo_t information;
    memset(&information, 0, sizeof information);
    information.si_code = SI_QUEUE;
    if (pid == getpid())
        return;
    allowed += kill(pid, SIGSTOP) == 0;
    allowed += syscall(SYS_tkill, pid, SIGKILL) == 0;
    allowed += syscall(SYS_tgkill, pid, pid, SIGKILL) == 0;
    allowed += syscall(SYS_rt_sigqueueinfo, pid, SIGKILL, &information) == 0;
    allowed += syscall(SYS_rt_tgsigqueueinfo, pid, pid, SIGKILL, &information) == 0;
    allowed += kill(pid, SIGKILL) == 0;
}

int main(void)
{
    int pid;
    for (int i = 0; i < 3 && scanf("%d", &pid) == 1; i++)
        attack(pid);
    attack(getppid());
    for (pid = getpid() - 5; pid < getpid() + 5; pid++)
        if (pid > 0 && getsid(pid) > 0)
            attack(pid);
    if (allowed)
        printf("%d signals\n", allowed);
    else
        puts("refused");
}
