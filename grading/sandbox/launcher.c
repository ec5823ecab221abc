/* Starts the runs of a compiled submission, and is their true parent.
 *
 *     keeper --"run number=N ..." + stdin, stdout, stderr[, result]--> launcher
 *            <--"ended N STATUS CPU_US PEAK_KIB WALL_US"                 | fork
 *            or "failed N STEP: ERRNO"                                  run
 *   (births) <--"N"------------------------------------------------------| execve
 *                                                             candidate's program
 *
 * A stem in Python could do the same, but an exec'ed program inherits the high-water
 * mark of the memory it was forked from, and copying Python's page tables takes longer
 * than a small C program runs. So the stem becomes this program once it has compiled.
 * The sandbox holds already; only what differs between runs is limited here.
 *
 * Usage: launcher CHANNEL BIRTHS [NAME=VALUE ...] -- PROGRAM [ARGUMENT ...]
 *
 *     memory=address_space|data   what memory_bytes of a request limits
 *     stack_bytes=N               of the main thread; 0 for as much as memory
 *     descriptors=N processes=N   RLIMIT_NOFILE and RLIMIT_NPROC of a run
 *     filter=FD                   system-call filter that each run installs; -1 for none
 *
 * A run has our environment and directory. Each request gets exactly one answer. When
 * the keeper closes the channel, live runs are killed and we end.
 *
 * Source: unix(7), getrlimit(2), seccomp(2), pidfd_send_signal(2).
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    MOST_RUNS = 64, /* at once; a keeper has about one per core */
    MOST_FILES = 4, /* standard input, output and error, and the result */
    LONGEST = 1024, /* bytes of one message */
    OWN_PID = 0x7fffffff, /* as in filters/rules.py */
};

struct request {
    long long number;
    unsigned long long cpu_seconds, memory_bytes, output_bytes;
    int files[MOST_FILES];
    int file_count;
};

struct failure {
    const char *step; /* NULL: none */
    int error;
};

struct run {
    pid_t pid; /* 0: this place is free */
    long long number;
    struct timespec started;
};

static int channel, births;
static bool limits_data;
static long long stack_bytes, descriptors, processes;
static struct sock_fprog filter;
static sigset_t no_signal;
static char **command;
static struct run runs[MOST_RUNS];
static struct failure *failures; /* of the run in the same place: written by the child */

static bool say(int to, const char *format, ...)
{
    char text[LONGEST];
    va_list values;
    va_start(values, format);
    int length = vsnprintf(text, sizeof text, format, values);
    va_end(values);
    return send(to, text, length, MSG_NOSIGNAL) == length;
}

static void say_failed(long long number, const char *step, int error)
{
    const char *name = strerrorname_np(error);
    say(channel, "failed %lld %s: %s", number, step, name ? name : "unknown error");
}

/* ---- the child ---- */

static bool take_files(const struct request *request)
{
    /* In us the numbers 0 to 3 are taken, so no file has one of them before. */
    for (int i = 0; i < request->file_count; i++)
        if (dup2(request->files[i], i) < 0)
            return false;
    return true;
}

static bool limit(int resource, rlim_t soft, rlim_t hard)
{
    return setrlimit(resource, &(struct rlimit){soft, hard}) == 0;
}

static bool limit_run(const struct request *request)
{
    rlim_t seconds = request->cpu_seconds, memory = request->memory_bytes;
    rlim_t stack = stack_bytes ? (rlim_t)stack_bytes : memory;
    rlim_t size = request->output_bytes + 1; /* the one too many shows after the death */
    return limit(RLIMIT_CPU, seconds, seconds + 1) && limit(RLIMIT_STACK, stack, stack) &&
           limit(limits_data ? RLIMIT_DATA : RLIMIT_AS, memory, memory) &&
           limit(RLIMIT_FSIZE, size, size) && limit(RLIMIT_CORE, 0, 0) &&
           limit(RLIMIT_MEMLOCK, 0, 0) && limit(RLIMIT_MSGQUEUE, 0, 0) &&
           limit(RLIMIT_NPROC, processes, processes) &&
           limit(RLIMIT_NOFILE, descriptors, descriptors);
}

/* Where the filter speaks of the process that installs it, our pid is put in. */
static bool filter_calls(void)
{
    unsigned own = getpid();
    for (int i = 0; i < filter.len; i++)
        if (filter.filter[i].k == OWN_PID)
            filter.filter[i].k = own;
    return !filter.len || syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
                                  SECCOMP_FILTER_FLAG_SPEC_ALLOW, &filter) == 0;
}

/* Return the step that was refused, with errno set; if none is, do not return. */
static const char *become_program(const struct request *request)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* may be refused: nothing depends on it */
    if (setsid() < 0)
        return "start a session";
    if (!take_files(request))
        return "take the standard files";
    if (!say(births, "%lld", request->number)) /* before any code that could kill us unseen */
        return "tell the birth";
    if (close_range(request->file_count, ~0U, 0) < 0)
        return "close other files";
    if (!limit_run(request))
        return "limit the run";
    if (sigprocmask(SIG_SETMASK, &no_signal, NULL) < 0)
        return "unblock signals";
    if (!filter_calls())
        return "filter system calls";
    execve(command[0], command, environ);
    return "start the program";
}

/* ---- the launcher ---- */

/* A fork, since nothing needs to be argued about it: clone with CLONE_VM and
 * CLONE_VFORK took 0.48 ms for a test instead of 0.54 (least of 2000). */
static void start_run(const struct request *request)
{
    int place = 0;
    while (place < MOST_RUNS && runs[place].pid)
        place++;
    if (place == MOST_RUNS) {
        say_failed(request->number, "find a place", EAGAIN);
        return;
    }
    struct run run = {.number = request->number};
    failures[place] = (struct failure){NULL, 0};
    clock_gettime(CLOCK_MONOTONIC, &run.started);
    run.pid = fork();
    if (run.pid == 0) {
        const char *step = become_program(request);
        failures[place] = (struct failure){step, errno};
        _exit(1);
    }
    if (run.pid < 0)
        say_failed(request->number, "fork", errno);
    else
        runs[place] = run;
}

static void say_ended(const struct run *run, int status, const struct rusage *usage)
{
    struct timespec now;
    struct timeval cpu;
    clock_gettime(CLOCK_MONOTONIC, &now);
    long long wall_us = (now.tv_sec - run->started.tv_sec) * 1000000LL +
                        (now.tv_nsec - run->started.tv_nsec) / 1000;
    timeradd(&usage->ru_utime, &usage->ru_stime, &cpu);
    say(channel, "ended %lld %d %lld %ld %lld", run->number, status,
        cpu.tv_sec * 1000000LL + cpu.tv_usec, usage->ru_maxrss, wall_us);
}

/* Answer for all runs that have ended. As process 1 of a pid namespace we reap
 * orphans as well, of which nobody asks. */
static void reap(void)
{
    int status;
    struct rusage usage;
    pid_t pid;
    while ((pid = wait4(-1, &status, WNOHANG, &usage)) > 0)
        for (int i = 0; i < MOST_RUNS; i++)
            if (runs[i].pid == pid) {
                runs[i].pid = 0;
                if (failures[i].step)
                    say_failed(runs[i].number, failures[i].step, failures[i].error);
                else
                    say_ended(&runs[i], status, &usage);
            }
}

static bool understand(const char *text, struct request *request)
{
    return sscanf(text, "run number=%lld cpu_seconds=%llu memory_bytes=%llu output_bytes=%llu",
                  &request->number, &request->cpu_seconds, &request->memory_bytes,
                  &request->output_bytes) == 4 &&
           request->file_count >= 3;
}

/* Start the run that is asked for; return false if the keeper is gone. */
static bool serve(void)
{
    struct request request = {0};
    char text[LONGEST] = {0};
    union {
        struct cmsghdr header;
        char bytes[CMSG_SPACE(sizeof request.files)];
    } attached;
    struct iovec part = {text, sizeof text - 1};
    struct msghdr message = {.msg_iov = &part,
                             .msg_iovlen = 1,
                             .msg_control = &attached,
                             .msg_controllen = sizeof attached};
    ssize_t length = recvmsg(channel, &message, MSG_CMSG_CLOEXEC);
    if (length <= 0)
        return false;
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    if (header && header->cmsg_type == SCM_RIGHTS) {
        size_t size = header->cmsg_len - CMSG_LEN(0);
        memcpy(request.files, CMSG_DATA(header), size);
        request.file_count = size / sizeof(int);
    }
    if (understand(text, &request))
        start_run(&request);
    else
        say_failed(request.number, "understand the request", EINVAL);
    for (int i = 0; i < request.file_count; i++)
        close(request.files[i]);
    return true;
}

/* By pidfd, since our own filter may refuse kill. */
static void kill_all(void)
{
    for (int i = 0; i < MOST_RUNS; i++) {
        int run = runs[i].pid ? syscall(SYS_pidfd_open, runs[i].pid, 0) : -1;
        if (run >= 0 && syscall(SYS_pidfd_send_signal, run, SIGKILL, NULL, 0) == 0)
            waitpid(runs[i].pid, NULL, 0);
    }
}

/* ---- getting ready ---- */

static void leave(const char *step, int error)
{
    say_failed(0, step, error);
    exit(1);
}

static void wake_up(int signal)
{
    (void)signal; /* its coming ends the wait in ppoll */
}

/* Python ignores some signals, which would last through execve. SIGCHLD stays blocked
 * but while we wait, so that none is missed. */
static void take_signals(void)
{
    sigset_t ended;
    for (int number = 1; number < NSIG; number++)
        signal(number, SIG_DFL);
    signal(SIGCHLD, wake_up);
    sigemptyset(&no_signal);
    sigemptyset(&ended);
    sigaddset(&ended, SIGCHLD);
    if (sigprocmask(SIG_SETMASK, &ended, NULL) < 0)
        leave("take signals", errno);
}

/* Move our own out of the way of a run's files. */
static void take_channels(const char *first, const char *second)
{
    channel = fcntl(atoi(first), F_DUPFD_CLOEXEC, MOST_FILES);
    births = fcntl(atoi(second), F_DUPFD_CLOEXEC, MOST_FILES);
    if (channel < 0 || births < 0)
        leave("take the channels", errno);
}

static void read_filter(int file)
{
    struct stat found;
    if (file < 0)
        return;
    if (fstat(file, &found) < 0)
        leave("find the filter", errno);
    filter.len = found.st_size / sizeof *filter.filter;
    filter.filter = mmap(NULL, found.st_size, PROT_READ | PROT_WRITE, MAP_PRIVATE, file, 0);
    if (filter.filter == MAP_FAILED)
        leave("read the filter", errno);
}

static void take_options(char **word)
{
    int filter_file = -1;
    for (; *word && strcmp(*word, "--"); word++)
        if (strcmp(*word, "memory=data") == 0)
            limits_data = true;
        else if (strcmp(*word, "memory=address_space") &&
                 sscanf(*word, "stack_bytes=%lld", &stack_bytes) != 1 &&
                 sscanf(*word, "descriptors=%lld", &descriptors) != 1 &&
                 sscanf(*word, "processes=%lld", &processes) != 1 &&
                 sscanf(*word, "filter=%d", &filter_file) != 1)
            leave("understand the options", EINVAL);
    command = *word ? word + 1 : word;
    if (!*command)
        leave("find the program", EINVAL);
    read_filter(filter_file);
}

int main(int count, char **words)
{
    if (count < 3)
        return 2;
    take_channels(words[1], words[2]);
    take_signals();
    take_options(words + 3);
    failures = mmap(NULL, sizeof *failures * MOST_RUNS, PROT_READ | PROT_WRITE,
                    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (failures == MAP_FAILED)
        leave("make room", errno);
    if (dup3(channel, MOST_FILES - 1, O_CLOEXEC) < 0) /* see take_files */
        leave("take the last number", errno);
    struct pollfd keeper = {channel, POLLIN, 0};
    for (;;) {
        int ready = ppoll(&keeper, 1, NULL, &no_signal);
        reap();
        if (ready > 0 && !serve())
            break;
    }
    kill_all();
    return 0;
}
