// Has the compiler work out templates and constants without end.
// verdict: compile_error
#include <array>

template <unsigned N, unsigned M> struct both {
    static constexpr unsigned long value = both<N - 1, M>::value + both<N, M - 1>::value;
};

constexpr unsigned long count(unsigned long from)
{
    unsigned long all = 0;
    while (from)
        all += ++from;
    return all;
}

int main()
{
    static std::array<unsigned long, count(1)> table;
    return both<100000, 100000>::value + table[0];
}
