// Has the assembler call a macro of its own without end, past the compiler that would notice.
// verdict: compile_error
__asm__(".macro again\n again\n again\n .endm\n again");

int main(void)
{
}
