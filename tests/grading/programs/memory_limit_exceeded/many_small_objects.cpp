#include <map>
#include <string>

int main()
{
    std::map<long, std::string> names;
    for (long i = 0;; i++)
        names[i] = std::to_string(i);
}
