// It compiles, and then there is nothing to begin with.
public class Solution {
    int sum(int a, int b) {
        return a + b;
    }
}
