// Exit status 0 proves nothing.
public class Main {
    public static void main(String[] args) {
        System.exit(0);
    }
}
