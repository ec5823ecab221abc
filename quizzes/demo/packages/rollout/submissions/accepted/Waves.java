import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StreamTokenizer;
import java.util.ArrayList;
import java.util.List;

public class Waves {
    private static final StreamTokenizer IN =
            new StreamTokenizer(new InputStreamReader(System.in));

    private static int next() throws IOException {
        IN.nextToken();
        return (int) IN.nval;
    }

    public static void main(String[] args) throws IOException {
        int n = next();
        int m = next();
        List<List<Integer>> neededBy = new ArrayList<>();
        for (int i = 0; i <= n; i++) {
            neededBy.add(new ArrayList<>());
        }
        int[] openNeeds = new int[n + 1];
        for (int i = 0; i < m; i++) {
            int service = next();
            neededBy.get(next()).add(service);
            openNeeds[service]++;
        }
        List<Integer> wave = new ArrayList<>();
        for (int service = 1; service <= n; service++) {
            if (openNeeds[service] == 0) {
                wave.add(service);
            }
        }
        List<String> sizes = new ArrayList<>();
        int released = 0;
        while (!wave.isEmpty()) {
            sizes.add(String.valueOf(wave.size()));
            released += wave.size();
            List<Integer> following = new ArrayList<>();
            for (int done : wave) {
                for (int service : neededBy.get(done)) {
                    if (--openNeeds[service] == 0) {
                        following.add(service);
                    }
                }
            }
            wave = following;
        }
        if (released < n) {
            System.out.println("stuck " + (n - released));
        } else {
            System.out.println(sizes.size());
            System.out.println(String.join(" ", sizes));
        }
    }
}
