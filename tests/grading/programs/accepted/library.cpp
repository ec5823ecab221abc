// Containers, algorithms, strings, exceptions and the words of C++20.
#include <algorithm>
#include <concepts>
#include <iostream>
#include <map>
#include <memory>
#include <numeric>
#include <ranges>
#include <stdexcept>
#include <string>
#include <vector>

template <std::integral T> T sum(const std::vector<T> &numbers)
{
    if (numbers.empty())
        throw std::invalid_argument("nothing to add");
    return std::accumulate(numbers.begin(), numbers.end(), T{});
}

int main()
{
    std::vector<long> numbers{std::istream_iterator<long>(std::cin), {}};
    std::map<std::string, long> sums;
    try {
        sum(std::vector<int>{});
    } catch (const std::invalid_argument &) {
        sums["sum"] = sum(numbers);
    }
    auto even = numbers | std::views::filter([](long n) { return n % 2 == 0; });
    auto one = std::make_unique<long>(std::ranges::distance(even));
    std::cout << sums["sum"] + *one - 1 << std::endl;
}
