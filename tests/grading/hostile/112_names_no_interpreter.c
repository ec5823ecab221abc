// Asks to be started by an interpreter that is not there, so that the program compiles and cannot
// be started. That is its own doing: no judge_error, which costs nothing, may come of it.
// verdict: run_time_error compile_error
#include <stdio.h>

__attribute__((section(".interp"), used)) const char interpreter[] = "/nowhere";

int main(void)
{
    puts("started");
}
