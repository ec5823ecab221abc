// How authors of deep recursions help themselves: a thread with a stack of 256 MiB.
import java.util.Scanner;

class Deep {
    static int depth(int left) {
        return left == 0 ? 0 : 1 + depth(left - 1);
    }

    public static void main(String[] args) throws Exception {
        Scanner in = new Scanner(System.in);
        int sum = in.nextInt() + in.nextInt();
        Thread thread = new Thread(null, () -> {
            if (depth(1_000_000) == 1_000_000) {
                System.out.println(sum);
            }
        }, "deep", 1 << 28);
        thread.start();
        thread.join();
    }
}
