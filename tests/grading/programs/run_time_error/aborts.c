#include <assert.h>

int main(int count, char **words)
{
    (void)words;
    assert(count > 1);
}
