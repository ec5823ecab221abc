// Memory is taken piece by piece and written to, until there is no more; then it says so.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void)
{
    for (;;) {
        char *piece = malloc(1 << 20);
        if (!piece) {
            perror("malloc");
            return 1;
        }
        memset(piece, 1, 1 << 20);
    }
}
