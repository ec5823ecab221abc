// Has the assembler repeat a few words a hundred million times: it runs out of memory or space.
// verdict: compile_error
__asm__(".data\n .rept 100000000\n .quad 1, 2, 3, 4, 5, 6, 7, 8\n .endr\n .text");

int main(void)
{
}
