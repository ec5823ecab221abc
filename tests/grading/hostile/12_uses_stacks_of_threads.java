// Starts threads with large stacks, and fills them: it runs out of threads or memory.
// also: 16
// verdict: run_time_error memory_limit_exceeded time_limit_exceeded
// limits: cpu_time_ms=2000 wall_time_ms=6000
public class Main {
    static int deeper(int depth) {
        return depth < 1_000_000 ? deeper(depth + 1) + 1 : 0;
    }

    static void bomb() {
        while (true) {
            new Thread(null, () -> {
                deeper(0);
                bomb();
            }, "bomb", 1L << 28).start();
        }
    }

    public static void main(String[] arguments) {
        bomb();
    }
}
