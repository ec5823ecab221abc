// No signal that can be caught ends it, so it has to be killed.
#include <csignal>

int main()
{
    for (int number = 1; number < NSIG; number++)
        std::signal(number, SIG_IGN);
    for (volatile unsigned long i = 0;; i = i + 1)
        ;
}
