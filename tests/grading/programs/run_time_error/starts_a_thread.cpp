// Threads are refused: what is thrown says so.
#include <thread>

int main()
{
    std::thread([] {}).join();
}
