static int deeper(volatile int n)
{
    return deeper(n + 1) + n;
}

int main(void)
{
    return deeper(0);
}
