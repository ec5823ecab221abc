// An endless file; nothing of the machine may be read.
#include "/dev/random"
int main(void) { return 0; }
