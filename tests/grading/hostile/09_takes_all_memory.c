// Takes memory in every way until nothing more is given, touches it, and goes on asking.
// verdict: memory_limit_exceeded run_time_error
// limits: cpu_time_ms=5000 wall_time_ms=20000
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int main(void)
{
    for (size_t size = (size_t)1 << 34; size >= 4096;) {
        char *mapped = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        char *asked = malloc(size), *broken = sbrk(size);
        if (mapped != MAP_FAILED)
            memset(mapped, 1, size);
        if (asked)
            memset(asked, 1, size);
        if (broken != (void *)-1)
            memset(broken, 1, size);
        if (mapped == MAP_FAILED && !asked && broken == (void *)-1)
            size /= 2;
    }
    abort();
}
