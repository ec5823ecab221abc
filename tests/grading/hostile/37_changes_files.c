// Changes a file that belongs to somebody else, and what its own submission consists of, so that
// the next run would be another program: refused, and the next run is the same.
// verdict: wrong_answer
// output: refused
// runs: 2
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int allowed;

static void change(const char *path)
{
    char other[5000];
    snprintf(other, sizeof other, "%s-moved", path);
    allowed += chmod(path, 0777) == 0;
    allowed += chown(path, 0, 0) == 0;
    allowed += truncate(path, 0) == 0;
    allowed += rename(path, other) == 0;
    allowed += link(path, other) == 0;
    allowed += symlink("/etc", other) == 0;
    allowed += unlink(path) == 0;
    allowed += open(path, O_WRONLY) >= 0;
    allowed += open(other, O_WRONLY | O_CREAT, 0777) >= 0;
    allowed += mkdir(other, 0777) == 0;
    allowed += mkfifo(other, 0777) == 0;
    allowed += utimensat(AT_FDCWD, path, NULL, 0) == 0;
}

int main(int count, char **words)
{
    char *line = NULL, own[4096] = ".";
    size_t size = 0;
    (void)count;
    if (getline(&line, &size, stdin) < 0 || getline(&line, &size, stdin) < 0)
        return 1;
    line[strcspn(line, "\n")] = 0;
    change(line);
    change(words[0]);
    if (readlink("/proc/self/exe", own, sizeof own - 1) > 0)
        change(own);
    change("solution.c");
    change(".");
    if (allowed)
        printf("%d changes\n", allowed);
    else
        puts("refused");
}
