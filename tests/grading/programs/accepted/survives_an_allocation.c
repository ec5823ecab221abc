// A program may meet its memory limit and recover.
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    char *volatile block = malloc(1L << 40);
    int a, b;
    if (!block && scanf("%d %d", &a, &b) == 2)
        printf("%d\n", a + b);
}
