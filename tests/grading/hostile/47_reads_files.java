// Reads files, starts processes, opens sockets, loads libraries: each is refused or not there.
// also: 30 64
// verdict: wrong_answer
// output: refused
import java.io.*;
import java.net.*;
import java.nio.file.*;
import java.util.*;

public class Main {
    interface Action {
        Object go() throws Throwable;
    }

    static final List<String> allowed = new ArrayList<>();

    static void attempt(String what, Action action) {
        try {
            action.go();
            allowed.add(what);
        } catch (Throwable refused) {
        }
    }

    public static void main(String[] arguments) throws IOException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
        input.readLine();
        String secret = input.readLine();
        for (String path : new String[] {secret, "/etc/passwd", "/proc/1/environ", "/dev/mem"}) {
            attempt(path, () -> Files.readAllBytes(Path.of(path)));
            attempt("write " + path, () -> Files.write(Path.of(path), new byte[1]));
        }
        for (String path : new String[] {"/", "/tmp", "/root", "/home", "/proc/1/fd", ".."}) {
            attempt("list " + path, () -> Files.list(Path.of(path)).count());
        }
        attempt("mail", () -> Files.writeString(Path.of("grader-mail"), "x"));
        attempt("temporary", () -> File.createTempFile("a", "b"));
        attempt("own class", () -> Files.write(Path.of("Main.class"), new byte[1]));
        attempt("process", () -> new ProcessBuilder("/bin/true").start());
        attempt("exec", () -> Runtime.getRuntime().exec("true"));
        attempt("signal", () -> {
            if (!ProcessHandle.current().parent().get().destroyForcibly()) throw new Error();
            return 1;
        });
        attempt("socket", () -> new Socket("127.0.0.1", 9001));
        attempt("server", () -> new ServerSocket(0));
        attempt("datagram", () -> new DatagramSocket());
        attempt("address", () -> {
            if (InetAddress.getByName("example.org") == null) throw new Error();
            return 1;
        });
        attempt("library", () -> {
            System.load("/tmp/libhostile.so");
            return 1;
        });
        for (String name : System.getenv().keySet()) {
            if (name.contains("SECRET")) allowed.add(name);
        }
        System.out.println(allowed.isEmpty() ? "refused" : allowed.toString());
    }
}
