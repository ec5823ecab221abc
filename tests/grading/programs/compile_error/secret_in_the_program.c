// The assembler could put any file into the program.
__asm__(".section .rodata\nsecret:\n.incbin \"/etc/passwd\"\n");
int main(void) { return 0; }
