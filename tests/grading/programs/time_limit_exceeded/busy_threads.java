// Several threads use several cores, and their time is added up.
public class Main {
    public static void main(String[] args) {
        for (int i = 0; i < 4; i++) {
            new Thread(() -> {
                for (long n = 0; ; n++) {
                    Thread.onSpinWait();
                }
            }).start();
        }
    }
}
