// Has the assembler read a secret file, as bytes for the program, which would print them, and as
// lines, which it would complain about.
// verdict: compile_error
#include <stdio.h>

__asm__(".section .rodata\n secret: .incbin \"SECRET_FILE\"\n .byte 0\n .text");
__asm__(".include \"SECRET_FILE\"");
extern const char secret[];

int main(void)
{
    puts(secret);
}
