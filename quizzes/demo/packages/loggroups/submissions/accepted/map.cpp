#include <algorithm>
#include <iostream>
#include <map>
#include <string>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    int n, k;
    std::cin >> n >> k;
    std::string line;
    std::getline(std::cin, line);
    std::map<std::string, int> sizes;
    while (n-- && std::getline(std::cin, line)) {
        std::string pattern;
        bool in_number = false;
        for (char c : line) {
            bool is_digit = c >= '0' && c <= '9';
            if (!is_digit) pattern += c;
            else if (!in_number) pattern += '#';
            in_number = is_digit;
        }
        ++sizes[pattern];
    }
    std::vector<std::pair<std::string, int>> groups(sizes.begin(), sizes.end());
    std::stable_sort(groups.begin(), groups.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    for (std::size_t i = 0; i < groups.size() && i < static_cast<std::size_t>(k); ++i)
        std::cout << groups[i].second << ' ' << groups[i].first << '\n';
}
