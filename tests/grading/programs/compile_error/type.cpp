#include <iostream>
#include <string>

int main()
{
    std::string text = 7;
    std::cout << text;
}
