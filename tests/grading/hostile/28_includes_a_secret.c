// Includes a secret file, so that the compiler prints it in its complaints; asks whether paths
// exist; has its own environment and memory read. Nothing of it is there for the compiler.
// verdict: compile_error
#include "SECRET_FILE"
#include "/etc/passwd"
#include "/proc/self/environ"
#include "/proc/1/environ"
#include "/proc/self/cmdline"

int main(void)
{
    return 0
}
