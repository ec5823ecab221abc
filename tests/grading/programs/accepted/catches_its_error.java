// A program may meet its memory limit, or the end of its stack, and recover.
import java.util.*;

public class Main {
    static int depth = 0;

    static void deeper() {
        depth++;
        deeper();
    }

    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int sum = in.nextInt() + in.nextInt();
        List<long[]> blocks = new ArrayList<>();
        try {
            while (true) {
                blocks.add(new long[1 << 20]);
            }
        } catch (OutOfMemoryError error) {
            blocks = null;
        }
        try {
            deeper();
        } catch (StackOverflowError error) {
            if (depth > 100_000) {
                System.out.println(sum);
            }
        }
    }
}
