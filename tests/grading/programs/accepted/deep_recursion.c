// A million calls deep, for the stack may be as large as the memory.
#include <stdio.h>

static int count(volatile int depth)
{
    return depth ? 1 + count(depth - 1) - 0 * depth : 0;
}

int main(void)
{
    int a, b;
    scanf("%d %d", &a, &b);
    if (count(1000000) == 1000000)
        printf("%d\n", a + b);
}
