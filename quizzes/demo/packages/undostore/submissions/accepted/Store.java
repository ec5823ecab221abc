import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

public class Store {
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private final List<String[]> log = new ArrayList<>();
    private final Deque<Integer> begins = new ArrayDeque<>();

    private String write(String name, String value) {
        String before = value == null ? values.remove(name) : values.put(name, value);
        if (before != null) {
            counts.merge(before, -1, Integer::sum);
        }
        if (value != null) {
            counts.merge(value, 1, Integer::sum);
        }
        return before;
    }

    private void change(String name, String value) {
        String before = write(name, value);
        if (!begins.isEmpty()) {
            log.add(new String[] {name, before});
        }
    }

    private String answer(String[] words) {
        switch (words[0]) {
            case "SET":
                change(words[1], words[2]);
                return null;
            case "DELETE":
                change(words[1], null);
                return null;
            case "GET":
                return values.getOrDefault(words[1], "NONE");
            case "COUNT":
                return String.valueOf(counts.getOrDefault(words[1], 0));
            case "BEGIN":
                begins.push(log.size());
                return null;
            default:
                return close(words[0]);
        }
    }

    private String close(String word) {
        if (begins.isEmpty()) {
            return "NO TRANSACTION";
        }
        int mark = begins.pop();
        if (word.equals("ROLLBACK")) {
            while (log.size() > mark) {
                String[] step = log.remove(log.size() - 1);
                write(step[0], step[1]);
            }
        } else if (begins.isEmpty()) {
            log.clear();
        }
        return null;
    }

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        int q = Integer.parseInt(in.readLine().trim());
        Store store = new Store();
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < q; i++) {
            String answer = store.answer(in.readLine().split(" "));
            if (answer != null) {
                out.append(answer).append('\n');
            }
        }
        System.out.print(out);
    }
}
