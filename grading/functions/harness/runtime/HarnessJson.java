import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a function's arguments and writes its result, as JSON: Java brings no JSON of its own.
 *
 * What is read was checked against the types before, so the reader only has to be right on valid
 * input. Types nest at most ten deep, so reading and writing recurse no deeper.
 *
 * Source: RFC 8259.
 */
final class HarnessJson {
    private static final int RESULT_DESCRIPTOR = 3;

    /** How values of one type are read. */
    interface Reader<T> {
        T read(HarnessJson input);
    }

    static final Reader<Long> INT = HarnessJson::readLong;
    static final Reader<Double> FLOAT = HarnessJson::readDouble;
    static final Reader<Boolean> BOOL = HarnessJson::readBoolean;
    static final Reader<String> STRING = HarnessJson::readString;

    static <T> Reader<List<T>> list(Reader<T> item) {
        return input -> {
            List<T> items = new ArrayList<>();
            for (boolean more = input.opens('[', ']'); more; more = input.goesOn(']')) {
                items.add(item.read(input));
            }
            return items;
        };
    }

    static <T> Reader<Map<String, T>> map(Reader<T> item) {
        return input -> {
            Map<String, T> items = new LinkedHashMap<>();
            for (boolean more = input.opens('{', '}'); more; more = input.goesOn('}')) {
                String key = input.readString();
                input.expect(':');
                items.put(key, item.read(input));
            }
            return items;
        };
    }

    static <T> Reader<T> optional(Reader<T> item) {
        return input -> input.nextByte() == 'n' ? input.readNull() : item.read(input);
    }

    private final byte[] text;
    private int at = 0;

    private HarnessJson(byte[] text) {
        this.text = text;
    }

    /** Return the arguments, whose array is already opened. */
    static HarnessJson readArguments() throws IOException {
        HarnessJson input = new HarnessJson(System.in.readAllBytes());
        input.expect('[');
        return input;
    }

    /** Read the next argument of an array. */
    <T> T next(Reader<T> reader) {
        T value = reader.read(this);
        if (nextByte() == ',') {
            at++;
        }
        return value;
    }

    /** Write the whole result at once, after the call: an early end leaves nothing. */
    static void writeResult(Object result) throws IOException, ReflectiveOperationException {
        StringBuilder written = new StringBuilder();
        write(written, result);
        try (OutputStream file = new FileOutputStream(resultDescriptor())) {
            file.write(written.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * Return the result's descriptor, which Java makes of a number in private only.
     *
     * A run can open nothing for writing, so the name /proc/self/fd/3 would not do.
     */
    private static FileDescriptor resultDescriptor() throws ReflectiveOperationException {
        Constructor<FileDescriptor> ofNumber = FileDescriptor.class.getDeclaredConstructor(int.class);
        ofNumber.setAccessible(true);
        return ofNumber.newInstance(RESULT_DESCRIPTOR);
    }

    /** End at once with what was printed so far, whatever threads and hooks there are. */
    static void end(int status) {
        System.out.flush();
        System.err.flush();
        Runtime.getRuntime().halt(status);
    }

    private static void fail(String reason) {
        System.err.println(reason);
        end(1);
    }

    static void write(StringBuilder written, Object value) {
        if (value instanceof String string) {
            writeString(written, string);
        } else if (value instanceof List<?> list) {
            String separator = "[";
            for (Object item : list) {
                write(written.append(separator), item);
                separator = ",";
            }
            written.append(list.isEmpty() ? "[]" : "]");
        } else if (value instanceof Map<?, ?> map) {
            String separator = "{";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                writeString(written.append(separator), String.valueOf(entry.getKey()));
                write(written.append(':'), entry.getValue());
                separator = ",";
            }
            written.append(map.isEmpty() ? "{}" : "}");
        } else if (value instanceof Double number && !Double.isFinite(number)) {
            fail("The result is no JSON: it holds nan or an infinity.");
        } else {
            written.append(value); // a Long, a Double, a Boolean or null
        }
    }

    private static void writeString(StringBuilder written, String string) {
        written.append('"');
        for (int index = 0; index < string.length(); index++) {
            char sign = string.charAt(index);
            if (sign == '"' || sign == '\\') {
                written.append('\\').append(sign);
            } else if (sign < ' ' || Character.isSurrogate(sign)) {
                // Halves of a pair are each written so, since a string may hold one alone.
                written.append("\\u").append(Integer.toHexString(0x10000 + sign).substring(1));
            } else {
                written.append(sign);
            }
        }
        written.append('"');
    }

    private byte nextByte() {
        while (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t') {
            at++;
        }
        return text[at];
    }

    private void expect(char sign) {
        if (nextByte() != sign) {
            fail("The arguments are not as the signature says.");
        }
        at++;
    }

    /** Skip an opening bracket and, if it follows, the closing one; say whether items follow. */
    private boolean opens(char opening, char closing) {
        expect(opening);
        if (nextByte() != closing) {
            return true;
        }
        at++;
        return false;
    }

    /** Skip a comma or the closing bracket; say whether it was a comma. */
    private boolean goesOn(char closing) {
        if (nextByte() == ',') {
            at++;
            return true;
        }
        expect(closing);
        return false;
    }

    private <T> T readNull() {
        at += "null".length();
        return null;
    }

    private Boolean readBoolean() {
        boolean value = nextByte() == 't';
        at += value ? "true".length() : "false".length();
        return value;
    }

    private Long readLong() {
        boolean isNegative = nextByte() == '-';
        at += isNegative ? 1 : 0;
        long negative = 0; // the most negative number has no positive counterpart
        while (at < text.length && text[at] >= '0' && text[at] <= '9') {
            negative = negative * 10 - (text[at++] - '0');
        }
        return isNegative ? negative : -negative;
    }

    private Double readDouble() {
        nextByte();
        int from = at;
        while (at < text.length && "+-.0123456789Ee".indexOf(text[at]) >= 0) {
            at++;
        }
        return Double.valueOf(new String(text, from, at - from, StandardCharsets.US_ASCII));
    }

    private String readString() {
        expect('"');
        String plain = readPlain();
        if (text[at++] == '"') {
            return plain;
        }
        StringBuilder string = new StringBuilder(plain);
        do {
            string.append(readEscape()).append(readPlain());
        } while (text[at++] != '"');
        return string.toString();
    }

    /** Read as far as a quotation mark or backslash. */
    private String readPlain() {
        int from = at;
        while (text[at] != '"' && text[at] != '\\') {
            at++;
        }
        return new String(text, from, at - from, StandardCharsets.UTF_8);
    }

    /** Read what follows a backslash. */
    private char readEscape() {
        char sign = (char) text[at++];
        return switch (sign) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                at += 4;
                String digits = new String(text, at - 4, 4, StandardCharsets.US_ASCII);
                yield (char) Integer.parseInt(digits, 16);
            }
            default -> sign;
        };
    }
}
