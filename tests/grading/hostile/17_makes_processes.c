// Makes children and threads by every call and with odd flags: none is to be had.
// verdict: wrong_answer
// output: refused
#define _GNU_SOURCE
#include <linux/sched.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static int allowed;

static void got(const char *what, long result)
{
    if (result == 0)
        _exit(0); /* we are the child */
    if (result > 0)
        allowed += printf("%s\n", what);
}

static void *nothing(void *argument)
{
    return argument;
}

int main(void)
{
    unsigned long flags[] = {0,
                             CLONE_PARENT,
                             CLONE_UNTRACED,
                             CLONE_PTRACE,
                             CLONE_FILES | CLONE_FS,
                             CLONE_IO,
                             CLONE_NEWUSER,
                             CLONE_NEWPID,
                             CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWNET};
    struct clone_args arguments = {.exit_signal = SIGCHLD};
    pthread_t thread;
    pid_t pid;
    got("fork", fork());
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
        got("clone", syscall(SYS_clone, flags[i] | SIGCHLD, 0, 0, 0, 0));
        arguments.flags = flags[i];
        got("clone3", syscall(SYS_clone3, &arguments, sizeof arguments));
    }
    if (pthread_create(&thread, NULL, nothing, NULL) == 0)
        allowed += printf("thread\n");
    if (posix_spawn(&pid, "/bin/true", NULL, NULL, (char *[]){"true", NULL}, NULL) == 0)
        allowed += printf("spawn\n");
    if (system("true") == 0)
        allowed += printf("system\n");
    if (popen("true", "r"))
        allowed += printf("popen\n");
    if (!allowed)
        puts("refused");
}
