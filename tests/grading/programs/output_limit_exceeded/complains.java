// Standard error counts as well.
public class Main {
    public static void main(String[] args) {
        for (int i = 0; i < 10_000; i++) {
            System.err.println("still here");
        }
    }
}
