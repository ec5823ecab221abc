// Becomes itself again and again, hoping that clocks and limits begin anew: they do not.
// verdict: time_limit_exceeded wrong_answer run_time_error
// output: refused
// limits: cpu_time_ms=300
#include <stdio.h>
#include <unistd.h>

int main(int count, char **words)
{
    (void)count;
    execv(words[0], words);
    execv("/proc/self/exe", words);
    puts("refused");
}
