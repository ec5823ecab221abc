#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>

int main() {
    int n, k;
    if (std::scanf("%d %d", &n, &k) != 2) return 1;
    std::vector<long long> x(n);
    for (auto& reading : x)
        if (std::scanf("%lld", &reading) != 1) return 1;
    // k * (sum of squares) stays below 25,000 * 25,000 * 10^18, so 128 bits are enough.
    __int128 sum = 0, squares = 0, largest = 0;
    for (int i = 0; i < n; ++i) {
        sum += x[i];
        squares += static_cast<__int128>(x[i]) * x[i];
        if (i >= k) {
            sum -= x[i - k];
            squares -= static_cast<__int128>(x[i - k]) * x[i - k];
        }
        if (i >= k - 1) largest = std::max(largest, k * squares - sum * sum);
    }
    std::printf("%.9Lf\n", std::sqrt(static_cast<long double>(largest)) / k);
}
