// Includes what never ends: devices, and itself, twice each time.
// verdict: compile_error
#include "/dev/zero"
#include "/dev/random"
#include "/dev/stdin"
#include "solution.c"
#include "solution.c"

int main(void)
{
}
