// Each type needs another one.
template <int N> struct Next {
    Next<N + 1> *next = new Next<N + 1>();
};
int main() { return Next<0>().next != nullptr; }
