// Declares a processor of annotations, which a compiler would run: it is not asked for any, and
// the program only prints what it was told to.
// verdict: wrong_answer
// output: compiled only
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.element.TypeElement;

@SupportedAnnotationTypes("*")
public class Main extends AbstractProcessor {
    static {
        try {
            System.err.println(new String(new java.io.FileInputStream("SECRET_FILE").readAllBytes()));
        } catch (java.io.IOException refused) {
        }
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        throw new IllegalStateException("run by the compiler");
    }

    @Deprecated
    public static void main(String[] arguments) {
        System.out.println("compiled only");
    }
}
