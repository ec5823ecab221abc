public class Main {
    public static void main(String[] args) {
        int sum = "7";
        System.out.println(sum);
    }
}
