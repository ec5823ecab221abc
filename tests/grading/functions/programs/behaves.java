import java.io.IOException;
import java.util.Collections;
import java.util.List;

class Solution {
    List<Double> f(String how, List<Double> numbers) throws IOException {
        System.out.println("[]");
        System.err.print("{\n");
        switch (how) {
            case "leave":
                System.exit(0);
            case "fail":
                throw new IllegalStateException("no luck");
            case "nan":
                return List.of(0.0, Double.NaN);
            case "read":
                return List.of((double) System.in.readAllBytes().length);
            default:
                Collections.reverse(numbers);
                return numbers;
        }
    }
}
