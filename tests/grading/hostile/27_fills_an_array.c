// Has the compiler write an array of gigabytes into the program: it is told that it is too large.
// verdict: compile_error
int table[1 << 30] = {1};

int main(void)
{
    return table[1];
}
