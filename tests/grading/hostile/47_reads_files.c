// Opens files and folders for reading and writing by every call: each is refused.
// also: 18
// verdict: wrong_answer
// output: refused
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <unistd.h>

static int allowed;

static void got(const char *what, long result)
{
    if (result >= 0)
        allowed += printf("%s\n", what);
}

static void open_all(const char *path)
{
    int flags[] = {O_RDONLY, O_WRONLY, O_RDWR | O_CREAT, O_RDONLY | O_TRUNC, O_PATH,
                   O_DIRECTORY, O_TMPFILE | O_RDWR, O_RDONLY | O_NONBLOCK, O_WRONLY | O_APPEND};
    struct open_how how = {.flags = O_RDONLY};
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        got(path, open(path, flags[i], 0600));
    got(path, syscall(SYS_openat2, AT_FDCWD, path, &how, sizeof how));
    got(path, creat(path, 0600));
}

int main(void)
{
    char *line = NULL;
    size_t size = 0;
    int pair[2];
    sigset_t none = {0};
    if (getline(&line, &size, stdin) < 0 || getline(&line, &size, stdin) < 0)
        return 1;
    line[strcspn(line, "\n")] = 0;
    open_all(line);
    const char *paths[] = {"/etc/passwd", "/",       "/tmp", ".",         "solution.c",
                           "/proc/self",  "/dev/null", "/root", "/var/task", "/proc/self/exe"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        open_all(paths[i]);
    got("dup", dup(0));
    got("pipe", pipe(pair));
    got("memfd", memfd_create("x", 0));
    got("epoll", epoll_create1(0));
    got("eventfd", eventfd(0, 0));
    got("timerfd", timerfd_create(CLOCK_MONOTONIC, 0));
    got("signalfd", signalfd(-1, &none, 0));
    got("inotify", inotify_init());
    got("pidfd", syscall(SYS_pidfd_open, getpid(), 0));
    got("duplicate", fcntl(0, F_DUPFD, 0));
    if (!allowed)
        puts("refused");
}
