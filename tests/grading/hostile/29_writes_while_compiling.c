// Asks the compiler for plugins, other options and other files to write, by what a text may say:
// the text decides nothing of that.
// verdict: compile_error wrong_answer
// output: compiled only
#pragma GCC plugin "./hostile.so"
#pragma GCC optimize("-fdump-tree-all", "-o/tmp/grader-mail", "-fplugin=./hostile.so")
#pragma GCC target("arch=native")
#pragma GCC dependency "SECRET_FILE" the text is old
#pragma comment(linker, "-o/tmp/grader-mail")
#include <stdio.h>

__attribute__((section(".note.GNU-stack,\"x\"#"))) int odd = 1;

int main(void)
{
    puts("compiled only");
}
