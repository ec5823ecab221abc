// Looks for secrets in its environment, on its whole stack above main, and in what the kernel told
// it at its start: it prints all of that.
// verdict: wrong_answer
// limits: output_bytes=1_000_000
#include <stdio.h>
#include <string.h>
#include <sys/auxv.h>

extern char **environ;

int main(int count, char **words)
{
    for (char **variable = environ; *variable; variable++)
        puts(*variable);
    (void)count;
    const char *last = (const char *)getauxval(AT_EXECFN);
    fwrite(words, 1, last - (const char *)words, stdout);
    puts(last);
}
