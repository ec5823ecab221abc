public class One {
    public static void main(String[] args) {
        System.out.println(7);
    }
}

public class Two {}
