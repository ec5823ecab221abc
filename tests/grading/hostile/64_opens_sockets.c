// Opens sockets of every family and kind, connected pairs and rings: there is none to be had.
// also: 41 62
// verdict: wrong_answer
// output: refused
#include <stdio.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(void)
{
    int allowed = 0, pair[2];
    char settings[512] = {0};
    for (int family = 0; family < 64; family++)
        for (int kind = 0; kind < 11; kind++) {
            allowed += socket(family, kind, 0) >= 0;
            allowed += socketpair(family, kind, 0, pair) == 0;
        }
    allowed += syscall(SYS_io_uring_setup, 8, settings) >= 0;
    if (allowed)
        printf("%d\n", allowed);
    else
        puts("refused");
}
