#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <stdexcept>

std::vector<double> f(std::string how, std::vector<double> numbers) {
    std::cout << "[]\n";
    std::cerr << "{\n";
    if (how == "leave") {
        std::exit(0);
    }
    if (how == "fail") {
        throw std::runtime_error("no luck");
    }
    if (how == "nan") {
        return {0, std::nan("")};
    }
    if (how == "read") {
        std::istreambuf_iterator<char> begin(std::cin), end;
        return {static_cast<double>(std::distance(begin, end))};
    }
    std::reverse(numbers.begin(), numbers.end());
    return numbers;
}
