// The right answer stays in a buffer: a program that leaves so has said nothing.
#include <iostream>
#include <unistd.h>

int main()
{
    int a, b;
    std::cin >> a >> b;
    std::cout << a + b << '\n';
    _exit(0);
}
