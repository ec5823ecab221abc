/* A package, a public class that is not called as the file, others beside it; "class Decoy {". */
package com.example.interview;

import java.io.*;
import java.util.*;
import java.util.stream.*;

interface Adder {
    int add(int a, int b);
}

record Pair(int a, int b) {
    int sum(Adder adder) {
        return adder.add(a, b);
    }
}

enum Kind { SUM }

public final class TheSolution {
    static class Inner {
        static void main() {}
    }

    public static void main(final String... args) throws IOException {
        var in = new BufferedReader(new InputStreamReader(System.in));
        int[] numbers = Arrays.stream(in.readLine().split(" ")).mapToInt(Integer::parseInt).toArray();
        Map<Kind, Integer> sums = new EnumMap<>(Kind.class);
        sums.put(Kind.SUM, new Pair(numbers[0], numbers[1]).sum((a, b) -> a + b));
        System.out.println(sums.values().stream().map(String::valueOf).collect(Collectors.joining()));
    }
}
