// Four gigabytes of program in one line.
int table[1 << 30] = {1};
int main(void) { return table[5]; }
