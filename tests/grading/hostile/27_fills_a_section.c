// Has the assembler fill terabytes that the compiler knows nothing of.
// verdict: compile_error
__asm__(".data\n .fill 1 << 40, 1, 1\n .text");

int main(void)
{
}
