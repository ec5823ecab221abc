#include <vector>

int main()
{
    std::vector<long> numbers(1L << 32);
    return numbers[12345];
}
