// Makes and enters namespaces, mounts, changes its root and its user: each is refused.
// also: 82
// verdict: wrong_answer
// output: refused
#define _GNU_SOURCE
#include <sched.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(void)
{
    int allowed = 0;
    int flags[] = {CLONE_NEWNS,  CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET,
                   CLONE_NEWIPC, CLONE_NEWUTS,  CLONE_FS,     CLONE_FILES};
    for (int i = 0; i < 6; i++)
        allowed += unshare(flags[i]) == 0;
    allowed += setns(0, 0) == 0;
    allowed += mount("none", "/tmp", "tmpfs", 0, NULL) == 0;
    allowed += mount("proc", "/proc", "proc", 0, NULL) == 0;
    allowed += umount2("/", MNT_DETACH) == 0;
    allowed += chroot(".") == 0;
    allowed += syscall(SYS_pivot_root, ".", ".") == 0;
    allowed += setuid(0) == 0;
    allowed += setgid(0) == 0;
    allowed += sethostname("x", 1) == 0;
    if (allowed)
        printf("%d\n", allowed);
    else
        puts("refused");
}
