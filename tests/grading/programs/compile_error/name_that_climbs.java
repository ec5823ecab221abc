// The name of the file comes from the text, but only letters make a name.
public class ../../../../tmp/Solution {
    public static void main(String[] args) {
        System.out.println(7);
    }
}
