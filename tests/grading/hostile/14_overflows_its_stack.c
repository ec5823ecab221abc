// Overflows its stack: first by one large block, then by recursion. It is ended by a signal.
// verdict: run_time_error memory_limit_exceeded
#include <alloca.h>
#include <string.h>

static int deeper(int depth)
{
    volatile char block[65536];
    memset((char *)block, depth, sizeof block);
    return deeper(depth + 1) + block[depth % 65536];
}

int main(void)
{
    volatile char *small = alloca(1 << 16);
    small[0] = 1;
    return deeper(small[0]);
}
