#include <algorithm>
#include <cstdio>
#include <utility>
#include <vector>

int main() {
    int n;
    if (std::scanf("%d", &n) != 1) return 1;
    std::vector<std::pair<int, int>> changes;
    for (int i = 0; i < n; ++i) {
        int start, end;
        if (std::scanf("%d %d", &start, &end) != 2) return 1;
        changes.push_back({start, 1});
        changes.push_back({end, -1});
    }
    std::sort(changes.begin(), changes.end());
    int open = 0, most = 0;
    long long seconds = 0;
    for (std::size_t i = 0; i + 1 < changes.size(); ++i) {
        open += changes[i].second;
        long long length = changes[i + 1].first - changes[i].first;
        if (length == 0) continue;
        if (open > most) {
            most = open;
            seconds = 0;
        }
        if (open == most) seconds += length;
    }
    std::printf("%d %lld\n", most, seconds);
}
