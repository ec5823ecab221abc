// Leaves System V objects, message queues and keys, for the next or to fill memory: refused.
// verdict: wrong_answer
// output: refused
#define _GNU_SOURCE
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(void)
{
    int allowed = 0;
    allowed += shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0666) >= 0;
    allowed += msgget(IPC_PRIVATE, IPC_CREAT | 0666) >= 0;
    allowed += semget(IPC_PRIVATE, 1, IPC_CREAT | 0666) >= 0;
    allowed += mq_open("/grader-mail", O_CREAT | O_RDWR, 0666, NULL) != (mqd_t)-1;
    allowed += shm_open("/grader-mail", O_CREAT | O_RDWR, 0666) >= 0;
    for (int keyring = -5; keyring < 0; keyring++)
        allowed += syscall(SYS_add_key, "user", "grader-mail", "x", 1, keyring) > 0;
    if (allowed)
        printf("%d\n", allowed);
    else
        puts("refused");
}
